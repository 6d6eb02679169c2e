-- Everything that is kept of one ledger, in the order of its positions.

-- name: ledger_row
SELECT w.slug, w.sides, w.time_zone, l.head, l.epoch, l.frontier, l.recorded_at
FROM workspace w JOIN ledger l ON l.workspace_id = w.workspace_id
WHERE w.workspace_id = $1

-- name: events
SELECT position, type, occurred_at, recorded_at, actor, entry, leaf
FROM event WHERE workspace_id = $1 ORDER BY position

-- name: tags
SELECT position, array_agg(tag ORDER BY tag) AS tags, array_agg(DISTINCT type) AS types
FROM event_tag WHERE workspace_id = $1 GROUP BY position ORDER BY position

-- name: kept_subtrees
SELECT level, number, hash FROM merkle_subtree WHERE workspace_id = $1 ORDER BY level, number

-- name: private_contents
SELECT event_id, person, salt, content FROM private_content WHERE workspace_id = $1 ORDER BY event_id

-- name: odd_command
-- The first answer kept for an idempotency key that names events which were not recorded then.
SELECT c.first
FROM command c
LEFT JOIN event e ON e.workspace_id = c.workspace_id AND e.position = c.first
LEFT JOIN event f ON f.workspace_id = c.workspace_id AND f.position = c.last
WHERE c.workspace_id = $1 AND c.first <= c.last
    AND (e.recorded_at IS DISTINCT FROM c.recorded_at OR f.recorded_at IS DISTINCT FROM c.recorded_at)
ORDER BY c.first
LIMIT 1
