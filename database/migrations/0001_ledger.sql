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
-- "private": [{"event", "person", "salt" (hex), "content"}], "forget": [event id, …]}. Of a person, what is not given
-- stays and '' is erased; a row with nothing left in it goes.
CREATE FUNCTION append_beside(for_workspace bigint, beside jsonb) RETURNS void LANGUAGE plpgsql AS $$
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
END $$;

-- Records many appends, each under its own condition, in one round trip. Arguments are flat parallel arrays;
-- lists inside an element are joined by the unit separator (U+001F).
--   per append:    workspaces (best with equal ones side by side); afters (head that its boundary was read at, null =
--                  unconditional); actors, keys and digests for idempotency (key null = none); event_counts;
--                  condition_counts; besides (JSON or null)
--   per condition: condition_tags (all of them, '' = any event), condition_types (one of them, '' = every type),
--                  condition_positions (null = nothing may match after "afters"; else the exact last position of the tag)
--   per event:     event_types, occurred (null = recorded_at), event_actors, event_tags, lines (entry without its head)
-- chain: own predecessors are no conflict, and after a refusal the rest answer 'skipped'; one workspace only.
-- One row per append, in order: appended, repeated, key_reused, precondition_failed, conflict, too_large,
-- unknown_workspace or skipped. Each append counts the earlier ones of the call; a refused one fails no other.
-- Lock, check and insert are separate statements on purpose: each takes its snapshot after the locks were granted.
-- Checks and inserts are set-based over the call; what depends on the append before runs in a loop of expressions.
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
    us CONSTANT text := E'\x1f';
    entry_limit CONSTANT int := 65535;
    appends CONSTANT int := cardinality(workspaces);
    distinct_workspaces bigint[];
    shared boolean := false; -- a workspace has several appends in this call
    keyed boolean := false;
    accompanied boolean := false;
    pinned boolean := false;
    several boolean := false;
    untagged boolean := false;
    checked boolean := false;
    refused boolean := false;
    recorded boolean := false;
    hit record;
    -- per condition and per event: which append it belongs to
    condition_appends int[] := '{}';
    event_appends int[] := '{}';
    -- per append (sparse): what its key recorded before this call
    past_same boolean[] := '{}';
    past_first bigint[] := '{}';
    past_last bigint[] := '{}';
    past_at timestamptz[] := '{}';
    -- what the ledger before this call says: per condition the last position of its tag, and the appends in conflict
    last_positions bigint[] := '{}';
    conflicts int[] := '{}';
    -- pairs: the append is in conflict where the event of an earlier one of this call is recorded
    pair_append int[] := '{}';
    pair_event int[] := '{}';
    pair int := 1;
    -- per append: the answers
    statuses text[] := '{}';
    firsts bigint[] := '{}';
    lasts bigint[] := '{}';
    times timestamptz[] := '{}';
    -- per event: the rows
    positions bigint[] := '{}';
    entries text[] := '{}';
    leaves bytea[] := '{}';
    -- the workspace at hand
    this bigint;
    slug text;
    head_before bigint;
    place bigint;
    subtrees bytea[];
    depth int;
    now_at timestamptz;
    opening text;
    closing text;
    c int := 0;
    e int := 0;
    from_event int;
    from_condition int;
    at bigint;
    node bytea;
    size bigint;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'append_many needs READ COMMITTED: an older snapshot would miss events committed while waiting'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;

    IF appends = 1 THEN
        PERFORM pg_advisory_xact_lock(workspaces[1]);
    ELSE
        distinct_workspaces := ARRAY(SELECT DISTINCT w FROM unnest(workspaces) AS w ORDER BY w);
        shared := cardinality(distinct_workspaces) < appends;
        IF chain AND cardinality(distinct_workspaces) > 1 THEN
            RAISE EXCEPTION 'a chain stays in one workspace' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        FOREACH this IN ARRAY distinct_workspaces LOOP
            PERFORM pg_advisory_xact_lock(this);
        END LOOP;
        this := NULL;
    END IF;

    FOR i IN 1 .. appends LOOP
        FOR k IN e + 1 .. e + event_counts[i] LOOP
            event_appends[k] := i;
        END LOOP;
        e := e + event_counts[i];
        IF afters[i] IS NOT NULL AND condition_counts[i] = 0 THEN
            RAISE EXCEPTION 'append % has an empty boundary and does not say that it is unconditional', i
                USING ERRCODE = 'invalid_parameter_value';
        END IF;
        FOR k IN c + 1 .. c + condition_counts[i] LOOP
            condition_appends[k] := i;
            IF condition_positions[k] IS NOT NULL THEN
                pinned := true;
            ELSIF afters[i] IS NULL THEN
                RAISE EXCEPTION 'append % has a boundary without the position that it was read at', i
                    USING ERRCODE = 'invalid_parameter_value';
            ELSIF condition_tags[k] = '' THEN
                untagged := true;
            ELSIF strpos(condition_tags[k], us) > 0 THEN
                several := true;
            END IF;
        END LOOP;
        c := c + condition_counts[i];
        keyed := keyed OR keys[i] IS NOT NULL;
        accompanied := accompanied OR besides[i] IS NOT NULL;
    END LOOP;
    IF e <> cardinality(lines) OR c <> cardinality(condition_tags) THEN
        RAISE EXCEPTION 'counts name % events and % conditions, % and % were sent', e, c,
            cardinality(lines), cardinality(condition_tags) USING ERRCODE = 'invalid_parameter_value';
    END IF;
    e := 0;
    c := 0;

    IF keyed THEN
        FOR hit IN
            SELECT u.nth::int, p.digest = u.digest AS same, p.first, p.last, p.recorded_at
            FROM unnest(workspaces, actors, keys, digests) WITH ORDINALITY AS u (workspace, actor, key, digest, nth)
            JOIN command p ON p.workspace_id = u.workspace AND p.actor = u.actor AND p.idempotency_key = u.key
        LOOP
            past_same[hit.nth] := hit.same;
            past_first[hit.nth] := hit.first;
            past_last[hit.nth] := hit.last;
            past_at[hit.nth] := hit.recorded_at;
        END LOOP;
    END IF;

    FOR i IN 1 .. appends + 1 LOOP
        IF this IS DISTINCT FROM workspaces[i] THEN
            IF place > head_before THEN
                UPDATE ledger l SET head = place, frontier = subtrees[:depth], recorded_at = now_at
                WHERE l.workspace_id = this AND l.head = head_before;
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'the head of workspace % moved under its lock', this
                        USING ERRCODE = 'serialization_failure';
                END IF;
            END IF;
            EXIT WHEN i > appends;
            this := workspaces[i];
            SELECT l.head, l.frontier, greatest(l.recorded_at, clock_timestamp()), w.slug
            INTO head_before, subtrees, now_at, slug
            FROM ledger l JOIN workspace w ON w.workspace_id = l.workspace_id WHERE l.workspace_id = this;
            place := head_before;
            depth := cardinality(subtrees);
            opening := '{"workspace":"' || slug || '","position":';
            closing := ',"recorded_at":"' || to_char(now_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '",';
        END IF;
        from_event := e + 1;
        e := e + event_counts[i];
        from_condition := c + 1;
        c := c + condition_counts[i];
        status := NULL;
        first := NULL;
        last := NULL;
        recorded_at := NULL;

        IF chain AND refused THEN
            status := 'skipped';
        ELSIF past_same[i] THEN
            status := 'repeated';
            first := past_first[i];
            last := past_last[i];
            recorded_at := past_at[i];
        ELSIF NOT past_same[i] THEN
            status := 'key_reused';
        ELSIF shared AND keys[i] IS NOT NULL THEN
            FOR k IN 1 .. i - 1 LOOP
                IF keys[k] = keys[i] AND actors[k] = actors[i] AND workspaces[k] = this AND statuses[k] = 'appended' THEN
                    status := CASE WHEN digests[k] = digests[i] THEN 'repeated' ELSE 'key_reused' END;
                    IF status = 'repeated' THEN
                        first := firsts[k];
                        last := lasts[k];
                        recorded_at := times[k];
                    END IF;
                END IF;
            END LOOP;
        END IF;
        IF status IS NULL AND head_before IS NULL THEN
            status := 'unknown_workspace';
        END IF;

        IF status IS NULL AND condition_counts[i] > 0 THEN
            IF NOT checked AND (pinned OR shared OR head_before > afters[i]) THEN
                checked := true;
                IF pinned THEN
                    last_positions := ARRAY(
                        SELECT coalesce((
                            SELECT t.position FROM event_tag t
                            WHERE o.expected IS NOT NULL AND t.workspace_id = workspaces[o.append] AND t.tag = o.tag
                            ORDER BY t.position DESC LIMIT 1
                        ), 0)
                        FROM unnest(condition_appends, condition_tags, condition_positions) WITH ORDINALITY
                            AS o (append, tag, expected, nth)
                        ORDER BY o.nth
                    );
                END IF;
                conflicts := ARRAY(
                    SELECT o.append
                    FROM unnest(condition_appends, condition_tags, condition_types, condition_positions)
                        AS o (append, tag, types, expected)
                    WHERE o.expected IS NULL AND EXISTS (
                        SELECT FROM event_tag t
                        WHERE t.workspace_id = workspaces[o.append] AND t.tag = o.tag AND t.position > afters[o.append]
                            AND (o.types = '' OR t.type = ANY (string_to_array(o.types, us)))
                    )
                );
                IF several THEN
                    conflicts := conflicts || ARRAY(
                        SELECT o.append
                        FROM unnest(condition_appends, condition_tags, condition_types, condition_positions)
                            AS o (append, tags, types, expected)
                        WHERE o.expected IS NULL AND strpos(o.tags, us) > 0 AND EXISTS (
                            SELECT FROM event_tag t
                            WHERE t.workspace_id = workspaces[o.append] AND t.tag = split_part(o.tags, us, 1)
                                AND t.position > afters[o.append]
                                AND (o.types = '' OR t.type = ANY (string_to_array(o.types, us)))
                                AND NOT EXISTS (
                                    SELECT FROM string_to_table(o.tags, us) AS other WHERE NOT EXISTS (
                                        SELECT FROM event_tag s WHERE s.workspace_id = workspaces[o.append]
                                            AND s.tag = other AND s.position = t.position
                                    )
                                )
                        )
                    );
                END IF;
                IF untagged THEN
                    conflicts := conflicts || ARRAY(
                        SELECT o.append
                        FROM unnest(condition_appends, condition_tags, condition_types, condition_positions)
                            AS o (append, tags, types, expected)
                        WHERE o.expected IS NULL AND o.tags = '' AND CASE
                            WHEN o.types = '' THEN EXISTS (
                                SELECT FROM event v
                                WHERE v.workspace_id = workspaces[o.append] AND v.position > afters[o.append]
                            )
                            ELSE EXISTS (
                                SELECT FROM event v WHERE v.workspace_id = workspaces[o.append]
                                    AND v.type = ANY (string_to_array(o.types, us)) AND v.position > afters[o.append]
                            )
                        END
                    );
                END IF;
                IF shared AND NOT chain THEN
                    SELECT array_agg(p.append ORDER BY p.append), array_agg(p.event ORDER BY p.append)
                    INTO pair_append, pair_event
                    FROM (
                        SELECT o.append, v.event
                        FROM unnest(condition_appends, condition_tags, condition_types, condition_positions)
                            AS o (append, tags, types, expected)
                        JOIN (
                            SELECT u.append, workspaces[u.append] AS workspace, u.event::int, u.type, u.tags, tag
                            FROM unnest(event_appends, event_types, event_tags) WITH ORDINALITY
                                AS u (append, type, tags, event),
                                string_to_table(u.tags || us, us) AS tag -- '' too, for conditions without tags
                        ) v ON v.workspace = workspaces[o.append] AND v.tag = split_part(o.tags, us, 1)
                        WHERE o.expected IS NULL AND v.append < o.append AND (o.types = '' OR v.type = ANY (string_to_array(o.types, us)))
                            AND (strpos(o.tags, us) = 0 OR string_to_array(o.tags, us) <@ string_to_array(v.tags, us))
                    ) p;
                END IF;
            END IF;
            IF i = ANY (conflicts) THEN
                status := 'conflict';
            END IF;
            WHILE pair_append[pair] <= i LOOP
                IF pair_append[pair] = i AND positions[pair_event[pair]] > afters[i] THEN
                    status := 'conflict';
                END IF;
                pair := pair + 1;
            END LOOP;
            IF pinned THEN
                FOR k IN from_condition .. c LOOP
                    CONTINUE WHEN condition_positions[k] IS NULL;
                    at := last_positions[k];
                    IF shared THEN
                        FOR n IN REVERSE from_event - 1 .. 1 LOOP
                            IF positions[n] IS NOT NULL AND workspaces[event_appends[n]] = this
                                AND condition_tags[k] = ANY (string_to_array(event_tags[n], us)) THEN
                                at := positions[n];
                                EXIT;
                            END IF;
                        END LOOP;
                    END IF;
                    IF at <> condition_positions[k] THEN
                        status := 'precondition_failed';
                    END IF;
                END LOOP;
            END IF;
        END IF;

        IF status IS NULL THEN
            FOR k IN from_event .. e LOOP
                entries[k] := opening || place + 1 + k - from_event || closing || lines[k];
                IF octet_length(entries[k]) > entry_limit THEN
                    status := 'too_large';
                END IF;
            END LOOP;
        END IF;
        IF status IS NULL THEN
            status := 'appended';
            recorded := true;
            first := place + 1;
            recorded_at := now_at;
            FOR k IN from_event .. e LOOP
                size := place;
                place := place + 1;
                node := sha256('\x00'::bytea || convert_to(entries[k], 'UTF8'));
                positions[k] := place;
                leaves[k] := node;
                -- one perfect subtree for each 1 bit of the size: adding a leaf carries like adding 1
                WHILE size & 1 = 1 LOOP
                    node := sha256('\x01'::bytea || subtrees[depth] || node);
                    depth := depth - 1;
                    size := size >> 1;
                END LOOP;
                depth := depth + 1;
                subtrees[depth] := node;
            END LOOP;
            last := place;
        ELSE
            refused := refused OR status <> 'repeated';
            FOR k IN from_event .. e LOOP
                positions[k] := NULL;
                entries[k] := NULL;
                leaves[k] := NULL;
            END LOOP;
        END IF;
        statuses[i] := status;
        firsts[i] := first;
        lasts[i] := last;
        times[i] := recorded_at;
        RETURN NEXT;
    END LOOP;

    IF recorded THEN
        INSERT INTO event (workspace_id, position, type, occurred_at, recorded_at, actor, entry, leaf)
        SELECT workspaces[u.append], u.position, u.type, coalesce(u.occurred_at, times[u.append]), times[u.append],
            u.actor, u.entry, u.leaf
        FROM unnest(event_appends, positions, event_types, occurred, event_actors, entries, leaves)
            AS u (append, position, type, occurred_at, actor, entry, leaf)
        WHERE u.position IS NOT NULL;
        INSERT INTO event_tag (workspace_id, tag, position, type)
        SELECT workspaces[u.append], tag, u.position, u.type
        FROM unnest(event_appends, positions, event_types, event_tags) AS u (append, position, type, tags),
            string_to_table(u.tags, us) AS tag
        WHERE u.position IS NOT NULL;
    END IF;
    IF recorded AND keyed THEN
        INSERT INTO command (workspace_id, actor, idempotency_key, digest, first, last, recorded_at)
        SELECT u.workspace, u.actor, u.key, u.digest, u.first, u.last, u.at
        FROM unnest(workspaces, actors, keys, digests, statuses, firsts, lasts, times)
            AS u (workspace, actor, key, digest, status, first, last, at)
        WHERE u.status = 'appended' AND u.key IS NOT NULL;
    END IF;
    IF recorded AND accompanied THEN
        FOR i IN 1 .. appends LOOP
            IF besides[i] IS NOT NULL AND statuses[i] = 'appended' THEN
                PERFORM append_beside(workspaces[i], besides[i]::jsonb);
            END IF;
        END LOOP;
    END IF;
END $$;

REVOKE EXECUTE ON FUNCTION append_beside, append_many, refuse_change FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_beside, append_many TO accord_app;
-- The service adds to the ledger and never takes away. What is granted is stated whole, whatever the default is.
REVOKE ALL ON workspace, ledger, event, event_tag, private_content, command, person FROM accord_app;
GRANT SELECT, INSERT ON workspace, event, event_tag, command TO accord_app;
GRANT SELECT, INSERT, UPDATE ON ledger TO accord_app;
GRANT SELECT, INSERT, DELETE ON private_content TO accord_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON person TO accord_app;
