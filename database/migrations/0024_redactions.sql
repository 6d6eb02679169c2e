-- Redactions: prose that must go is overwritten in the stored entry; the leaf, and whatever else the entry says, stays.
-- An entry that was redacted has "redacted": its leaf in hexadecimal, behind the time of recording.
-- cleaned_at: since when no projection holds the former text any more.
CREATE TABLE redaction (
    workspace_id bigint NOT NULL,
    position bigint NOT NULL,
    fields text[] NOT NULL,
    redacted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    cleaned_at timestamptz,
    PRIMARY KEY (workspace_id, position)
);
CREATE INDEX redaction_to_clean ON redaction (workspace_id) WHERE cleaned_at IS NULL;

-- Lets through what redact_event does to entries, and nothing else.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stack text;
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'event' THEN
        GET DIAGNOSTICS stack = PG_CONTEXT;
        IF strpos(stack, 'PL/pgSQL function redact_event(bigint,bigint,text) line') > 0 THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION '% of % is refused: recorded events never change', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

-- Overwrites the texts that the ledger says are redacted. The caller gives the entry as it is to read, as only the
-- process writes JSON word for word; here it is held against what the ledger says, value by value.
CREATE FUNCTION redact_event(for_workspace bigint, at bigint, rewritten text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    stored text;
    kept bytea;
    opening text;
    wanted jsonb;
    named text[];
    field text;
    steps text[];
BEGIN
    SELECT e.entry, e.leaf INTO STRICT stored, kept FROM event e WHERE e.workspace_id = for_workspace AND e.position = at;
    wanted := stored::jsonb;
    named := ARRAY(
        SELECT DISTINCT jsonb_array_elements_text(r.entry::jsonb -> 'data' -> 'fields')
        FROM event_tag t
        JOIN event r ON r.workspace_id = t.workspace_id AND r.position = t.position
        WHERE t.workspace_id = for_workspace AND t.tag = 'event:' || (wanted ->> 'id') AND t.type = 'event-redacted.v1'
            AND (r.entry::jsonb -> 'data' ->> 'position')::bigint = at
    );
    IF cardinality(named) = 0 THEN
        RAISE EXCEPTION 'nothing says that position % is redacted', at USING ERRCODE = 'restrict_violation';
    END IF;
    FOREACH field IN ARRAY named LOOP
        steps := ARRAY['data'] || ARRAY(
            SELECT replace(replace(step, '~1', '/'), '~0', '~')
            FROM unnest((string_to_array(field, '/'))[2:]) WITH ORDINALITY AS u (step, nth) ORDER BY u.nth
        );
        IF jsonb_typeof(wanted #> steps) IS DISTINCT FROM 'string' THEN
            RAISE EXCEPTION '% of position % is no text', field, at USING ERRCODE = 'restrict_violation';
        END IF;
        wanted := jsonb_set(wanted, steps, '"[redacted]"', false);
    END LOOP;
    wanted := wanted || jsonb_build_object('redacted', encode(kept, 'hex'));
    opening := substring(stored FROM '^\{"workspace":"[^"]+","position":[0-9]+,"recorded_at":"[^"]+",')
        || '"redacted":"' || encode(kept, 'hex') || '",';
    IF NOT starts_with(rewritten, opening) OR rewritten::jsonb <> wanted THEN
        RAISE EXCEPTION 'the entry of position % would say something else', at USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE event SET entry = rewritten WHERE event.workspace_id = for_workspace AND event.position = at;
    INSERT INTO redaction AS r (workspace_id, position, fields) VALUES (for_workspace, at, named)
    ON CONFLICT (workspace_id, position) DO UPDATE SET
        fields = excluded.fields, redacted_at = excluded.redacted_at, cleaned_at = NULL;
END $$;

-- As before, and "redact": [{"position", "entry"}], for events that are redacted by what is appended.
CREATE OR REPLACE FUNCTION append_beside(for_workspace bigint, beside jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rewritten record;
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
    FOR rewritten IN
        SELECT r.position, r.entry FROM jsonb_to_recordset(beside -> 'redact') AS r (position bigint, entry text)
    LOOP
        PERFORM redact_event(for_workspace, rewritten.position, rewritten.entry);
    END LOOP;
END $$;

REVOKE ALL ON redaction FROM accord_app;
GRANT SELECT ON redaction TO accord_app;
GRANT UPDATE (cleaned_at) ON redaction TO accord_app;
REVOKE EXECUTE ON FUNCTION redact_event FROM PUBLIC;
GRANT EXECUTE ON FUNCTION redact_event TO accord_app;
