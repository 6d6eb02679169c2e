-- An import is known by the SHA-256 of its file. A chunk's events, its refusals and the line reached are one
-- transaction, so a killed import continues behind its last whole chunk.

CREATE TABLE import_run (
    workspace_id bigint NOT NULL,
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    actor text NOT NULL,
    last_line bigint NOT NULL DEFAULT 0,
    recorded bigint NOT NULL DEFAULT 0,
    repeated bigint NOT NULL DEFAULT 0,
    refused bigint NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    PRIMARY KEY (workspace_id, sha256)
);

CREATE TABLE import_refusal (
    workspace_id bigint NOT NULL,
    sha256 bytea NOT NULL,
    line bigint NOT NULL,
    rule text NOT NULL,
    detail text NOT NULL,
    command text NOT NULL,
    subject text NOT NULL,
    PRIMARY KEY (workspace_id, sha256, line)
);

-- Appends one chunk as a chain and writes down how far the file got. Nothing at all is kept unless every append of
-- the chunk went in: anything else raises 'import_retry' and the caller decides the chunk again on what it then reads.
CREATE FUNCTION import_chunk(
    for_workspace bigint, file bytea, importer text, from_line bigint, to_line bigint, repeats bigint, finished boolean,
    refused_lines bigint[], refused_rules text[], refused_details text[], refused_commands text[],
    refused_subjects text[],
    workspaces bigint[], afters bigint[], actors text[], keys text[], digests bytea[],
    event_counts int[], condition_counts int[], besides text[],
    condition_tags text[], condition_types text[], condition_positions bigint[],
    event_types text[], occurred timestamptz[], event_actors text[], event_tags text[], lines text[]
) RETURNS TABLE (status text, first bigint, last bigint, recorded_at timestamptz)
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

REVOKE EXECUTE ON FUNCTION import_chunk FROM PUBLIC;
GRANT EXECUTE ON FUNCTION import_chunk TO accord_app;
REVOKE ALL ON import_run, import_refusal FROM accord_app;
GRANT SELECT, INSERT, UPDATE ON import_run TO accord_app;
GRANT SELECT, INSERT ON import_refusal TO accord_app;
