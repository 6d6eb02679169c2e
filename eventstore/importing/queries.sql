-- Statements of the importer.

-- name: progress
SELECT last_line, recorded, repeated, refused, finished_at FROM import_run WHERE workspace_id = $1 AND sha256 = $2

-- name: known_keys
SELECT k.actor, k.key, c.digest
FROM unnest($2::text[], $3::text[]) AS k (actor, key)
JOIN command c ON c.workspace_id = $1 AND c.actor = k.actor AND c.idempotency_key = k.key

-- name: import_chunk
SELECT status, first, last, recorded_at
FROM import_chunk($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
    $23, $24, $25, $26, $27, $28)

-- name: refusals
SELECT line, rule, detail, command, subject FROM import_refusal
WHERE workspace_id = $1 AND sha256 = $2 AND line > $3 ORDER BY line LIMIT $4

-- name: run
SELECT sha256, actor AS importer, last_line, recorded, repeated, refused, started_at, finished_at
FROM import_run WHERE workspace_id = $1 AND sha256 = $2

-- name: runs
SELECT sha256, actor AS importer, last_line, recorded, repeated, refused, started_at, finished_at
FROM import_run WHERE workspace_id = $1 AND (started_at, sha256) < ($2, $3)
ORDER BY started_at DESC, sha256 DESC LIMIT $4
