-- What reports list: one line for each decision, opportunity, experiment, target condition, waiver and the like, as it is
-- now. memory holds the item that readers see; marks are what reports filter by.
CREATE TABLE report_line (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    line text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    began_position bigint NOT NULL,
    began_at timestamptz NOT NULL,
    began_recorded_at timestamptz NOT NULL,
    weight bigint NOT NULL,
    parent text COLLATE "C",
    scope text COLLATE "C",
    people text[] NOT NULL,
    sides text[] NOT NULL,
    opportunities text[] NOT NULL,
    marks text[] NOT NULL,
    memory text NOT NULL,
    PRIMARY KEY (workspace_id, generation, line)
) WITH (fillfactor = 80);
CREATE INDEX report_line_by_kind ON report_line (workspace_id, generation, kind, weight, began_position);
CREATE INDEX report_line_by_parent ON report_line (workspace_id, generation, parent) WHERE parent IS NOT NULL;

REVOKE ALL ON report_line FROM accord_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON report_line TO accord_app;
