-- What lists are read from. All of it can be rebuilt from the ledger.

-- How far a projection has read one workspace's ledger. Readers see the rows of the generation that is live; a rebuild
-- fills the next one beside it. fence: the newest lease under which it was written. error: why it stands still.
CREATE TABLE projection_checkpoint (
    workspace_id bigint NOT NULL,
    projection text NOT NULL,
    generation integer NOT NULL,
    live boolean NOT NULL,
    position bigint NOT NULL DEFAULT 0,
    fence bigint NOT NULL DEFAULT 0,
    error text,
    error_position bigint,
    failed_at timestamptz,
    failed_by text,
    PRIMARY KEY (workspace_id, projection, generation)
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX projection_checkpoint_live ON projection_checkpoint (workspace_id, projection) WHERE live;
CREATE INDEX projection_checkpoint_failed ON projection_checkpoint (workspace_id) WHERE error IS NOT NULL;

-- Which worker follows which share of the workspaces. The lease itself is a session lock; fence only ever grows.
CREATE TABLE projection_lease (
    shard integer PRIMARY KEY,
    fence bigint NOT NULL,
    worker text NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT now()
);

-- One row per opportunity, as it is now. order_group: 0 first priority, 1 in the backlog order (order_index says where),
-- 2 unranked, 3 ended, 4 suggested. memory: what the fold must remember.
CREATE TABLE backlog (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    opportunity text COLLATE "C" NOT NULL,
    scope text COLLATE "C" NOT NULL,
    theme text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    order_group smallint NOT NULL,
    order_index integer NOT NULL,
    raised_position bigint NOT NULL,
    raised_at timestamptz NOT NULL,
    title_key text COLLATE "C" NOT NULL,
    evidence boolean NOT NULL,
    impacted boolean NOT NULL,
    valued boolean NOT NULL,
    value_sides text[] NOT NULL,
    decisions text[] NOT NULL,
    from_position bigint NOT NULL,
    effective_from timestamptz NOT NULL,
    item text NOT NULL,
    memory text NOT NULL,
    PRIMARY KEY (workspace_id, generation, opportunity)
) WITH (fillfactor = 80);
CREATE INDEX backlog_by_rank ON backlog (workspace_id, generation, order_group, order_index, raised_position);
CREATE INDEX backlog_by_rank_in_scope
    ON backlog (workspace_id, generation, scope, order_group, order_index, raised_position);
CREATE INDEX backlog_by_raised ON backlog (workspace_id, generation, raised_at, raised_position);
CREATE INDEX backlog_by_title ON backlog (workspace_id, generation, title_key, raised_position);
CREATE INDEX backlog_by_change ON backlog (workspace_id, generation, effective_from, raised_position);
CREATE INDEX backlog_by_state ON backlog (workspace_id, generation, state, order_group, order_index, raised_position);
CREATE INDEX backlog_by_decision ON backlog USING gin (decisions) WHERE decisions <> '{}';

-- Former versions of those rows: each held from one position and effective time to the next.
CREATE TABLE backlog_version (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    opportunity text COLLATE "C" NOT NULL,
    scope text COLLATE "C" NOT NULL,
    theme text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    order_group smallint NOT NULL,
    order_index integer NOT NULL,
    raised_position bigint NOT NULL,
    raised_at timestamptz NOT NULL,
    title_key text COLLATE "C" NOT NULL,
    evidence boolean NOT NULL,
    impacted boolean NOT NULL,
    valued boolean NOT NULL,
    value_sides text[] NOT NULL,
    decisions text[] NOT NULL,
    from_position bigint NOT NULL,
    effective_from timestamptz NOT NULL,
    item text NOT NULL,
    to_position bigint NOT NULL,
    effective_to timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, generation, raised_position, from_position)
);
CREATE INDEX backlog_version_by_rank
    ON backlog_version (workspace_id, generation, order_group, order_index, raised_position);
CREATE INDEX backlog_version_by_change ON backlog_version (workspace_id, generation, effective_from, raised_position);

CREATE VIEW backlog_history AS
SELECT workspace_id, generation, opportunity, scope, theme, state, order_group, order_index, raised_position, raised_at,
    title_key, evidence, impacted, valued, value_sides, decisions, from_position, effective_from, item,
    NULL::bigint AS to_position, NULL::timestamptz AS effective_to
FROM backlog
UNION ALL
SELECT workspace_id, generation, opportunity, scope, theme, state, order_group, order_index, raised_position, raised_at,
    title_key, evidence, impacted, valued, value_sides, decisions, from_position, effective_from, item,
    to_position, effective_to
FROM backlog_version;

-- One row per decision, as it is now. opportunities: all that were ever considered. Times are null where there is none.
CREATE TABLE decision (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    decision text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    scope text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    side text COLLATE "C" NOT NULL,
    opportunities text[] NOT NULL,
    proposed_position bigint NOT NULL,
    proposed_at timestamptz NOT NULL,
    agreed_at timestamptz,
    respond_by timestamptz,
    review_on date,
    from_position bigint NOT NULL,
    effective_from timestamptz NOT NULL,
    item text NOT NULL,
    memory text NOT NULL,
    PRIMARY KEY (workspace_id, generation, decision)
) WITH (fillfactor = 80);
CREATE INDEX decision_by_proposed ON decision (workspace_id, generation, proposed_at, proposed_position);
CREATE INDEX decision_by_state ON decision (workspace_id, generation, state, proposed_at, proposed_position);
CREATE INDEX decision_by_agreed ON decision (workspace_id, generation, agreed_at, proposed_position)
    WHERE agreed_at IS NOT NULL;
CREATE INDEX decision_by_response ON decision (workspace_id, generation, respond_by, proposed_position)
    WHERE respond_by IS NOT NULL;
CREATE INDEX decision_by_review ON decision (workspace_id, generation, review_on, proposed_position)
    WHERE review_on IS NOT NULL;
CREATE INDEX decision_by_opportunity ON decision USING gin (opportunities) WHERE opportunities <> '{}';

CREATE TABLE decision_version (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    decision text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    scope text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    side text COLLATE "C" NOT NULL,
    opportunities text[] NOT NULL,
    proposed_position bigint NOT NULL,
    proposed_at timestamptz NOT NULL,
    agreed_at timestamptz,
    respond_by timestamptz,
    review_on date,
    from_position bigint NOT NULL,
    effective_from timestamptz NOT NULL,
    item text NOT NULL,
    to_position bigint NOT NULL,
    effective_to timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, generation, proposed_position, from_position)
);
CREATE INDEX decision_version_by_proposed
    ON decision_version (workspace_id, generation, proposed_at, proposed_position);

CREATE VIEW decision_history AS
SELECT workspace_id, generation, decision, kind, scope, state, side, opportunities, proposed_position, proposed_at,
    agreed_at, respond_by, review_on, from_position, effective_from, item,
    NULL::bigint AS to_position, NULL::timestamptz AS effective_to
FROM decision
UNION ALL
SELECT workspace_id, generation, decision, kind, scope, state, side, opportunities, proposed_position, proposed_at,
    agreed_at, respond_by, review_on, from_position, effective_from, item, to_position, effective_to
FROM decision_version;

-- People, delegations, teams, scopes, policies, keys, meetings and minuted acts, as they are now. marks: what a list
-- can be narrowed by (`side:business`, `role:coach`, `team:team_…`). Names are not here but in the directory.
CREATE TABLE partnership (
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
CREATE INDEX partnership_by_beginning ON partnership (workspace_id, generation, kind, began_position, subject);

REVOKE ALL ON projection_checkpoint, projection_lease, backlog, backlog_version, decision, decision_version, partnership
    FROM accord_app;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON projection_checkpoint, projection_lease, backlog, backlog_version, decision, decision_version, partnership
    TO accord_app;
GRANT SELECT ON backlog_history, decision_history TO accord_app;
