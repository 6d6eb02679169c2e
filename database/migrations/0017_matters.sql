-- Subjects with something that waits for somebody, and with days that belong into a calendar. It has a checkpoint of its
-- own (`waiting`), so that an older database fills it by itself.
-- audience: `<workspace_id> side:business`, `<workspace_id> person:per_…`, `<workspace_id> team:team_…` for all whom
-- something waits for. due: the earliest deadline, 9999-12-31 without one. about: the opportunity that names it.
-- latest: the last day in its calendar, null without one. item, dates: what is shown. memory: what the fold must remember.
CREATE TABLE matter (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    began_position bigint NOT NULL,
    about text COLLATE "C",
    audience text[] NOT NULL,
    due timestamptz NOT NULL,
    latest timestamptz,
    item text NOT NULL,
    dates text NOT NULL,
    memory text NOT NULL,
    PRIMARY KEY (workspace_id, generation, kind, subject)
) WITH (fillfactor = 80);
CREATE INDEX matter_by_due ON matter (workspace_id, generation, due, began_position) WHERE audience <> '{}';
CREATE INDEX matter_by_audience ON matter USING gin (audience) WHERE audience <> '{}';
CREATE INDEX matter_by_date ON matter (workspace_id, generation, latest, began_position) WHERE latest IS NOT NULL;

REVOKE ALL ON matter FROM accord_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON matter TO accord_app;
