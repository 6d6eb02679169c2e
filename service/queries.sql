-- Statements of the command line.

-- name: instance_keys
SELECT prefix, holder, scopes, created_at, expires_at, revoked_at, last_used_at
FROM api_key WHERE workspace_id IS NULL ORDER BY created_at, key_id

-- name: any_instance_key
SELECT EXISTS (SELECT FROM api_key WHERE workspace_id IS NULL)

-- name: key_known
SELECT EXISTS (SELECT FROM api_key WHERE sha256 = $1)

-- name: add_instance_key
INSERT INTO api_key (key_id, sha256, prefix, holder, scopes, expires_at, accepted_at)
VALUES ($1, $2, $3, $4, $5, $6, now())

-- name: revoke_instance_key
UPDATE api_key SET revoked_at = now() WHERE prefix = $1 AND workspace_id IS NULL AND revoked_at IS NULL

-- name: lock_owner_key
SELECT pg_advisory_xact_lock(hashtext('accord owner key'))
