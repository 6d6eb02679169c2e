-- What stands in the way of katas, one row per obstacle, as it is now. focused_seconds: how long it was in focus, without
-- the time since focused_since, which is set while it is in focus.
CREATE TABLE obstacle (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    obstacle text COLLATE "C" NOT NULL,
    kata text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    parked_position bigint NOT NULL,
    experiments integer NOT NULL,
    focused_seconds bigint NOT NULL,
    focused_since timestamptz,
    memory text NOT NULL,
    PRIMARY KEY (workspace_id, generation, obstacle)
) WITH (fillfactor = 80);
CREATE INDEX obstacle_by_kata ON obstacle (workspace_id, generation, kata);

REVOKE ALL ON obstacle FROM accord_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON obstacle TO accord_app;
