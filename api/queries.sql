-- Statements of the API: keys only; everything else goes through the event store and the projections.

-- name: keys_by_digest
SELECT sha256, key_id, prefix, workspace_id, holder, scopes, expires_at, accepted_at, revoked_at, last_used_at
FROM api_key WHERE sha256 = ANY ($1::bytea[])

-- name: insert_key
INSERT INTO api_key (key_id, sha256, prefix, workspace_id, holder, scopes, expires_at, accepted_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (key_id) DO NOTHING

-- name: accept_key
UPDATE api_key SET accepted_at = $3 WHERE key_id = $1 AND workspace_id = $2 AND accepted_at IS NULL

-- name: revoke_key
UPDATE api_key SET revoked_at = $3 WHERE key_id = $1 AND workspace_id = $2 AND revoked_at IS NULL

-- name: key_used
UPDATE api_key SET last_used_at = $2 WHERE key_id = ANY ($1::text[])

-- name: instance_keys
SELECT key_id, prefix, holder, scopes, created_at, expires_at, revoked_at, last_used_at
FROM api_key WHERE workspace_id IS NULL ORDER BY created_at, key_id

-- name: keys_of_workspace
SELECT key_id, prefix, expires_at, accepted_at, revoked_at, last_used_at
FROM api_key WHERE workspace_id = $1 AND key_id = ANY ($2::text[])

-- name: revoke_instance_key
UPDATE api_key SET revoked_at = $2 WHERE prefix = $1 AND workspace_id IS NULL AND revoked_at IS NULL
