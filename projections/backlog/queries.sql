-- The backlog's rows and lists. Lines that end in `-- if …` are sent only where they are asked for (see choosing.py).

-- name: load
SELECT opportunity AS subject, memory FROM backlog
WHERE workspace_id = $1 AND generation = $2 AND opportunity = ANY ($3::text[])

-- name: keep
INSERT INTO backlog (
    workspace_id, generation, opportunity, scope, theme, state, order_group, order_index, raised_position, raised_at,
    title_key, evidence, impacted, valued, aligned, assessed, value_sides, decisions, from_position, effective_from, item,
    memory
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
ON CONFLICT (workspace_id, generation, opportunity) DO UPDATE SET
    scope = excluded.scope, theme = excluded.theme, state = excluded.state, order_group = excluded.order_group,
    order_index = excluded.order_index, raised_position = excluded.raised_position, raised_at = excluded.raised_at,
    title_key = excluded.title_key, evidence = excluded.evidence, impacted = excluded.impacted,
    valued = excluded.valued, aligned = excluded.aligned, assessed = excluded.assessed,
    value_sides = excluded.value_sides, decisions = excluded.decisions,
    from_position = excluded.from_position, effective_from = excluded.effective_from, item = excluded.item,
    memory = excluded.memory

-- name: drop
WITH gone AS (
    DELETE FROM backlog WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM backlog WHERE workspace_id = $1 AND generation = $2 LIMIT $3
    )) AND workspace_id = $1
    RETURNING 1
)
SELECT count(*) FROM gone

-- name: drop_versions
WITH gone AS (
    DELETE FROM backlog_version WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM backlog_version WHERE workspace_id = $1 AND generation = $2 LIMIT $3
    )) AND workspace_id = $1
    RETURNING 1
)
SELECT count(*) FROM gone

-- name: page
-- One row: the items of a page, joined, and the key of the last of them. $1 workspace, $2 limit; after: $3 order_group,
-- $4 order_index, $5 raised_at or effective_from, $6 title, $7 raised_position; filters: $8 scope, $9 state, $10 theme,
-- $11 decision, $12 side, $13 and $14 titles from and below. Two things keep the planner from planning each page anew:
-- it knows the longest page (201), and it does not see where a page begins (SELECT $3::smallint).
SELECT c.position, p.*
FROM projection_checkpoint c
CROSS JOIN LATERAL (
    SELECT array_to_string((array_agg('{"rank":' || coalesce(b.rank::text, 'null') || ',' || b.item))[1:$2], ',') AS items,
        count(*) > $2 AS more
        , (array_agg(b.order_group))[$2] AS order_group -- if key_rank
        , (array_agg(b.order_index))[$2] AS order_index -- if key_rank
        , (array_agg(b.raised_at))[$2] AS raised_at -- if key_raised
        , (array_agg(b.effective_from))[$2] AS effective_from -- if key_changed
        , (array_agg(b.title_key))[$2] AS title_key -- if key_title
        , (array_agg(b.raised_position))[$2] AS raised_position
    FROM (
        SELECT b.*, CASE WHEN b.order_group < 2 THEN (
            SELECT count(*) FROM backlog r
            WHERE r.workspace_id = b.workspace_id AND r.generation = b.generation AND r.scope = b.scope AND
                (r.order_group, r.order_index, r.raised_position) <= (b.order_group, b.order_index, b.raised_position)
        ) END AS rank
        FROM (
            SELECT * FROM (SELECT * FROM backlog b
            WHERE b.workspace_id = c.workspace_id AND b.generation = c.generation
                AND b.order_group >= 2 -- if from_2
                AND b.order_group >= 3 -- if from_3
                AND b.order_group >= 4 -- if from_4
                AND b.order_group < 2 -- if below_2
                AND b.order_group < 3 -- if below_3
                AND b.order_group < 4 -- if below_4
                AND b.scope = $8 -- if scope
                AND b.state = $9 -- if state
                AND b.theme = $10 -- if theme
                AND b.decisions @> ARRAY[$11::text] AND b.decisions <> '{}' -- if decision
                AND NOT b.evidence -- if without_evidence
                AND NOT b.impacted -- if without_impact
                AND NOT b.valued -- if without_value
                AND NOT b.aligned -- if without_alignment
                AND NOT b.assessed -- if without_assessment
                AND $12 <> ALL (b.value_sides) -- if without_side
                AND b.title_key >= $13 AND b.title_key < $14 -- if title
                AND (b.order_group, b.order_index, b.raised_position) > ((SELECT $3::smallint), (SELECT $4::integer), (SELECT $7::bigint)) -- if after_rank
                AND (b.order_group, b.order_index, b.raised_position) < ((SELECT $3::smallint), (SELECT $4::integer), (SELECT $7::bigint)) -- if after_rank_down
                AND (b.raised_at, b.raised_position) > ((SELECT $5::timestamptz), (SELECT $7::bigint)) -- if after_raised
                AND (b.raised_at, b.raised_position) < ((SELECT $5::timestamptz), (SELECT $7::bigint)) -- if after_raised_down
                AND (b.title_key, b.raised_position) > ((SELECT $6::text), (SELECT $7::bigint)) -- if after_title
                AND (b.title_key, b.raised_position) < ((SELECT $6::text), (SELECT $7::bigint)) -- if after_title_down
                AND (b.effective_from, b.raised_position) > ((SELECT $5::timestamptz), (SELECT $7::bigint)) -- if after_changed
                AND (b.effective_from, b.raised_position) < ((SELECT $5::timestamptz), (SELECT $7::bigint)) -- if after_changed_down
            ORDER BY b.workspace_id
                , b.order_group, b.order_index, b.raised_position -- if by_rank
                , b.order_group DESC, b.order_index DESC, b.raised_position DESC -- if by_rank_down
                , b.raised_at, b.raised_position -- if by_raised
                , b.raised_at DESC, b.raised_position DESC -- if by_raised_down
                , b.title_key, b.raised_position -- if by_title
                , b.title_key DESC, b.raised_position DESC -- if by_title_down
                , b.effective_from, b.raised_position -- if by_changed
                , b.effective_from DESC, b.raised_position DESC -- if by_changed_down
            LIMIT 201) b LIMIT $2 + 1
        ) b
    ) b
) p
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live

-- name: page_of_the_past
-- The same at $15 as_of and $16 known_at: of each opportunity the last version with an effective time and a position no
-- later. Ranks are counted over the scopes asked for.
WITH now_live AS (
    SELECT workspace_id, generation, position FROM projection_checkpoint
    WHERE workspace_id = $1 AND projection = 'lists' AND live
), ranks AS MATERIALIZED (
    SELECT r.opportunity,
        row_number() OVER (PARTITION BY r.scope ORDER BY r.order_group, r.order_index, r.raised_position) AS rank
    FROM now_live c
    JOIN backlog_history r ON r.workspace_id = c.workspace_id AND r.generation = c.generation
    WHERE r.order_group < 2
        AND r.scope = $8 -- if scope
        AND r.effective_from <= $15 AND r.from_position <= $16
        AND (r.to_position IS NULL OR r.effective_to > $15 OR r.to_position > $16)
)
SELECT c.position, p.*
FROM now_live c
CROSS JOIN LATERAL (
    SELECT array_to_string((array_agg('{"rank":' || coalesce(b.rank::text, 'null') || ',' || b.item))[1:$2], ',') AS items,
        count(*) > $2 AS more
        , (array_agg(b.order_group))[$2] AS order_group -- if key_rank
        , (array_agg(b.order_index))[$2] AS order_index -- if key_rank
        , (array_agg(b.raised_at))[$2] AS raised_at -- if key_raised
        , (array_agg(b.effective_from))[$2] AS effective_from -- if key_changed
        , (array_agg(b.title_key))[$2] AS title_key -- if key_title
        , (array_agg(b.raised_position))[$2] AS raised_position
    FROM (
        SELECT b.*, CASE WHEN b.order_group < 2 THEN (
            SELECT r.rank FROM ranks r WHERE r.opportunity = b.opportunity
        ) END AS rank
        FROM (
            SELECT * FROM (SELECT * FROM backlog_history b
            WHERE b.workspace_id = c.workspace_id AND b.generation = c.generation
                AND b.effective_from <= $15 AND b.from_position <= $16
                AND (b.to_position IS NULL OR b.effective_to > $15 OR b.to_position > $16)
                AND b.raised_position <= $16 AND b.raised_at <= $15
                AND b.order_group >= 2 -- if from_2
                AND b.order_group >= 3 -- if from_3
                AND b.order_group >= 4 -- if from_4
                AND b.order_group < 2 -- if below_2
                AND b.order_group < 3 -- if below_3
                AND b.order_group < 4 -- if below_4
                AND b.scope = $8 -- if scope
                AND b.state = $9 -- if state
                AND b.theme = $10 -- if theme
                AND b.decisions @> ARRAY[$11::text] -- if decision
                AND NOT b.evidence -- if without_evidence
                AND NOT b.impacted -- if without_impact
                AND NOT b.valued -- if without_value
                AND NOT b.aligned -- if without_alignment
                AND NOT b.assessed -- if without_assessment
                AND $12 <> ALL (b.value_sides) -- if without_side
                AND b.title_key >= $13 AND b.title_key < $14 -- if title
                AND (b.order_group, b.order_index, b.raised_position) > ((SELECT $3::smallint), (SELECT $4::integer), (SELECT $7::bigint)) -- if after_rank
                AND (b.order_group, b.order_index, b.raised_position) < ((SELECT $3::smallint), (SELECT $4::integer), (SELECT $7::bigint)) -- if after_rank_down
                AND (b.raised_at, b.raised_position) > ((SELECT $5::timestamptz), (SELECT $7::bigint)) -- if after_raised
                AND (b.raised_at, b.raised_position) < ((SELECT $5::timestamptz), (SELECT $7::bigint)) -- if after_raised_down
                AND (b.title_key, b.raised_position) > ((SELECT $6::text), (SELECT $7::bigint)) -- if after_title
                AND (b.title_key, b.raised_position) < ((SELECT $6::text), (SELECT $7::bigint)) -- if after_title_down
                AND (b.effective_from, b.raised_position) > ((SELECT $5::timestamptz), (SELECT $7::bigint)) -- if after_changed
                AND (b.effective_from, b.raised_position) < ((SELECT $5::timestamptz), (SELECT $7::bigint)) -- if after_changed_down
            ORDER BY b.workspace_id
                , b.order_group, b.order_index, b.raised_position -- if by_rank
                , b.order_group DESC, b.order_index DESC, b.raised_position DESC -- if by_rank_down
                , b.raised_at, b.raised_position -- if by_raised
                , b.raised_at DESC, b.raised_position DESC -- if by_raised_down
                , b.title_key, b.raised_position -- if by_title
                , b.title_key DESC, b.raised_position DESC -- if by_title_down
                , b.effective_from, b.raised_position -- if by_changed
                , b.effective_from DESC, b.raised_position DESC -- if by_changed_down
            LIMIT 201) b LIMIT $2 + 1
        ) b
    ) b
) p
