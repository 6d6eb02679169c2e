-- Observations: their rows, their list, the run chart, the newest ones. Lines that end in `-- if …` are sent only where
-- they are asked for (see choosing.py).

-- name: load
-- One look-up each, by the key: for a list of ids a plan made while the table is empty would read all of it later on.
SELECT s.subject, o.memory
FROM unnest($3::text[]) AS s (subject)
CROSS JOIN LATERAL (
    SELECT memory FROM observation WHERE workspace_id = $1 AND generation = $2 AND observation = s.subject LIMIT 1
) o

-- name: keep
INSERT INTO observation (
    workspace_id, generation, observation, metric, source, window_begins, window_ends, value, corrected,
    recorded_position, from_position, effective_from, item, memory
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (workspace_id, generation, observation) DO UPDATE SET
    metric = excluded.metric, source = excluded.source, window_begins = excluded.window_begins,
    window_ends = excluded.window_ends, value = excluded.value, corrected = excluded.corrected,
    recorded_position = excluded.recorded_position, from_position = excluded.from_position,
    effective_from = excluded.effective_from, item = excluded.item, memory = excluded.memory

-- name: drop
WITH gone AS (
    DELETE FROM observation WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM observation WHERE workspace_id = $1 AND generation = $2 LIMIT $3
    )) AND workspace_id = $1
    RETURNING 1
)
SELECT count(*) FROM gone

-- name: drop_versions
WITH gone AS (
    DELETE FROM observation_version WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM observation_version WHERE workspace_id = $1 AND generation = $2 LIMIT $3
    )) AND workspace_id = $1
    RETURNING 1
)
SELECT count(*) FROM gone

-- name: page
-- $1 workspace, $2 metric, $3 limit, after: $4 window_ends, $5 recorded_position; windows that end $6 from and $7 to;
-- $8 source, $9 as_of, $10 known_at.
WITH given AS (
    SELECT $1::bigint, $2::text, $3::bigint, $4::timestamptz, $5::bigint, $6::timestamptz, $7::timestamptz, $8::text,
        $9::timestamptz, $10::bigint
)
SELECT c.position, o.item, o.window_ends, o.recorded_position
FROM projection_checkpoint c
LEFT JOIN LATERAL (
    SELECT o.* FROM (
        SELECT workspace_id, generation, metric, source, window_ends, recorded_position, from_position, effective_from,
            item, NULL::bigint AS to_position, NULL::timestamptz AS effective_to
        FROM observation
        UNION ALL -- if past
        SELECT workspace_id, generation, metric, source, window_ends, recorded_position, from_position, -- if past
            effective_from, item, to_position, effective_to -- if past
        FROM observation_version -- if past
    ) o
    WHERE o.workspace_id = c.workspace_id AND o.generation = c.generation AND o.metric = $2
        AND o.window_ends >= $6 -- if since
        AND o.window_ends <= $7 -- if until
        AND o.source = $8 -- if source
        AND o.effective_from <= $9 AND o.from_position <= $10 -- if past
        AND (o.to_position IS NULL OR o.effective_to > $9 OR o.to_position > $10) -- if past
        AND (o.window_ends, o.recorded_position) > ($4, $5) -- if after_up
        AND (o.window_ends, o.recorded_position) < ($4, $5) -- if after_down
    ORDER BY o.workspace_id
        , o.window_ends, o.recorded_position -- if up
        , o.window_ends DESC, o.recorded_position DESC -- if down
    LIMIT $3
) o ON true
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live
ORDER BY o.workspace_id
    , o.window_ends, o.recorded_position -- if up
    , o.window_ends DESC, o.recorded_position DESC -- if down

-- name: chart
-- At most $3 points of metric $2 whose windows end $4 from and $5 to. Where there are more, time is cut into $3 / 4 equal
-- stretches, and each gives its first, last, lowest and highest (the earliest of equals); `observations` counts all.
WITH given AS (
    SELECT $1::bigint, $2::text, $3::int, $4::timestamptz, $5::timestamptz
), live AS MATERIALIZED (
    SELECT workspace_id, generation, position FROM projection_checkpoint
    WHERE workspace_id = $1 AND projection = 'lists' AND live
), few AS MATERIALIZED (
    SELECT count(*) AS observations FROM (
        SELECT FROM live c
        JOIN observation o ON o.workspace_id = c.workspace_id AND o.generation = c.generation AND o.metric = $2
            AND o.window_ends >= $4 -- if since
            AND o.window_ends <= $5 -- if until
        LIMIT $3::bigint + 1
    ) o
), bounds AS MATERIALIZED (
    SELECT extract(epoch FROM f.window_ends)::float8 AS first, extract(epoch FROM l.window_ends)::float8 AS last
    FROM live c
    CROSS JOIN LATERAL (
        SELECT o.window_ends FROM observation o
        WHERE o.workspace_id = c.workspace_id AND o.generation = c.generation AND o.metric = $2
            AND o.window_ends >= $4 -- if since
            AND o.window_ends <= $5 -- if until
        ORDER BY o.window_ends LIMIT 1
    ) f
    CROSS JOIN LATERAL (
        SELECT o.window_ends FROM observation o
        WHERE o.workspace_id = c.workspace_id AND o.generation = c.generation AND o.metric = $2
            AND o.window_ends >= $4 -- if since
            AND o.window_ends <= $5 -- if until
        ORDER BY o.window_ends DESC LIMIT 1
    ) l
    WHERE (SELECT observations FROM few) > $3
), stretch AS MATERIALIZED (
    SELECT s.begins, s.ends, o.*
    FROM live c
    CROSS JOIN (
        SELECT CASE WHEN n = 0 THEN '-infinity' ELSE to_timestamp(b.first + (b.last - b.first) * n / m.parts) END AS begins,
            CASE WHEN n = m.parts - 1 THEN 'infinity'
                ELSE to_timestamp(b.first + (b.last - b.first) * (n + 1) / m.parts)
            END AS ends
        FROM bounds b, (SELECT greatest($3::int / 4, 1) AS parts) m, generate_series(0, m.parts - 1) AS n
    ) s
    CROSS JOIN LATERAL (
        SELECT count(*) AS observations, min(o.value) AS lowest, max(o.value) AS highest FROM observation o
        WHERE o.workspace_id = c.workspace_id AND o.generation = c.generation AND o.metric = $2
            AND o.window_ends >= s.begins AND o.window_ends < s.ends
            AND o.window_ends >= $4 -- if since
            AND o.window_ends <= $5 -- if until
    ) o
), picked AS (
    SELECT o.observation, o.window_begins, o.window_ends, o.value, o.corrected, o.recorded_position
    FROM live c
    JOIN observation o ON o.workspace_id = c.workspace_id AND o.generation = c.generation AND o.metric = $2
        AND o.window_ends >= $4 -- if since
        AND o.window_ends <= $5 -- if until
    WHERE (SELECT observations FROM few) <= $3
    UNION
    SELECT o.* FROM live c
    CROSS JOIN stretch s
    CROSS JOIN LATERAL (
        (
            SELECT o.observation, o.window_begins, o.window_ends, o.value, o.corrected, o.recorded_position
            FROM observation o
            WHERE o.workspace_id = c.workspace_id AND o.generation = c.generation AND o.metric = $2
                AND o.window_ends >= s.begins AND o.window_ends < s.ends
                AND o.window_ends >= $4 -- if since
                AND o.window_ends <= $5 -- if until
            ORDER BY o.window_ends, o.recorded_position LIMIT 1
        )
        UNION ALL
        (
            SELECT o.observation, o.window_begins, o.window_ends, o.value, o.corrected, o.recorded_position
            FROM observation o
            WHERE o.workspace_id = c.workspace_id AND o.generation = c.generation AND o.metric = $2
                AND o.window_ends >= s.begins AND o.window_ends < s.ends
                AND o.window_ends >= $4 -- if since
                AND o.window_ends <= $5 -- if until
            ORDER BY o.window_ends DESC, o.recorded_position DESC LIMIT 1
        )
        UNION ALL
        SELECT o.* FROM unnest(ARRAY[s.lowest, s.highest]) AS v (value)
        CROSS JOIN LATERAL (
            SELECT o.observation, o.window_begins, o.window_ends, o.value, o.corrected, o.recorded_position
            FROM observation o
            WHERE o.workspace_id = c.workspace_id AND o.generation = c.generation AND o.metric = $2
                AND o.value = v.value AND o.window_ends >= s.begins AND o.window_ends < s.ends
                AND o.window_ends >= $4 -- if since
                AND o.window_ends <= $5 -- if until
            ORDER BY o.window_ends, o.recorded_position LIMIT 1
        ) o
    ) o
    WHERE s.observations > 0
)
SELECT c.position, p.*,
    coalesce((SELECT sum(observations) FROM stretch), (SELECT observations FROM few))::bigint AS observations
FROM live c LEFT JOIN picked p ON true
ORDER BY p.window_ends, p.recorded_position

-- name: chart_of_the_past
-- The same at $6 as_of and $7 known_at: of each observation the version that held, all of them read.
WITH given AS (
    SELECT $1::bigint, $2::text, $3::int, $4::timestamptz, $5::timestamptz, $6::timestamptz, $7::bigint
), live AS (
    SELECT workspace_id, generation, position FROM projection_checkpoint
    WHERE workspace_id = $1 AND projection = 'lists' AND live
), seen AS MATERIALIZED (
    SELECT o.observation, o.window_begins, o.window_ends, o.value, o.corrected, o.recorded_position
    FROM live c
    JOIN (
        SELECT workspace_id, generation, metric, observation, window_begins, window_ends, value, corrected,
            recorded_position, from_position, effective_from, NULL::bigint AS to_position,
            NULL::timestamptz AS effective_to
        FROM observation
        UNION ALL
        SELECT workspace_id, generation, metric, observation, window_begins, window_ends, value, corrected,
            recorded_position, from_position, effective_from, to_position, effective_to
        FROM observation_version
    ) o ON o.workspace_id = c.workspace_id AND o.generation = c.generation AND o.metric = $2
        AND o.window_ends >= $4 -- if since
        AND o.window_ends <= $5 -- if until
        AND o.effective_from <= $6 AND o.from_position <= $7
        AND (o.to_position IS NULL OR o.effective_to > $6 OR o.to_position > $7)
), bounds AS (
    SELECT count(*) AS observations, greatest($3::int / 4, 1) AS parts,
        extract(epoch FROM min(window_ends))::float8 AS first, extract(epoch FROM max(window_ends))::float8 AS last
    FROM seen
), placed AS (
    SELECT s.*, b.observations > $3 AS thinned, CASE WHEN b.last > b.first THEN least(
            width_bucket(extract(epoch FROM s.window_ends)::float8, b.first, b.last, b.parts), b.parts
        ) ELSE 1 END AS stretch
    FROM seen s CROSS JOIN bounds b
), extremes AS (
    SELECT stretch, min(value) AS lowest, max(value) AS highest, min(window_ends) AS first, max(window_ends) AS last
    FROM placed WHERE thinned GROUP BY stretch
), picked AS (
    SELECT observation, window_begins, window_ends, value, corrected, recorded_position FROM placed WHERE NOT thinned
    UNION ALL
    SELECT observation, window_begins, window_ends, value, corrected, recorded_position FROM (
        SELECT p.*, p.value IN (e.lowest, e.highest) AND row_number() OVER (
                PARTITION BY p.stretch, p.value ORDER BY p.window_ends, p.recorded_position
            ) = 1 AS extreme,
            p.window_ends = e.first AND row_number() OVER (
                PARTITION BY p.stretch ORDER BY p.window_ends, p.recorded_position
            ) = 1 AS first,
            p.window_ends = e.last AND row_number() OVER (
                PARTITION BY p.stretch ORDER BY p.window_ends DESC, p.recorded_position DESC
            ) = 1 AS last
        FROM placed p JOIN extremes e USING (stretch)
        WHERE p.value IN (e.lowest, e.highest) OR p.window_ends IN (e.first, e.last)
    ) p WHERE extreme OR first OR last
)
SELECT c.position, p.*, (SELECT observations FROM bounds) AS observations
FROM live c LEFT JOIN picked p ON true
ORDER BY p.window_ends, p.recorded_position

-- name: newest
-- The latest $4 of a metric's numbers and their corrections up to position $3, and its newest observation (of type $5);
-- with $6 those claimed by then.
SELECT e.position, e.entry
FROM (
    (
        SELECT t.position FROM event_tag t
        JOIN event v ON v.workspace_id = t.workspace_id AND v.position = t.position AND v.occurred_at <= $6 -- if past
        WHERE t.workspace_id = $1 AND t.tag = 'series:' || $2::text AND t.position <= $3
        ORDER BY t.position DESC LIMIT $4
    )
    UNION
    (
        SELECT t.position FROM event_tag t
        JOIN event v ON v.workspace_id = t.workspace_id AND v.position = t.position AND v.occurred_at <= $6 -- if past
        WHERE t.workspace_id = $1 AND t.tag = 'newest-of:' || $2::text AND t.type = $5 AND t.position <= $3
        ORDER BY t.position DESC LIMIT 1
    )
) t
JOIN event e ON e.workspace_id = $1 AND e.position = t.position
ORDER BY e.position

-- name: of_observations
-- What was recorded about some observations, up to position $3.
SELECT e.position, e.entry
FROM (SELECT DISTINCT position FROM event_tag WHERE workspace_id = $1 AND tag = ANY ($2::text[]) AND position <= $3) t
JOIN event e ON e.workspace_id = $1 AND e.position = t.position
ORDER BY e.position
