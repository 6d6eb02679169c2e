-- One row per observation of a metric, as it reads now: with the window's end it is in the order of time. item is what
-- lists show; memory what the fold must remember.
CREATE TABLE observation (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    observation text COLLATE "C" NOT NULL,
    metric text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    window_begins timestamptz NOT NULL,
    window_ends timestamptz NOT NULL,
    value double precision NOT NULL,
    corrected boolean NOT NULL,
    recorded_position bigint NOT NULL,
    from_position bigint NOT NULL,
    effective_from timestamptz NOT NULL,
    item text NOT NULL,
    memory text NOT NULL,
    PRIMARY KEY (workspace_id, generation, observation)
) WITH (fillfactor = 95);
-- In the order of time, with the value beside it: a run chart reads nothing else of most rows. No two indexes begin with
-- the same two columns, so that a plan made while the table is empty takes the right one too.
CREATE INDEX observation_by_time
    ON observation (workspace_id, metric, generation, window_ends, recorded_position) INCLUDE (value);
CREATE INDEX observation_by_source
    ON observation (workspace_id, source, metric, generation, window_ends, recorded_position);
-- Where the lowest and the highest value of a stretch of time are.
CREATE INDEX observation_by_value
    ON observation (workspace_id, value, metric, generation, window_ends, recorded_position);

-- Former versions of corrected observations: each held from one position and effective time to the next.
CREATE TABLE observation_version (
    workspace_id bigint NOT NULL,
    generation integer NOT NULL,
    observation text COLLATE "C" NOT NULL,
    metric text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    window_begins timestamptz NOT NULL,
    window_ends timestamptz NOT NULL,
    value double precision NOT NULL,
    corrected boolean NOT NULL,
    recorded_position bigint NOT NULL,
    from_position bigint NOT NULL,
    effective_from timestamptz NOT NULL,
    item text NOT NULL,
    to_position bigint NOT NULL,
    effective_to timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, generation, recorded_position, from_position)
);
CREATE INDEX observation_version_by_time
    ON observation_version (workspace_id, metric, generation, window_ends, recorded_position);

REVOKE ALL ON observation, observation_version FROM accord_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON observation, observation_version TO accord_app;
