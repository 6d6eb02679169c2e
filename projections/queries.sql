-- How far projections are, what they have still to read, and who leads them.

-- name: lock_live
SELECT generation, position, fence, error, failed_by
FROM projection_checkpoint WHERE workspace_id = $1 AND projection = $2 AND live FOR UPDATE

-- name: begin_live
INSERT INTO projection_checkpoint (workspace_id, projection, generation, live) VALUES ($1, $2, 1, true)
ON CONFLICT DO NOTHING

-- name: unread
SELECT position, type, entry FROM event WHERE workspace_id = $1 AND position > $2 ORDER BY position LIMIT $3

-- name: advance
UPDATE projection_checkpoint
SET position = $4, fence = greatest(fence, $5), error = NULL, error_position = NULL, failed_at = NULL, failed_by = NULL
WHERE workspace_id = $1 AND projection = $2 AND generation = $3

-- name: fail
UPDATE projection_checkpoint SET error = $4, error_position = $5, failed_at = now(), failed_by = $6
WHERE workspace_id = $1 AND projection = $2 AND generation = $3 AND position = $5 - 1

-- name: forgive
UPDATE projection_checkpoint SET error = NULL, error_position = NULL, failed_at = NULL, failed_by = NULL
WHERE workspace_id = $1 AND error IS NOT NULL

-- name: shown
SELECT position FROM projection_checkpoint WHERE workspace_id = $1 AND projection = $2 AND live

-- name: head
SELECT head FROM ledger WHERE workspace_id = $1

-- name: behind_lately
-- Workspaces with events of the last seconds that a projection has not read; one pass over the ledgers' heads.
SELECT l.workspace_id, l.head
FROM ledger l
WHERE l.recorded_at > now() - make_interval(secs => $1) AND (l.workspace_id & 63)::int = ANY ($2::int[])
    AND EXISTS (
        SELECT FROM unnest($3::text[]) AS p (projection)
        LEFT JOIN projection_checkpoint c
            ON c.workspace_id = l.workspace_id AND c.projection = p.projection AND c.live
        WHERE coalesce(c.position, 0) < l.head AND (c.error IS NULL OR c.failed_by <> $4)
    )

-- name: behind
-- The same whenever the events were recorded, page by page.
SELECT l.workspace_id, l.head, EXISTS (
        SELECT FROM unnest($4::text[]) AS p (projection)
        LEFT JOIN projection_checkpoint c
            ON c.workspace_id = l.workspace_id AND c.projection = p.projection AND c.live
        WHERE coalesce(c.position, 0) < l.head AND (c.error IS NULL OR c.failed_by <> $5)
    ) AS behind
FROM ledger l
WHERE l.workspace_id > $1 AND (l.workspace_id & 63)::int = ANY ($2::int[])
ORDER BY l.workspace_id LIMIT $3

-- name: status
SELECT p.projection, count(*) AS workspaces, count(*) FILTER (WHERE coalesce(c.position, 0) < l.head) AS behind,
    coalesce(sum(l.head), 0)::bigint AS head, coalesce(sum(c.position), 0)::bigint AS position,
    count(*) FILTER (WHERE c.error IS NOT NULL) AS failed
FROM ledger l
CROSS JOIN unnest($1::text[]) AS p (projection)
LEFT JOIN projection_checkpoint c ON c.workspace_id = l.workspace_id AND c.projection = p.projection AND c.live
GROUP BY p.projection ORDER BY p.projection

-- name: failures
SELECT w.slug, c.projection, c.error, c.error_position, c.failed_at
FROM projection_checkpoint c JOIN workspace w ON w.workspace_id = c.workspace_id
WHERE c.error IS NOT NULL ORDER BY c.workspace_id, c.projection LIMIT $1

-- name: health
SELECT p.projection, count(c.*) AS behind, max(extract(epoch FROM now() - c.recorded_at))::float8 AS seconds,
    (SELECT count(*) FROM projection_checkpoint f WHERE f.error IS NOT NULL AND f.projection = p.projection) AS failed
FROM unnest($1::text[]) AS p (projection)
LEFT JOIN LATERAL (
    SELECT l.recorded_at
    FROM ledger l
    LEFT JOIN projection_checkpoint c ON c.workspace_id = l.workspace_id AND c.projection = p.projection AND c.live
    WHERE l.recorded_at > now() - make_interval(secs => $2) AND coalesce(c.position, 0) < l.head AND c.error IS NULL
) c ON true
GROUP BY p.projection ORDER BY p.projection

-- name: generations
SELECT generation, live, position FROM projection_checkpoint WHERE workspace_id = $1 AND projection = $2

-- name: begin_building
INSERT INTO projection_checkpoint (workspace_id, projection, generation, live)
SELECT $1, $2, coalesce(max(generation), 0) + 1, false
FROM projection_checkpoint WHERE workspace_id = $1 AND projection = $2
RETURNING generation

-- name: retire
UPDATE projection_checkpoint SET live = false WHERE workspace_id = $1 AND projection = $2 AND live

-- name: take_over
UPDATE projection_checkpoint SET live = true, position = $4, fence = $5
WHERE workspace_id = $1 AND projection = $2 AND generation = $3

-- name: forget_generation
DELETE FROM projection_checkpoint WHERE workspace_id = $1 AND projection = $2 AND generation = $3 AND NOT live

-- name: try_lock
SELECT pg_try_advisory_lock($1::int, $2::int)

-- name: unlock
SELECT pg_advisory_unlock($1::int, $2::int)

-- name: be_present
SELECT pg_advisory_lock_shared($1::int, 0)

-- name: workers
SELECT count(*)
FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
WHERE l.locktype = 'advisory' AND l.classid = $1::bigint::oid AND l.objsubid = 2 AND l.granted

-- name: take_shards
-- Free ones are looked up first, so that no more are locked than asked for.
WITH free AS MATERIALIZED (
    SELECT s.shard
    FROM generate_series(0, 63) AS s (shard)
    WHERE NOT EXISTS (
        SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
        WHERE l.locktype = 'advisory' AND l.classid = $1::bigint::oid AND l.objid = s.shard::bigint::oid
            AND l.objsubid = 2
    )
    ORDER BY s.shard LIMIT $2
)
SELECT shard FROM free WHERE pg_try_advisory_lock($1::int, shard)

-- name: fence_shards
INSERT INTO projection_lease (shard, fence, worker) SELECT shard, 1, $2 FROM unnest($1::int[]) AS s (shard)
ON CONFLICT (shard) DO UPDATE SET fence = projection_lease.fence + 1, worker = excluded.worker, taken_at = now()
RETURNING shard, fence

-- name: release_shards
SELECT pg_advisory_unlock($1::int, shard) FROM unnest($2::int[]) AS s (shard)

-- name: release_all
SELECT pg_advisory_unlock_all()
