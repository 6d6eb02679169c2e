-- Who read what in the audit area: beside the ledger, as reading is no event of the partnership. Rows are only added;
-- record_access also drops a few that are older than is kept, so the table stays bounded. accord_app can do neither alone.
CREATE TABLE access (
    workspace_id bigint NOT NULL,
    access_id uuid NOT NULL DEFAULT uuidv7(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    person text NOT NULL,
    credential text NOT NULL,
    operation text NOT NULL,
    path text NOT NULL,
    query text NOT NULL,
    items bigint NOT NULL,
    PRIMARY KEY (workspace_id, access_id)
);

CREATE FUNCTION record_access(
    for_workspace bigint, person text, credential text, operation text, path text, query text, items bigint, days int
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

REVOKE ALL ON access FROM accord_app;
GRANT SELECT ON access TO accord_app;
REVOKE EXECUTE ON FUNCTION record_access FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record_access TO accord_app;
