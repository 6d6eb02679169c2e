-- The ledger: one per workspace, positions 1, 2, 3 … without gaps. workspace_id leads every key and no foreign key
-- is declared, so that all tables but "workspace" can be distributed by it.

CREATE TABLE workspace (
    workspace_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    sides text[] NOT NULL CHECK (cardinality(sides) >= 2),
    time_zone text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Updated by every append: room for HOT updates, and no index but the key.
-- frontier: roots of the perfect subtrees over the leaves so far, largest first (RFC 6962).
CREATE TABLE ledger (
    workspace_id bigint PRIMARY KEY,
    head bigint NOT NULL DEFAULT 0 CHECK (head >= 0),
    epoch bigint NOT NULL DEFAULT 1,
    frontier bytea[] NOT NULL DEFAULT '{}',
    recorded_at timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);

-- entry is the truth, the other columns derive from it.
CREATE TABLE event (
    workspace_id bigint NOT NULL,
    position bigint NOT NULL,
    type text NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL,
    entry text NOT NULL,
    leaf bytea NOT NULL,
    PRIMARY KEY (workspace_id, position)
);
CREATE INDEX event_by_type ON event (workspace_id, type, position);
CREATE INDEX event_by_actor ON event (workspace_id, actor, position);

CREATE TABLE event_tag (
    workspace_id bigint NOT NULL,
    tag text NOT NULL,
    position bigint NOT NULL,
    type text NOT NULL,
    PRIMARY KEY (workspace_id, tag, position) INCLUDE (type)
);

-- Sealed until its reveal: the ledger holds only the commitment SHA-256(salt ‖ content).
CREATE TABLE private_content (
    workspace_id bigint NOT NULL,
    event_id text NOT NULL,
    person text NOT NULL,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32),
    content text NOT NULL,
    PRIMARY KEY (workspace_id, event_id)
);
CREATE INDEX private_content_by_person ON private_content (workspace_id, person);

-- What an idempotency key recorded: positions first..last, none where last < first.
CREATE TABLE command (
    workspace_id bigint NOT NULL,
    actor text NOT NULL,
    idempotency_key text NOT NULL,
    digest bytea NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, actor, idempotency_key)
);

-- Personal data lives here only; events and tags hold the opaque person id.
CREATE TABLE person (
    workspace_id bigint NOT NULL,
    person text NOT NULL,
    name text,
    email text,
    login text,
    title text,
    PRIMARY KEY (workspace_id, person)
);
CREATE INDEX person_by_login ON person (workspace_id, login);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: recorded events never change', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER event_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE event ENABLE ALWAYS TRIGGER event_never_changes;
CREATE TRIGGER event_tag_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON event_tag
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE event_tag ENABLE ALWAYS TRIGGER event_tag_never_changes;

-- Rows that travel with an append: {"people": [{"person", "name", "email", "login", "title"}],
-- "private": [{"event", "person", "salt" (hex), "content"}], "forget": [event id, …]}.
CREATE FUNCTION append_beside(for_workspace bigint, beside jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO person AS known (workspace_id, person, name, email, login, title)
    SELECT for_workspace, p.person, p.name, p.email, p.login, p.title
    FROM jsonb_to_recordset(beside -> 'people') AS p (person text, name text, email text, login text, title text)
    ON CONFLICT (workspace_id, person) DO UPDATE SET
        name = coalesce(excluded.name, known.name),
        email = coalesce(excluded.email, known.email),
        login = coalesce(excluded.login, known.login),
        title = coalesce(excluded.title, known.title);
    INSERT INTO private_content (workspace_id, event_id, person, salt, content)
    SELECT for_workspace, c.event, c.person, decode(c.salt, 'hex'), c.content
    FROM jsonb_to_recordset(beside -> 'private') AS c (event text, person text, salt text, content text);
    DELETE FROM private_content
    WHERE workspace_id = for_workspace
        AND event_id IN (SELECT jsonb_array_elements_text(beside -> 'forget'));
END $$;

-- Records many appends, each under its own condition, in one round trip. Arguments are flat parallel arrays;
-- lists inside an element are joined by the unit separator (U+001F).
--   per append:    workspaces; afters (head that its boundary was read at, null = unconditional); actors, keys and
--                  digests for idempotency (key null = none); event_counts; condition_counts; besides (JSON or null)
--   per condition: condition_tags (all of them, '' = none), condition_types (any of them, '' = every type),
--                  condition_positions (null = nothing may match after "afters"; else the exact last position of the tag)
--   per event:     event_types, occurred (null = recorded_at), event_actors, event_tags, lines (entry without its head)
-- chain: own predecessors are no conflict, and after a refusal the rest answer 'skipped'; one workspace only.
-- One row per append: appended, repeated, key_reused, precondition_failed, conflict, too_large, unknown_workspace, skipped.
-- Lock, check and insert are separate statements on purpose: each takes its snapshot after the lock was granted.
CREATE FUNCTION append_many(
    workspaces bigint[], afters bigint[], actors text[], keys text[], digests bytea[],
    event_counts int[], condition_counts int[], besides text[],
    condition_tags text[], condition_types text[], condition_positions bigint[],
    event_types text[], occurred timestamptz[], event_actors text[], event_tags text[], lines text[],
    chain boolean DEFAULT false
) RETURNS TABLE (status text, first bigint, last bigint, recorded_at timestamptz)
LANGUAGE plpgsql
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    separator CONSTANT text := E'\x1f';
    entry_limit CONSTANT int := 65535;
    this bigint;
    known record;
    past record;
    next_event int := 1;
    next_condition int := 1;
    from_event int;
    from_condition int;
    bound bigint := 9223372036854775807;
    refused boolean := false;
    now_at timestamptz;
    opening text;
    closing text;
    entry text;
    node bytea;
    subtrees bytea[];
    entries text[];
    leaves bytea[];
    tags text[];
    types text[];
    place bigint;
    size bigint;
    depth int;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'append_many needs READ COMMITTED: an older snapshot would miss events committed while waiting'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;

    IF cardinality(workspaces) = 1 THEN
        PERFORM pg_advisory_xact_lock(workspaces[1]);
    ELSE
        FOR this IN SELECT DISTINCT unnest(workspaces) ORDER BY 1 LOOP
            PERFORM pg_advisory_xact_lock(this);
        END LOOP;
    END IF;
    IF chain THEN
        IF (SELECT count(DISTINCT one) FROM unnest(workspaces) AS one) > 1 THEN
            RAISE EXCEPTION 'a chain stays in one workspace' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        SELECT l.head INTO bound FROM ledger l WHERE l.workspace_id = workspaces[1];
    END IF;

    <<next_append>>
    FOR i IN 1 .. cardinality(workspaces) LOOP
        this := workspaces[i];
        from_event := next_event;
        next_event := next_event + event_counts[i];
        from_condition := next_condition;
        next_condition := next_condition + condition_counts[i];
        first := NULL;
        last := NULL;
        recorded_at := NULL;

        IF chain AND refused THEN
            status := 'skipped';
            RETURN NEXT;
            CONTINUE next_append;
        END IF;

        IF keys[i] IS NOT NULL THEN
            SELECT c.digest, c.first, c.last, c.recorded_at INTO past FROM command c
            WHERE c.workspace_id = this AND c.actor = actors[i] AND c.idempotency_key = keys[i];
            IF FOUND THEN
                IF past.digest = digests[i] THEN
                    status := 'repeated';
                    first := past.first;
                    last := past.last;
                    recorded_at := past.recorded_at;
                ELSE
                    status := 'key_reused';
                    refused := true;
                END IF;
                RETURN NEXT;
                CONTINUE next_append;
            END IF;
        END IF;

        SELECT l.head, l.frontier, l.recorded_at, w.slug INTO known
        FROM ledger l JOIN workspace w ON w.workspace_id = l.workspace_id
        WHERE l.workspace_id = this;
        status := CASE WHEN NOT FOUND THEN 'unknown_workspace' END;

        FOR c IN from_condition .. next_condition - 1 LOOP
            EXIT WHEN status IS NOT NULL;
            IF condition_positions[c] IS NOT NULL THEN
                IF condition_positions[c] <> coalesce((
                    SELECT t.position FROM event_tag t WHERE t.workspace_id = this AND t.tag = condition_tags[c]
                    ORDER BY t.position DESC LIMIT 1
                ), 0) THEN
                    status := 'precondition_failed';
                END IF;
                CONTINUE;
            END IF;
            IF afters[i] IS NULL THEN
                RAISE EXCEPTION 'a selector without the position that it was read at'
                    USING ERRCODE = 'invalid_parameter_value';
            END IF;
            CONTINUE WHEN least(known.head, bound) <= afters[i];
            types := string_to_array(condition_types[c], separator);
            IF condition_tags[c] = '' THEN
                IF types = '{}' OR EXISTS (
                    SELECT FROM event e WHERE e.workspace_id = this AND e.type = ANY (types)
                        AND e.position > afters[i] AND e.position <= bound
                ) THEN
                    status := 'conflict';
                END IF;
            ELSIF strpos(condition_tags[c], separator) = 0 THEN
                IF EXISTS (
                    SELECT FROM event_tag t WHERE t.workspace_id = this AND t.tag = condition_tags[c]
                        AND t.position > afters[i] AND t.position <= bound
                        AND (types = '{}' OR t.type = ANY (types))
                ) THEN
                    status := 'conflict';
                END IF;
            ELSE
                tags := string_to_array(condition_tags[c], separator);
                IF EXISTS (
                    SELECT FROM event_tag t WHERE t.workspace_id = this AND t.tag = tags[1]
                        AND t.position > afters[i] AND t.position <= bound
                        AND (types = '{}' OR t.type = ANY (types))
                        AND NOT EXISTS (
                            SELECT FROM unnest(tags[2:]) AS further (tag)
                            WHERE NOT EXISTS (
                                SELECT FROM event_tag o WHERE o.workspace_id = this AND o.tag = further.tag
                                    AND o.position = t.position
                            )
                        )
                ) THEN
                    status := 'conflict';
                END IF;
            END IF;
        END LOOP;
        IF status IS NOT NULL THEN
            refused := true;
            RETURN NEXT;
            CONTINUE next_append;
        END IF;

        now_at := greatest(known.recorded_at, clock_timestamp());
        opening := '{"workspace":"' || known.slug || '","position":';
        closing := ',"recorded_at":"' || to_char(now_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '",';
        place := known.head;
        subtrees := known.frontier;
        depth := cardinality(subtrees);
        entries := '{}';
        leaves := '{}';
        FOR e IN from_event .. next_event - 1 LOOP
            entry := opening || place + 1 || closing || lines[e];
            IF octet_length(entry) > entry_limit THEN
                status := 'too_large';
                refused := true;
                RETURN NEXT;
                CONTINUE next_append;
            END IF;
            node := sha256('\x00'::bytea || convert_to(entry, 'UTF8'));
            entries[e - from_event + 1] := entry;
            leaves[e - from_event + 1] := node;
            -- one perfect subtree for each 1 bit of the size: adding a leaf carries like adding 1
            size := place;
            WHILE size & 1 = 1 LOOP
                node := sha256('\x01'::bytea || subtrees[depth] || node);
                depth := depth - 1;
                size := size >> 1;
            END LOOP;
            depth := depth + 1;
            subtrees[depth] := node;
            place := place + 1;
        END LOOP;

        UPDATE ledger l SET head = place, frontier = subtrees[:depth], recorded_at = now_at
        WHERE l.workspace_id = this AND l.head = known.head
        RETURNING l.head INTO last;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the head of workspace % moved under its lock', this USING ERRCODE = 'serialization_failure';
        END IF;
        first := known.head + 1;
        recorded_at := now_at;
        FOR e IN from_event .. next_event - 1 LOOP
            place := first + e - from_event;
            INSERT INTO event (workspace_id, position, type, occurred_at, recorded_at, actor, entry, leaf)
            VALUES (
                this, place, event_types[e], coalesce(occurred[e], now_at), now_at, event_actors[e],
                entries[e - from_event + 1], leaves[e - from_event + 1]
            );
            INSERT INTO event_tag (workspace_id, tag, position, type)
            SELECT this, tag, place, event_types[e] FROM unnest(string_to_array(event_tags[e], separator)) AS tag;
        END LOOP;
        IF keys[i] IS NOT NULL THEN
            INSERT INTO command (workspace_id, actor, idempotency_key, digest, first, last, recorded_at)
            VALUES (this, actors[i], keys[i], digests[i], first, last, now_at);
        END IF;
        IF besides[i] IS NOT NULL THEN
            PERFORM append_beside(this, besides[i]::jsonb);
        END IF;
        status := 'appended';
        RETURN NEXT;
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION append_beside, append_many, refuse_change FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_beside, append_many TO accord_app;
-- The service adds to the ledger and never takes away. What is granted is stated whole, whatever the default is.
REVOKE ALL ON workspace, ledger, event, event_tag, private_content, command, person FROM accord_app;
GRANT SELECT, INSERT ON workspace, event, event_tag, command TO accord_app;
GRANT SELECT, INSERT, UPDATE ON ledger TO accord_app;
GRANT SELECT, INSERT, DELETE ON private_content TO accord_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON person TO accord_app;
