-- A key's id belongs to its workspace, as every other id does: what another workspace calls its keys neither shows nor
-- stands in the way. The hash and the prefix, by which a key is found before its workspace is known, stay unique among all.
-- The instance's keys are a workspace of their own in this.
ALTER TABLE api_key
    DROP CONSTRAINT api_key_pkey,
    ADD UNIQUE NULLS NOT DISTINCT (workspace_id, key_id),
    DROP CONSTRAINT api_key_sha256_key,
    ADD PRIMARY KEY (sha256);
DROP INDEX api_key_by_workspace;
