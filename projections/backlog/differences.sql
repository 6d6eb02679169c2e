-- What differs in the backlog between two bounds.

-- name: differences
-- $1 workspace; from: $2 as_of, $3 known_at; to: $4, $5; $6 scope or null; $7 after this raised_position; $8 limit.
WITH now_live AS (
    SELECT workspace_id, generation, position FROM projection_checkpoint
    WHERE workspace_id = $1 AND projection = 'lists' AND live
), former AS MATERIALIZED (
    SELECT h.opportunity, h.scope, h.order_group, h.order_index, h.raised_position, h.from_position, h.state, h.item,
        CASE WHEN h.order_group < 2 THEN row_number() OVER (
            PARTITION BY h.scope ORDER BY h.order_group, h.order_index, h.raised_position
        ) END AS rank
    FROM now_live c JOIN backlog_history h ON h.workspace_id = c.workspace_id AND h.generation = c.generation
    WHERE h.effective_from <= $2 AND h.from_position <= $3
        AND (h.to_position IS NULL OR h.effective_to > $2 OR h.to_position > $3)
        AND h.raised_position <= $3 AND h.raised_at <= $2
        AND ($6::text IS NULL OR h.scope = $6)
), later AS MATERIALIZED (
    SELECT h.opportunity, h.scope, h.order_group, h.order_index, h.raised_position, h.from_position, h.state, h.item,
        CASE WHEN h.order_group < 2 THEN row_number() OVER (
            PARTITION BY h.scope ORDER BY h.order_group, h.order_index, h.raised_position
        ) END AS rank
    FROM now_live c JOIN backlog_history h ON h.workspace_id = c.workspace_id AND h.generation = c.generation
    WHERE h.effective_from <= $4 AND h.from_position <= $5
        AND (h.to_position IS NULL OR h.effective_to > $4 OR h.to_position > $5)
        AND h.raised_position <= $5 AND h.raised_at <= $4
        AND ($6::text IS NULL OR h.scope = $6)
), shifts AS (
    SELECT s.scope, (array_agg(DISTINCT s.from_position))[:200] AS positions
    FROM (
        SELECT h.scope, h.from_position, d.low, d.high,
            h.scope IS DISTINCT FROM lag(h.scope) OVER of_one OR h.order_group IS DISTINCT FROM lag(h.order_group) OVER of_one
                OR h.order_index IS DISTINCT FROM lag(h.order_index) OVER of_one AS reordered
        FROM now_live c
        CROSS JOIN (
            SELECT coalesce(l.opportunity, f.opportunity) AS opportunity,
                least(coalesce(f.from_position, 0), coalesce(l.from_position, 0)) AS low,
                greatest(coalesce(f.from_position, 0), coalesce(l.from_position, 0)) AS high
            FROM former f FULL JOIN later l ON l.opportunity = f.opportunity
            WHERE f.rank IS DISTINCT FROM l.rank AND f.from_position IS DISTINCT FROM l.from_position
        ) d
        JOIN backlog_history h
            ON h.workspace_id = c.workspace_id AND h.generation = c.generation AND h.opportunity = d.opportunity
        WINDOW of_one AS (PARTITION BY h.opportunity ORDER BY h.from_position)
    ) s
    WHERE s.reordered AND s.from_position > s.low AND s.from_position <= s.high
    GROUP BY s.scope
), both_bounds AS (
    SELECT coalesce(l.opportunity, f.opportunity) AS opportunity,
        coalesce(l.raised_position, f.raised_position) AS raised_position,
        coalesce(l.scope, f.scope) AS scope,
        coalesce(f.from_position, 0) AS former_position, coalesce(l.from_position, 0) AS later_position,
        f.rank IS DISTINCT FROM l.rank AS moved,
        CASE WHEN f.order_group < 3 THEN '{"rank":' || coalesce(f.rank::text, 'null') || ',' || f.item END AS before,
        CASE WHEN l.order_group < 3 THEN '{"rank":' || coalesce(l.rank::text, 'null') || ',' || l.item END AS after,
        l.state AS ended_as
    FROM former f FULL JOIN later l ON l.opportunity = f.opportunity
    WHERE (f.order_group < 3 OR l.order_group < 3)
        AND (f.from_position IS DISTINCT FROM l.from_position OR f.rank IS DISTINCT FROM l.rank)
)
SELECT c.position, b.*, ARRAY(
    SELECT h.from_position FROM backlog_history h
    WHERE h.workspace_id = c.workspace_id AND h.generation = c.generation AND h.opportunity = b.opportunity
        AND h.from_position > least(b.former_position, b.later_position)
        AND h.from_position <= greatest(b.former_position, b.later_position)
    ORDER BY h.from_position DESC LIMIT 200
) AS positions, CASE WHEN b.moved THEN (SELECT s.positions FROM shifts s WHERE s.scope = b.scope) END AS shifted
FROM now_live c LEFT JOIN LATERAL (
    SELECT * FROM both_bounds WHERE raised_position > $7 ORDER BY raised_position LIMIT $8 + 1
) b ON true
ORDER BY b.raised_position

-- name: standings
-- How some opportunities stand at a bound: $1 workspace, $2 opportunities, $3 as_of, $4 known_at.
WITH now_live AS (
    SELECT workspace_id, generation, position FROM projection_checkpoint
    WHERE workspace_id = $1 AND projection = 'lists' AND live
), then_there AS (
    SELECT h.*, c.position AS shown
    FROM now_live c JOIN backlog_history h ON h.workspace_id = c.workspace_id AND h.generation = c.generation
    WHERE h.effective_from <= $3 AND h.from_position <= $4
        AND (h.to_position IS NULL OR h.effective_to > $3 OR h.to_position > $4)
        AND h.raised_position <= $4 AND h.raised_at <= $3
        AND h.scope IN (
            SELECT s.scope FROM backlog_history s
            WHERE s.workspace_id = c.workspace_id AND s.generation = c.generation AND s.opportunity = ANY ($2::text[])
        )
), ranked AS (
    SELECT t.*, CASE WHEN t.order_group < 2 THEN row_number() OVER (
        PARTITION BY t.scope ORDER BY t.order_group, t.order_index, t.raised_position
    ) END AS rank
    FROM then_there t
)
SELECT opportunity, scope, order_group, order_index, raised_position, from_position, decisions, rank, shown
FROM ranked WHERE opportunity = ANY ($2::text[])
