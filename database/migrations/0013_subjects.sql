-- Metrics, signals, objectives, definitions, katas, brainstorms and the other subjects of the playbook, as they are now.
-- marks: what a list can be narrowed by (`state:draft`, `category:quality`, `team:team_…`).
CREATE TABLE subject (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    began_position bigint NOT NULL,
    marks text[] NOT NULL,
    item text NOT NULL,
    memory text NOT NULL,
    PRIMARY KEY (workspace_id, generation, kind, subject)
) WITH (fillfactor = 80);
CREATE INDEX subject_by_beginning ON subject (workspace_id, generation, kind, began_position);

REVOKE ALL ON subject FROM accord_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON subject TO accord_app;

-- Whether an opportunity is aligned with a key result or objective, and whether its difficulty and urgency are agreed.
ALTER TABLE backlog ADD COLUMN aligned boolean NOT NULL DEFAULT false, ADD COLUMN assessed boolean NOT NULL DEFAULT false;
ALTER TABLE backlog_version
    ADD COLUMN aligned boolean NOT NULL DEFAULT false, ADD COLUMN assessed boolean NOT NULL DEFAULT false;
CREATE OR REPLACE VIEW backlog_history AS
SELECT workspace_id, generation, opportunity, scope, theme, state, order_group, order_index, raised_position, raised_at,
    title_key, evidence, impacted, valued, value_sides, decisions, from_position, effective_from, item,
    NULL::bigint AS to_position, NULL::timestamptz AS effective_to, aligned, assessed
FROM backlog
UNION ALL
SELECT workspace_id, generation, opportunity, scope, theme, state, order_group, order_index, raised_position, raised_at,
    title_key, evidence, impacted, valued, value_sides, decisions, from_position, effective_from, item,
    to_position, effective_to, aligned, assessed
FROM backlog_version;
