-- Generated from database/migrations by `make generate`. Do not edit.

CREATE FUNCTION public.append_beside(for_workspace bigint, beside jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.append_many(workspaces bigint[], afters bigint[], actors text[], keys text[], digests bytea[], event_counts integer[], condition_counts integer[], besides text[], condition_tags text[], condition_types text[], condition_positions bigint[], event_types text[], occurred timestamp with time zone[], event_actors text[], event_tags text[], lines text[], chain boolean DEFAULT false) RETURNS TABLE(status text, first bigint, last bigint, recorded_at timestamp with time zone)
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
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

CREATE FUNCTION public.import_chunk(for_workspace bigint, file bytea, importer text, from_line bigint, to_line bigint, repeats bigint, finished boolean, refused_lines bigint[], refused_rules text[], refused_details text[], refused_commands text[], refused_subjects text[], workspaces bigint[], afters bigint[], actors text[], keys text[], digests bytea[], event_counts integer[], condition_counts integer[], besides text[], condition_tags text[], condition_types text[], condition_positions bigint[], event_types text[], occurred timestamp with time zone[], event_actors text[], event_tags text[], lines text[]) RETURNS TABLE(status text, first bigint, last bigint, recorded_at timestamp with time zone)
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
DECLARE
    failed text;
BEGIN
    PERFORM pg_advisory_xact_lock(for_workspace);
    INSERT INTO import_run (workspace_id, sha256, actor) VALUES (for_workspace, file, importer)
    ON CONFLICT (workspace_id, sha256) DO NOTHING;
    UPDATE import_run r SET
        last_line = to_line,
        recorded = r.recorded + cardinality(workspaces),
        repeated = r.repeated + repeats,
        refused = r.refused + cardinality(refused_lines),
        finished_at = CASE WHEN finished THEN clock_timestamp() END
    WHERE r.workspace_id = for_workspace AND r.sha256 = file AND r.last_line = from_line;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'import_moved' USING ERRCODE = 'serialization_failure',
            DETAIL = 'another process imports this file';
    END IF;
    INSERT INTO import_refusal (workspace_id, sha256, line, rule, detail, command, subject)
    SELECT for_workspace, file, r.line, r.rule, r.detail, r.command, r.subject
    FROM unnest(refused_lines, refused_rules, refused_details, refused_commands, refused_subjects)
        AS r (line, rule, detail, command, subject);
    IF cardinality(workspaces) > 0 THEN
        FOR status, first, last, recorded_at IN
            SELECT a.status, a.first, a.last, a.recorded_at FROM append_many(
                workspaces, afters, actors, keys, digests, event_counts, condition_counts, besides,
                condition_tags, condition_types, condition_positions,
                event_types, occurred, event_actors, event_tags, lines, true
            ) a
        LOOP
            IF status <> 'appended' THEN
                failed := coalesce(failed, status);
            END IF;
            RETURN NEXT;
        END LOOP;
        IF failed IS NOT NULL THEN
            RAISE EXCEPTION 'import_retry' USING ERRCODE = 'serialization_failure', DETAIL = failed;
        END IF;
    END IF;
END $$;

CREATE FUNCTION public.read_boundaries(workspaces bigint[], actors text[], keys text[], asked integer[], tags text[], types text[], newest boolean[]) RETURNS TABLE(command integer, head bigint, epoch bigint, digest bytea, first bigint, last bigint, recorded_at timestamp with time zone, "position" bigint, entry text)
    LANGUAGE plpgsql STABLE
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT r.number::int, l.head, l.epoch, c.digest, c.first, c.last, c.recorded_at, NULL::bigint, NULL::text
    FROM unnest(workspaces, actors, keys) WITH ORDINALITY AS r (workspace_id, actor, key, number)
    JOIN ledger l ON l.workspace_id = r.workspace_id
    LEFT JOIN command c ON c.workspace_id = r.workspace_id AND c.actor = r.actor AND c.idempotency_key = r.key
    UNION ALL
    SELECT o.number, NULL, NULL, NULL, NULL, NULL, NULL, e.position, e.entry
    FROM unnest(asked, tags, types, newest) AS o (number, tag, types, newest)
    CROSS JOIN LATERAL (
        SELECT t.position FROM event_tag t
        WHERE t.workspace_id = workspaces[o.number] AND t.tag = o.tag
            AND t.type = ANY (string_to_array(o.types, E'\x1f'))
        ORDER BY t.position DESC LIMIT CASE WHEN o.newest THEN 1 END
    ) m
    JOIN event e ON e.workspace_id = workspaces[o.number] AND e.position = m.position;
END $$;

CREATE FUNCTION public.record_access(for_workspace bigint, person text, credential text, operation text, path text, query text, items bigint, days integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    -- whoever holds the service's role cannot drop what is younger than that
    kept CONSTANT interval := make_interval(days => greatest(days, 30));
BEGIN
    INSERT INTO access (workspace_id, person, credential, operation, path, query, items)
    VALUES (for_workspace, person, credential, operation, path, query, items);
    DELETE FROM access a WHERE a.workspace_id = for_workspace AND a.access_id IN (
        SELECT o.access_id FROM access o WHERE o.workspace_id = for_workspace ORDER BY o.access_id LIMIT 100
    ) AND a.at < clock_timestamp() - kept;
END $$;

CREATE FUNCTION public.redact_event(for_workspace bigint, at bigint, rewritten text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE TABLE public.access (
    workspace_id bigint NOT NULL,
    access_id uuid DEFAULT uuidv7() NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    person text NOT NULL,
    credential text NOT NULL,
    operation text NOT NULL,
    path text NOT NULL,
    query text NOT NULL,
    items bigint NOT NULL
);

CREATE TABLE public.api_key (
    key_id text NOT NULL,
    sha256 bytea NOT NULL,
    prefix text NOT NULL,
    workspace_id bigint,
    holder text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    accepted_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT api_key_prefix_check CHECK ((prefix ~ '^[0-9A-Za-z]{8}$'::text)),
    CONSTRAINT api_key_scopes_check CHECK (((scopes <@ ARRAY['read'::text, 'write'::text, 'admin'::text]) AND (cardinality(scopes) > 0))),
    CONSTRAINT api_key_sha256_check CHECK ((octet_length(sha256) = 32))
)
WITH (fillfactor='80');

CREATE TABLE public.backlog (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    opportunity text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    theme text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    order_group smallint NOT NULL,
    order_index integer NOT NULL,
    raised_position bigint NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    title_key text NOT NULL COLLATE pg_catalog."C",
    evidence boolean NOT NULL,
    impacted boolean NOT NULL,
    valued boolean NOT NULL,
    value_sides text[] NOT NULL,
    decisions text[] NOT NULL,
    from_position bigint NOT NULL,
    effective_from timestamp with time zone NOT NULL,
    item text NOT NULL,
    memory text NOT NULL,
    aligned boolean DEFAULT false NOT NULL,
    assessed boolean DEFAULT false NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.backlog_version (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    opportunity text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    theme text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    order_group smallint NOT NULL,
    order_index integer NOT NULL,
    raised_position bigint NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    title_key text NOT NULL COLLATE pg_catalog."C",
    evidence boolean NOT NULL,
    impacted boolean NOT NULL,
    valued boolean NOT NULL,
    value_sides text[] NOT NULL,
    decisions text[] NOT NULL,
    from_position bigint NOT NULL,
    effective_from timestamp with time zone NOT NULL,
    item text NOT NULL,
    to_position bigint NOT NULL,
    effective_to timestamp with time zone NOT NULL,
    aligned boolean DEFAULT false NOT NULL,
    assessed boolean DEFAULT false NOT NULL
);

CREATE VIEW public.backlog_history AS
 SELECT backlog.workspace_id,
    backlog.generation,
    backlog.opportunity,
    backlog.scope,
    backlog.theme,
    backlog.state,
    backlog.order_group,
    backlog.order_index,
    backlog.raised_position,
    backlog.raised_at,
    backlog.title_key,
    backlog.evidence,
    backlog.impacted,
    backlog.valued,
    backlog.value_sides,
    backlog.decisions,
    backlog.from_position,
    backlog.effective_from,
    backlog.item,
    NULL::bigint AS to_position,
    NULL::timestamp with time zone AS effective_to,
    backlog.aligned,
    backlog.assessed
   FROM public.backlog
UNION ALL
 SELECT backlog_version.workspace_id,
    backlog_version.generation,
    backlog_version.opportunity,
    backlog_version.scope,
    backlog_version.theme,
    backlog_version.state,
    backlog_version.order_group,
    backlog_version.order_index,
    backlog_version.raised_position,
    backlog_version.raised_at,
    backlog_version.title_key,
    backlog_version.evidence,
    backlog_version.impacted,
    backlog_version.valued,
    backlog_version.value_sides,
    backlog_version.decisions,
    backlog_version.from_position,
    backlog_version.effective_from,
    backlog_version.item,
    backlog_version.to_position,
    backlog_version.effective_to,
    backlog_version.aligned,
    backlog_version.assessed
   FROM public.backlog_version;

CREATE TABLE public.command (
    workspace_id bigint NOT NULL,
    actor text NOT NULL,
    idempotency_key text NOT NULL,
    digest bytea NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE public.decision (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    decision text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    side text NOT NULL COLLATE pg_catalog."C",
    opportunities text[] NOT NULL,
    proposed_position bigint NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    agreed_at timestamp with time zone,
    respond_by timestamp with time zone,
    review_on date,
    from_position bigint NOT NULL,
    effective_from timestamp with time zone NOT NULL,
    item text NOT NULL,
    memory text NOT NULL,
    due_at timestamp with time zone
)
WITH (fillfactor='80');

CREATE TABLE public.decision_version (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    decision text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    side text NOT NULL COLLATE pg_catalog."C",
    opportunities text[] NOT NULL,
    proposed_position bigint NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    agreed_at timestamp with time zone,
    respond_by timestamp with time zone,
    review_on date,
    from_position bigint NOT NULL,
    effective_from timestamp with time zone NOT NULL,
    item text NOT NULL,
    to_position bigint NOT NULL,
    effective_to timestamp with time zone NOT NULL,
    due_at timestamp with time zone
);

CREATE VIEW public.decision_history AS
 SELECT decision.workspace_id,
    decision.generation,
    decision.decision,
    decision.kind,
    decision.scope,
    decision.state,
    decision.side,
    decision.opportunities,
    decision.proposed_position,
    decision.proposed_at,
    decision.agreed_at,
    decision.respond_by,
    decision.review_on,
    decision.from_position,
    decision.effective_from,
    decision.item,
    NULL::bigint AS to_position,
    NULL::timestamp with time zone AS effective_to
   FROM public.decision
UNION ALL
 SELECT decision_version.workspace_id,
    decision_version.generation,
    decision_version.decision,
    decision_version.kind,
    decision_version.scope,
    decision_version.state,
    decision_version.side,
    decision_version.opportunities,
    decision_version.proposed_position,
    decision_version.proposed_at,
    decision_version.agreed_at,
    decision_version.respond_by,
    decision_version.review_on,
    decision_version.from_position,
    decision_version.effective_from,
    decision_version.item,
    decision_version.to_position,
    decision_version.effective_to
   FROM public.decision_version;

CREATE TABLE public.event (
    workspace_id bigint NOT NULL,
    "position" bigint NOT NULL,
    type text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    entry text NOT NULL,
    leaf bytea NOT NULL
);

CREATE TABLE public.event_tag (
    workspace_id bigint NOT NULL,
    tag text NOT NULL,
    "position" bigint NOT NULL,
    type text NOT NULL
);

CREATE TABLE public.import_refusal (
    workspace_id bigint NOT NULL,
    sha256 bytea NOT NULL,
    line bigint NOT NULL,
    rule text NOT NULL,
    detail text NOT NULL,
    command text NOT NULL,
    subject text NOT NULL
);

CREATE TABLE public.import_run (
    workspace_id bigint NOT NULL,
    sha256 bytea NOT NULL,
    actor text NOT NULL,
    last_line bigint DEFAULT 0 NOT NULL,
    recorded bigint DEFAULT 0 NOT NULL,
    repeated bigint DEFAULT 0 NOT NULL,
    refused bigint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT import_run_sha256_check CHECK ((octet_length(sha256) = 32))
);

CREATE TABLE public.ledger (
    workspace_id bigint NOT NULL,
    head bigint DEFAULT 0 NOT NULL,
    epoch bigint DEFAULT 1 NOT NULL,
    frontier bytea[] DEFAULT '{}'::bytea[] NOT NULL,
    recorded_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT ledger_head_check CHECK ((head >= 0))
)
WITH (fillfactor='50');

CREATE TABLE public.matter (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    began_position bigint NOT NULL,
    about text COLLATE pg_catalog."C",
    audience text[] NOT NULL,
    due timestamp with time zone NOT NULL,
    latest timestamp with time zone,
    item text NOT NULL,
    dates text NOT NULL,
    memory text NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.merkle_subtree (
    workspace_id bigint NOT NULL,
    level smallint NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT merkle_subtree_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT merkle_subtree_level_check CHECK (((level > 0) AND (((level)::integer % 8) = 0)))
);

CREATE TABLE public.migration (
    number integer NOT NULL,
    name text NOT NULL,
    checksum bytea NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE public.observation (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    observation text NOT NULL COLLATE pg_catalog."C",
    metric text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    window_begins timestamp with time zone NOT NULL,
    window_ends timestamp with time zone NOT NULL,
    value double precision NOT NULL,
    corrected boolean NOT NULL,
    recorded_position bigint NOT NULL,
    from_position bigint NOT NULL,
    effective_from timestamp with time zone NOT NULL,
    item text NOT NULL,
    memory text NOT NULL
)
WITH (fillfactor='95');

CREATE TABLE public.observation_version (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    observation text NOT NULL COLLATE pg_catalog."C",
    metric text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    window_begins timestamp with time zone NOT NULL,
    window_ends timestamp with time zone NOT NULL,
    value double precision NOT NULL,
    corrected boolean NOT NULL,
    recorded_position bigint NOT NULL,
    from_position bigint NOT NULL,
    effective_from timestamp with time zone NOT NULL,
    item text NOT NULL,
    to_position bigint NOT NULL,
    effective_to timestamp with time zone NOT NULL
);

CREATE TABLE public.obstacle (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    obstacle text NOT NULL COLLATE pg_catalog."C",
    kata text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    parked_position bigint NOT NULL,
    experiments integer NOT NULL,
    focused_seconds bigint NOT NULL,
    focused_since timestamp with time zone,
    memory text NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.partnership (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    began_position bigint NOT NULL,
    marks text[] NOT NULL,
    item text NOT NULL,
    memory text NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.person (
    workspace_id bigint NOT NULL,
    person text NOT NULL,
    name text,
    email text,
    login text,
    title text
);

CREATE TABLE public.private_content (
    workspace_id bigint NOT NULL,
    event_id text NOT NULL,
    person text NOT NULL,
    salt bytea NOT NULL,
    content text NOT NULL,
    CONSTRAINT private_content_salt_check CHECK ((octet_length(salt) = 32))
);

CREATE TABLE public.projection_checkpoint (
    workspace_id bigint NOT NULL,
    projection text NOT NULL,
    generation integer NOT NULL,
    live boolean NOT NULL,
    "position" bigint DEFAULT 0 NOT NULL,
    fence bigint DEFAULT 0 NOT NULL,
    error text,
    error_position bigint,
    failed_at timestamp with time zone,
    failed_by text
)
WITH (fillfactor='50');

CREATE TABLE public.projection_lease (
    shard integer NOT NULL,
    fence bigint NOT NULL,
    worker text NOT NULL,
    taken_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.redaction (
    workspace_id bigint NOT NULL,
    "position" bigint NOT NULL,
    fields text[] NOT NULL,
    redacted_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    cleaned_at timestamp with time zone
);

CREATE TABLE public.report_line (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    line text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    began_position bigint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    began_recorded_at timestamp with time zone NOT NULL,
    weight bigint NOT NULL,
    parent text COLLATE pg_catalog."C",
    scope text COLLATE pg_catalog."C",
    people text[] NOT NULL,
    sides text[] NOT NULL,
    opportunities text[] NOT NULL,
    marks text[] NOT NULL,
    memory text NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.subject (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    began_position bigint NOT NULL,
    marks text[] NOT NULL,
    item text NOT NULL,
    memory text NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.workspace (
    workspace_id bigint NOT NULL,
    slug text NOT NULL,
    sides text[] NOT NULL,
    time_zone text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT workspace_sides_check CHECK ((cardinality(sides) >= 2)),
    CONSTRAINT workspace_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text))
);

ALTER TABLE public.workspace ALTER COLUMN workspace_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.workspace_workspace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.access
    ADD CONSTRAINT access_pkey PRIMARY KEY (workspace_id, access_id);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (sha256);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_prefix_key UNIQUE (prefix);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_workspace_id_key_id_key UNIQUE NULLS NOT DISTINCT (workspace_id, key_id);
ALTER TABLE ONLY public.backlog
    ADD CONSTRAINT backlog_pkey PRIMARY KEY (workspace_id, generation, opportunity);
ALTER TABLE ONLY public.backlog_version
    ADD CONSTRAINT backlog_version_pkey PRIMARY KEY (workspace_id, generation, raised_position, from_position);
ALTER TABLE ONLY public.command
    ADD CONSTRAINT command_pkey PRIMARY KEY (workspace_id, actor, idempotency_key);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (workspace_id, generation, decision);
ALTER TABLE ONLY public.decision_version
    ADD CONSTRAINT decision_version_pkey PRIMARY KEY (workspace_id, generation, proposed_position, from_position);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (workspace_id, "position");
ALTER TABLE ONLY public.event_tag
    ADD CONSTRAINT event_tag_pkey PRIMARY KEY (workspace_id, tag, "position") INCLUDE (type);
ALTER TABLE ONLY public.import_refusal
    ADD CONSTRAINT import_refusal_pkey PRIMARY KEY (workspace_id, sha256, line);
ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT import_run_pkey PRIMARY KEY (workspace_id, sha256);
ALTER TABLE ONLY public.ledger
    ADD CONSTRAINT ledger_pkey PRIMARY KEY (workspace_id);
ALTER TABLE ONLY public.matter
    ADD CONSTRAINT matter_pkey PRIMARY KEY (workspace_id, generation, kind, subject);
ALTER TABLE ONLY public.merkle_subtree
    ADD CONSTRAINT merkle_subtree_pkey PRIMARY KEY (workspace_id, level, number);
ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.observation
    ADD CONSTRAINT observation_pkey PRIMARY KEY (workspace_id, generation, observation);
ALTER TABLE ONLY public.observation_version
    ADD CONSTRAINT observation_version_pkey PRIMARY KEY (workspace_id, generation, recorded_position, from_position);
ALTER TABLE ONLY public.obstacle
    ADD CONSTRAINT obstacle_pkey PRIMARY KEY (workspace_id, generation, obstacle);
ALTER TABLE ONLY public.partnership
    ADD CONSTRAINT partnership_pkey PRIMARY KEY (workspace_id, generation, kind, subject);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (workspace_id, person);
ALTER TABLE ONLY public.private_content
    ADD CONSTRAINT private_content_pkey PRIMARY KEY (workspace_id, event_id);
ALTER TABLE ONLY public.projection_checkpoint
    ADD CONSTRAINT projection_checkpoint_pkey PRIMARY KEY (workspace_id, projection, generation);
ALTER TABLE ONLY public.projection_lease
    ADD CONSTRAINT projection_lease_pkey PRIMARY KEY (shard);
ALTER TABLE ONLY public.redaction
    ADD CONSTRAINT redaction_pkey PRIMARY KEY (workspace_id, "position");
ALTER TABLE ONLY public.report_line
    ADD CONSTRAINT report_line_pkey PRIMARY KEY (workspace_id, generation, line);
ALTER TABLE ONLY public.subject
    ADD CONSTRAINT subject_pkey PRIMARY KEY (workspace_id, generation, kind, subject);
ALTER TABLE ONLY public.workspace
    ADD CONSTRAINT workspace_pkey PRIMARY KEY (workspace_id);
ALTER TABLE ONLY public.workspace
    ADD CONSTRAINT workspace_slug_key UNIQUE (slug);

CREATE INDEX backlog_by_change ON public.backlog USING btree (workspace_id, generation, effective_from, raised_position);

CREATE INDEX backlog_by_decision ON public.backlog USING gin (decisions) WHERE (decisions <> '{}'::text[]);

CREATE INDEX backlog_by_raised ON public.backlog USING btree (workspace_id, generation, raised_at, raised_position);

CREATE INDEX backlog_by_rank ON public.backlog USING btree (workspace_id, generation, order_group, order_index, raised_position);

CREATE INDEX backlog_by_rank_in_scope ON public.backlog USING btree (workspace_id, generation, scope, order_group, order_index, raised_position);

CREATE INDEX backlog_by_state ON public.backlog USING btree (workspace_id, generation, state, order_group, order_index, raised_position);

CREATE INDEX backlog_by_title ON public.backlog USING btree (workspace_id, generation, title_key, raised_position);

CREATE INDEX backlog_version_by_change ON public.backlog_version USING btree (workspace_id, generation, effective_from, raised_position);

CREATE INDEX backlog_version_by_raised ON public.backlog_version USING btree (workspace_id, generation, raised_at, raised_position);

CREATE INDEX backlog_version_by_rank ON public.backlog_version USING btree (workspace_id, generation, order_group, order_index, raised_position);

CREATE INDEX backlog_version_by_title ON public.backlog_version USING btree (workspace_id, generation, title_key, raised_position);

CREATE INDEX decision_by_agreed ON public.decision USING btree (workspace_id, generation, agreed_at, proposed_position) WHERE (agreed_at IS NOT NULL);

CREATE INDEX decision_by_opportunity ON public.decision USING gin (opportunities) WHERE (opportunities <> '{}'::text[]);

CREATE INDEX decision_by_proposed ON public.decision USING btree (workspace_id, generation, proposed_at, proposed_position);

CREATE INDEX decision_by_response ON public.decision USING btree (workspace_id, generation, respond_by, proposed_position) WHERE (respond_by IS NOT NULL);

CREATE INDEX decision_by_review ON public.decision USING btree (workspace_id, generation, review_on, proposed_position) WHERE (review_on IS NOT NULL);

CREATE INDEX decision_by_state ON public.decision USING btree (workspace_id, generation, state, proposed_at, proposed_position);

CREATE INDEX decision_due ON public.decision USING btree (due_at, workspace_id, decision) WHERE (due_at IS NOT NULL);

CREATE INDEX decision_version_by_proposed ON public.decision_version USING btree (workspace_id, generation, proposed_at, proposed_position);

CREATE INDEX event_by_actor ON public.event USING btree (workspace_id, actor, "position");

CREATE INDEX event_by_type ON public.event USING btree (workspace_id, type, "position");

CREATE INDEX import_run_by_start ON public.import_run USING btree (workspace_id, started_at, sha256);

CREATE INDEX matter_by_audience ON public.matter USING gin (audience) WHERE (audience <> '{}'::text[]);

CREATE INDEX matter_by_date ON public.matter USING btree (workspace_id, generation, latest, began_position) WHERE (latest IS NOT NULL);

CREATE INDEX matter_by_due ON public.matter USING btree (workspace_id, generation, due, began_position) WHERE (audience <> '{}'::text[]);

CREATE INDEX observation_by_source ON public.observation USING btree (workspace_id, source, metric, generation, window_ends, recorded_position);

CREATE INDEX observation_by_time ON public.observation USING btree (workspace_id, metric, generation, window_ends, recorded_position) INCLUDE (value);

CREATE INDEX observation_by_value ON public.observation USING btree (workspace_id, value, metric, generation, window_ends, recorded_position);

CREATE INDEX observation_version_by_time ON public.observation_version USING btree (workspace_id, metric, generation, window_ends, recorded_position);

CREATE INDEX obstacle_by_kata ON public.obstacle USING btree (workspace_id, generation, kata);

CREATE INDEX partnership_by_beginning ON public.partnership USING btree (workspace_id, generation, kind, began_position, subject);

CREATE INDEX person_by_login ON public.person USING btree (workspace_id, login);

CREATE INDEX private_content_by_person ON public.private_content USING btree (workspace_id, person);

CREATE INDEX projection_checkpoint_failed ON public.projection_checkpoint USING btree (workspace_id) WHERE (error IS NOT NULL);

CREATE UNIQUE INDEX projection_checkpoint_live ON public.projection_checkpoint USING btree (workspace_id, projection) WHERE live;

CREATE INDEX redaction_to_clean ON public.redaction USING btree (workspace_id) WHERE (cleaned_at IS NULL);

CREATE INDEX report_line_by_kind ON public.report_line USING btree (workspace_id, generation, kind, weight, began_position);

CREATE INDEX report_line_by_parent ON public.report_line USING btree (workspace_id, generation, parent) WHERE (parent IS NOT NULL);

CREATE INDEX subject_by_beginning ON public.subject USING btree (workspace_id, generation, kind, began_position);

CREATE TRIGGER event_never_changes BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE public.event ENABLE ALWAYS TRIGGER event_never_changes;

CREATE TRIGGER event_tag_never_changes BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event_tag FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE public.event_tag ENABLE ALWAYS TRIGGER event_tag_never_changes;

REVOKE ALL ON FUNCTION public.append_beside(for_workspace bigint, beside jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.append_beside(for_workspace bigint, beside jsonb) TO accord_app;
REVOKE ALL ON FUNCTION public.append_many(workspaces bigint[], afters bigint[], actors text[], keys text[], digests bytea[], event_counts integer[], condition_counts integer[], besides text[], condition_tags text[], condition_types text[], condition_positions bigint[], event_types text[], occurred timestamp with time zone[], event_actors text[], event_tags text[], lines text[], chain boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION public.append_many(workspaces bigint[], afters bigint[], actors text[], keys text[], digests bytea[], event_counts integer[], condition_counts integer[], besides text[], condition_tags text[], condition_types text[], condition_positions bigint[], event_types text[], occurred timestamp with time zone[], event_actors text[], event_tags text[], lines text[], chain boolean) TO accord_app;
REVOKE ALL ON FUNCTION public.import_chunk(for_workspace bigint, file bytea, importer text, from_line bigint, to_line bigint, repeats bigint, finished boolean, refused_lines bigint[], refused_rules text[], refused_details text[], refused_commands text[], refused_subjects text[], workspaces bigint[], afters bigint[], actors text[], keys text[], digests bytea[], event_counts integer[], condition_counts integer[], besides text[], condition_tags text[], condition_types text[], condition_positions bigint[], event_types text[], occurred timestamp with time zone[], event_actors text[], event_tags text[], lines text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.import_chunk(for_workspace bigint, file bytea, importer text, from_line bigint, to_line bigint, repeats bigint, finished boolean, refused_lines bigint[], refused_rules text[], refused_details text[], refused_commands text[], refused_subjects text[], workspaces bigint[], afters bigint[], actors text[], keys text[], digests bytea[], event_counts integer[], condition_counts integer[], besides text[], condition_tags text[], condition_types text[], condition_positions bigint[], event_types text[], occurred timestamp with time zone[], event_actors text[], event_tags text[], lines text[]) TO accord_app;
REVOKE ALL ON FUNCTION public.read_boundaries(workspaces bigint[], actors text[], keys text[], asked integer[], tags text[], types text[], newest boolean[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.read_boundaries(workspaces bigint[], actors text[], keys text[], asked integer[], tags text[], types text[], newest boolean[]) TO accord_app;
REVOKE ALL ON FUNCTION public.record_access(for_workspace bigint, person text, credential text, operation text, path text, query text, items bigint, days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.record_access(for_workspace bigint, person text, credential text, operation text, path text, query text, items bigint, days integer) TO accord_app;
REVOKE ALL ON FUNCTION public.redact_event(for_workspace bigint, at bigint, rewritten text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.redact_event(for_workspace bigint, at bigint, rewritten text) TO accord_app;
REVOKE ALL ON FUNCTION public.refuse_change() FROM PUBLIC;
GRANT SELECT ON TABLE public.access TO accord_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.api_key TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.backlog TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.backlog_version TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.backlog_history TO accord_app;
GRANT SELECT,INSERT ON TABLE public.command TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decision TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decision_version TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decision_history TO accord_app;
GRANT SELECT,INSERT ON TABLE public.event TO accord_app;
GRANT SELECT,INSERT ON TABLE public.event_tag TO accord_app;
GRANT SELECT,INSERT ON TABLE public.import_refusal TO accord_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.import_run TO accord_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.ledger TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.matter TO accord_app;
GRANT SELECT,INSERT ON TABLE public.merkle_subtree TO accord_app;
GRANT SELECT ON TABLE public.migration TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.observation TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.observation_version TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.obstacle TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.partnership TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.person TO accord_app;
GRANT SELECT,INSERT,DELETE ON TABLE public.private_content TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projection_checkpoint TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projection_lease TO accord_app;
GRANT SELECT ON TABLE public.redaction TO accord_app;
GRANT UPDATE(cleaned_at) ON TABLE public.redaction TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.report_line TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.subject TO accord_app;
GRANT SELECT,INSERT ON TABLE public.workspace TO accord_app;
GRANT USAGE ON SEQUENCE public.workspace_workspace_id_seq TO accord_app;
ALTER DEFAULT PRIVILEGES FOR ROLE accord_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO accord_app;
ALTER DEFAULT PRIVILEGES FOR ROLE accord_owner IN SCHEMA public GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES TO accord_app;
