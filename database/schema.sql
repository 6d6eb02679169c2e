-- Generated from database/migrations by `accord migrate --dump-schema`. Do not edit.

CREATE FUNCTION public.append_beside(for_workspace bigint, beside jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.append_many(workspaces bigint[], afters bigint[], actors text[], keys text[], digests bytea[], event_counts integer[], condition_counts integer[], besides text[], condition_tags text[], condition_types text[], condition_positions bigint[], event_types text[], occurred timestamp with time zone[], event_actors text[], event_tags text[], lines text[], chain boolean DEFAULT false) RETURNS TABLE(status text, first bigint, last bigint, recorded_at timestamp with time zone)
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
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

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: recorded events never change', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

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

CREATE TABLE public.command (
    workspace_id bigint NOT NULL,
    actor text NOT NULL,
    idempotency_key text NOT NULL,
    digest bytea NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL
);

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

CREATE TABLE public.migration (
    number integer NOT NULL,
    name text NOT NULL,
    checksum bytea NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

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

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (key_id);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_prefix_key UNIQUE (prefix);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_sha256_key UNIQUE (sha256);
ALTER TABLE ONLY public.command
    ADD CONSTRAINT command_pkey PRIMARY KEY (workspace_id, actor, idempotency_key);
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
ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (workspace_id, person);
ALTER TABLE ONLY public.private_content
    ADD CONSTRAINT private_content_pkey PRIMARY KEY (workspace_id, event_id);
ALTER TABLE ONLY public.workspace
    ADD CONSTRAINT workspace_pkey PRIMARY KEY (workspace_id);
ALTER TABLE ONLY public.workspace
    ADD CONSTRAINT workspace_slug_key UNIQUE (slug);

CREATE INDEX api_key_by_workspace ON public.api_key USING btree (workspace_id, key_id);

CREATE INDEX event_by_actor ON public.event USING btree (workspace_id, actor, "position");

CREATE INDEX event_by_type ON public.event USING btree (workspace_id, type, "position");

CREATE INDEX person_by_login ON public.person USING btree (workspace_id, login);

CREATE INDEX private_content_by_person ON public.private_content USING btree (workspace_id, person);

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
REVOKE ALL ON FUNCTION public.refuse_change() FROM PUBLIC;
GRANT SELECT,INSERT,UPDATE ON TABLE public.api_key TO accord_app;
GRANT SELECT,INSERT ON TABLE public.command TO accord_app;
GRANT SELECT,INSERT ON TABLE public.event TO accord_app;
GRANT SELECT,INSERT ON TABLE public.event_tag TO accord_app;
GRANT SELECT,INSERT ON TABLE public.import_refusal TO accord_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.import_run TO accord_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.ledger TO accord_app;
GRANT SELECT ON TABLE public.migration TO accord_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.person TO accord_app;
GRANT SELECT,INSERT,DELETE ON TABLE public.private_content TO accord_app;
GRANT SELECT,INSERT ON TABLE public.workspace TO accord_app;
GRANT USAGE ON SEQUENCE public.workspace_workspace_id_seq TO accord_app;
ALTER DEFAULT PRIVILEGES FOR ROLE accord_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO accord_app;
ALTER DEFAULT PRIVILEGES FOR ROLE accord_owner IN SCHEMA public GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES TO accord_app;
