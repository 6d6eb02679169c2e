-- Statements of exports. Each reads a short stretch of positions, so none is long, however much is exported.

-- name: stretch
SELECT position, occurred_at, recorded_at, type, actor, entry
FROM event
WHERE workspace_id = $1 AND position BETWEEN $2 AND $3 AND ($4::text[] IS NULL OR type = ANY ($4))
ORDER BY position

-- name: outline
-- Of how many events an export consists, and between which positions they lie.
SELECT count(*) AS count, coalesce(min(position), 0) AS first, coalesce(max(position), 0) AS last
FROM event
WHERE workspace_id = $1 AND position BETWEEN $2 AND $3 AND ($4::text[] IS NULL OR type = ANY ($4))
