-- Rows and the list of obstacles.

-- name: load
SELECT obstacle AS subject, memory FROM obstacle
WHERE workspace_id = $1 AND generation = $2 AND obstacle = ANY ($3::text[])

-- name: keep
INSERT INTO obstacle (
    workspace_id, generation, obstacle, kata, status, parked_position, experiments, focused_seconds, focused_since, memory
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (workspace_id, generation, obstacle) DO UPDATE SET
    kata = excluded.kata, status = excluded.status, parked_position = excluded.parked_position,
    experiments = excluded.experiments, focused_seconds = excluded.focused_seconds,
    focused_since = excluded.focused_since, memory = excluded.memory

-- name: drop
WITH gone AS (
    DELETE FROM obstacle WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM obstacle WHERE workspace_id = $1 AND generation = $2 LIMIT $3
    )) AND workspace_id = $1
    RETURNING 1
)
SELECT count(*) FROM gone

-- name: page
-- $1 workspace, $2 limit, $3 sort, $4 the time up to which a running focus counts (now, if null); after: $5 cost and
-- $6 parked_position; filters: $7 kata, $8 team, $9 status. The dearest come first; cost is what the sort goes by.
SELECT c.position, p.*
FROM projection_checkpoint c
LEFT JOIN LATERAL (
    SELECT o.memory, o.parked_position, o.seconds, o.cost, o.at, k.item AS kata_item
    FROM (
        SELECT o.*, CASE $3::text WHEN 'days' THEN o.seconds WHEN 'parked' THEN 0 ELSE o.experiments END AS cost
        FROM (
            SELECT o.*, n.at, o.focused_seconds
                + coalesce(greatest(0, extract(epoch FROM n.at - o.focused_since)), 0)::bigint AS seconds
            FROM obstacle o CROSS JOIN (SELECT coalesce($4::timestamptz, now()) AS at) n
            WHERE o.workspace_id = c.workspace_id AND o.generation = c.generation
                AND ($7::text IS NULL OR o.kata = $7) AND ($9::text IS NULL OR o.status = $9)
        ) o
    ) o
    LEFT JOIN subject k ON k.workspace_id = c.workspace_id AND k.generation = c.generation
        AND k.kind = 'kata' AND k.subject = o.kata
    WHERE ($8::text IS NULL OR k.marks @> ARRAY['team:' || $8])
        AND ($5::bigint IS NULL OR o.cost < $5 OR (o.cost = $5 AND o.parked_position > $6::bigint))
    ORDER BY o.cost DESC, o.parked_position
    LIMIT $2
) p ON true
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live
ORDER BY p.cost DESC, p.parked_position
