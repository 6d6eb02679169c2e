-- Statements of the API: keys only; everything else goes through the event store and the projections.

-- name: keys_by_digest
SELECT sha256, prefix, workspace_id, holder, scopes, expires_at, accepted_at, revoked_at, last_used_at
FROM api_key WHERE sha256 = ANY ($1::bytea[])

-- name: insert_key
INSERT INTO api_key (key_id, sha256, prefix, workspace_id, holder, scopes, expires_at, accepted_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (workspace_id, key_id) DO NOTHING

-- name: key_used
UPDATE api_key SET last_used_at = $2 WHERE prefix = $1

-- name: workspaces_of_person
-- Workspaces in which anything was recorded about a person, in the order of their numbers: one index probe each.
SELECT w.workspace_id, w.slug, w.sides, w.time_zone, w.created_at FROM workspace w
WHERE w.workspace_id > $2 AND EXISTS (
    SELECT FROM event_tag t WHERE t.workspace_id = w.workspace_id AND t.tag = $1
)
ORDER BY w.workspace_id LIMIT $3

-- name: position_at
-- The last position recorded by a time: recorded_at never decreases, so halving the ledger finds it.
WITH RECURSIVE search (low, high) AS (
    SELECT 0::bigint, head FROM ledger WHERE workspace_id = $1
    UNION ALL
    SELECT
        CASE WHEN e.recorded_at <= $2 THEN s.middle ELSE s.low END,
        CASE WHEN e.recorded_at <= $2 THEN s.high ELSE s.middle - 1 END
    FROM (SELECT low, high, (low + high + 1) / 2 AS middle FROM search WHERE low < high) AS s
    JOIN event e ON e.workspace_id = $1 AND e.position = s.middle
)
SELECT low FROM search WHERE low = high
