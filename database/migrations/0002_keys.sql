-- API keys: global, so that a key is found before its workspace is known. Only the SHA-256 of a key is kept.
-- workspace_id null: an instance key, which makes workspaces and acts in those where its holder takes part.
CREATE TABLE api_key (
    key_id text PRIMARY KEY,
    sha256 bytea NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
    prefix text NOT NULL UNIQUE CHECK (prefix ~ '^[0-9A-Za-z]{8}$'),
    workspace_id bigint,
    holder text NOT NULL,
    scopes text[] NOT NULL CHECK (scopes <@ ARRAY['read', 'write', 'admin'] AND cardinality(scopes) > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    accepted_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
) WITH (fillfactor = 80);
CREATE INDEX api_key_by_workspace ON api_key (workspace_id, key_id);

REVOKE ALL ON api_key FROM accord_app;
GRANT SELECT, INSERT, UPDATE ON api_key TO accord_app;
