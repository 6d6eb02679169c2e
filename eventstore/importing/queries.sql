-- Statements of the importer.

-- name: progress
SELECT last_line, recorded, repeated, refused, finished_at FROM import_run WHERE workspace_id = $1 AND sha256 = $2

-- name: known_keys
SELECT k.actor, k.key, c.digest
FROM unnest($2::text[], $3::text[]) AS k (actor, key)
JOIN command c ON c.workspace_id = $1 AND c.actor = k.actor AND c.idempotency_key = k.key

-- name: import_chunk
-- The appends' lists come as one text each (see eventstore/packing.py), as for append_many.
SELECT status, first, last, recorded_at
FROM import_chunk(
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
    string_to_array($13, ',')::bigint[],
    string_to_array($14, ',', '-')::bigint[],
    (string_to_array($15, E'\x1f\x1f'))[2:],
    (string_to_array($16, E'\x1f\x1f', ' '))[2:],
    string_to_array($17, ',', '-')::bytea[],
    string_to_array($18, ',')::int[],
    string_to_array($19, ',')::int[],
    (string_to_array($20, E'\x1f\x1f', ' '))[2:],
    (string_to_array($21, E'\x1f\x1f'))[2:],
    (string_to_array($22, E'\x1f\x1f'))[2:],
    string_to_array($23, ',', '-')::bigint[],
    (string_to_array($24, E'\x1f\x1f'))[2:],
    string_to_array($25, ',', '-')::timestamptz[],
    (string_to_array($26, E'\x1f\x1f'))[2:],
    (string_to_array($27, E'\x1f\x1f'))[2:],
    (string_to_array($28, E'\x1f\x1f'))[2:]
)

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
