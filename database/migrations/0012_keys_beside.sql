-- What becomes of keys is written with the event that says so, or not at all: a key never works after its revocation
-- is on the record. Beside an append: {"issued": [{"key", "sha256" (hex), "prefix", "holder", "scopes", "expires_at",
-- "accepted"}], "keys": {"accepted": [key id, …], "revoked": [key id, …], "holders": [id, …]}}, where each of the
-- workspace's keys of a holder is revoked. A key id that is in use, say in another workspace, stays what it is.
CREATE OR REPLACE FUNCTION append_beside(for_workspace bigint, beside jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    named CONSTANT text[] := ARRAY(SELECT p ->> 'person' FROM jsonb_array_elements(beside -> 'people') AS p);
BEGIN
    INSERT INTO person AS known (workspace_id, person, name, email, login, title)
    SELECT for_workspace, p.person, p.name, p.email, p.login, p.title
    FROM jsonb_to_recordset(beside -> 'people') AS p (person text, name text, email text, login text, title text)
    ON CONFLICT (workspace_id, person) DO UPDATE SET
        name = coalesce(excluded.name, known.name),
        email = coalesce(excluded.email, known.email),
        login = coalesce(excluded.login, known.login),
        title = coalesce(excluded.title, known.title);
    DELETE FROM person p
    WHERE p.workspace_id = for_workspace AND p.person = ANY (named) AND concat(p.name, p.email, p.login, p.title) = '';
    UPDATE person p SET
        name = nullif(p.name, ''), email = nullif(p.email, ''), login = nullif(p.login, ''), title = nullif(p.title, '')
    WHERE p.workspace_id = for_workspace AND p.person = ANY (named) AND '' IN (p.name, p.email, p.login, p.title);
    INSERT INTO private_content (workspace_id, event_id, person, salt, content)
    SELECT for_workspace, c.event, c.person, decode(c.salt, 'hex'), c.content
    FROM jsonb_to_recordset(beside -> 'private') AS c (event text, person text, salt text, content text);
    DELETE FROM private_content
    WHERE workspace_id = for_workspace
        AND event_id IN (SELECT jsonb_array_elements_text(beside -> 'forget'));
    INSERT INTO api_key (key_id, sha256, prefix, workspace_id, holder, scopes, expires_at, accepted_at)
    SELECT i.key, decode(i.sha256, 'hex'), i.prefix, for_workspace, i.holder, i.scopes, i.expires_at,
        CASE WHEN i.accepted THEN clock_timestamp() END
    FROM jsonb_to_recordset(beside -> 'issued') AS i (
        key text, sha256 text, prefix text, holder text, scopes text[], expires_at timestamptz, accepted boolean
    )
    ON CONFLICT DO NOTHING;
    IF beside ? 'keys' THEN
        UPDATE api_key SET accepted_at = clock_timestamp()
        WHERE key_id IN (SELECT jsonb_array_elements_text(beside -> 'keys' -> 'accepted'))
            AND workspace_id = for_workspace AND accepted_at IS NULL;
        UPDATE api_key SET revoked_at = clock_timestamp()
        WHERE key_id IN (SELECT jsonb_array_elements_text(beside -> 'keys' -> 'revoked'))
            AND workspace_id = for_workspace AND revoked_at IS NULL;
        UPDATE api_key SET revoked_at = clock_timestamp()
        WHERE holder IN (SELECT jsonb_array_elements_text(beside -> 'keys' -> 'holders'))
            AND workspace_id = for_workspace AND revoked_at IS NULL;
    END IF;
END $$;
