-- What waits, and days. Lines that end in `-- if …` are sent only where they are asked for: choosing.py.

-- name: load
SELECT kind || ':' || subject AS subject, memory FROM matter
WHERE workspace_id = $1 AND generation = $2 AND (kind, subject) IN (
    SELECT split_part(s, ':', 1), substr(s, strpos(s, ':') + 1) FROM unnest($3::text[]) AS s
)

-- name: keep
INSERT INTO matter (
    workspace_id, generation, kind, subject, began_position, about, audience, due, latest, item, dates, memory
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (workspace_id, generation, kind, subject) DO UPDATE SET
    began_position = excluded.began_position, about = excluded.about, audience = excluded.audience, due = excluded.due,
    latest = excluded.latest, item = excluded.item, dates = excluded.dates, memory = excluded.memory

-- name: drop
WITH gone AS (
    DELETE FROM matter WHERE workspace_id = $1 AND generation = $2 AND (kind, subject) IN (
        SELECT kind, subject FROM matter WHERE workspace_id = $1 AND generation = $2 ORDER BY kind, subject LIMIT $3
    )
    RETURNING 1
)
SELECT count(*) FROM gone

-- name: page
-- Matters after one, the most urgent first: $1 workspace, $2 sides (as audiences) and $6 other audiences, of which
-- something must wait for one; $3 due and $4 began_position of the one before, $5 limit. Sides have much that waits and
-- are read in order; a person has little, which is found first and then sorted. The opportunity that a matter is about
-- gives its title and scope.
WITH given AS (SELECT $1::bigint, $2::text[], $3::timestamptz, $4::bigint, $5::bigint, $6::text[]),
own AS MATERIALIZED (
    SELECT b.workspace_id, b.generation, b.item, b.due, b.began_position, b.about
    FROM matter b WHERE b.workspace_id = $1 AND b.audience <> '{}' AND b.audience && $6
)
SELECT c.position, m.item, m.due, m.began_position, ('{' || o.item)::json ->> 'title' AS title, o.scope
FROM projection_checkpoint c
LEFT JOIN LATERAL (
    SELECT * FROM (
        (SELECT b.item, b.due, b.began_position, b.about
        FROM matter b
        WHERE b.workspace_id = c.workspace_id AND b.generation = c.generation AND b.audience <> '{}'
            AND cardinality($2) > 0 AND b.audience && $2 -- if whose
            AND (b.due, b.began_position) > ($3, $4)
        ORDER BY b.workspace_id, b.due, b.began_position LIMIT $5)
        UNION -- if whose
        SELECT b.item, b.due, b.began_position, b.about -- if whose
        FROM own b -- if whose
        WHERE b.generation = c.generation AND (b.due, b.began_position) > ($3, $4) -- if whose
    ) b ORDER BY b.due, b.began_position LIMIT $5
) m ON true
LEFT JOIN projection_checkpoint l ON l.workspace_id = c.workspace_id AND l.projection = 'lists' AND l.live
LEFT JOIN backlog o ON o.workspace_id = l.workspace_id AND o.generation = l.generation AND o.opportunity = m.about
WHERE c.workspace_id = $1 AND c.projection = 'waiting' AND c.live
ORDER BY m.due, m.began_position

-- name: days
-- Matters with a day after $2, at most $3 of them, the soonest last days first.
SELECT c.position, m.item, m.dates, ('{' || o.item)::json ->> 'title' AS title
FROM projection_checkpoint c
LEFT JOIN LATERAL (
    SELECT * FROM matter b
    WHERE b.workspace_id = c.workspace_id AND b.generation = c.generation AND b.latest >= $2
    ORDER BY b.workspace_id, b.latest, b.began_position LIMIT $3
) m ON true
LEFT JOIN projection_checkpoint l ON l.workspace_id = c.workspace_id AND l.projection = 'lists' AND l.live
LEFT JOIN backlog o ON o.workspace_id = l.workspace_id AND o.generation = l.generation AND o.opportunity = m.about
WHERE c.workspace_id = $1 AND c.projection = 'waiting' AND c.live
ORDER BY m.latest, m.began_position
