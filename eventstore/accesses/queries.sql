-- name: record_access
SELECT record_access($1, $2, $3, $4, $5, $6, $7, $8)

-- name: accesses
-- The newest first; before the one named, where one is.
SELECT access_id, at, person, credential, operation, path, query, items
FROM access
WHERE workspace_id = $1 AND ($2::uuid IS NULL OR access_id < $2)
ORDER BY access_id DESC
LIMIT $3
