-- The decisions' rows and lists. Lines that end in `-- if …` are sent only where they are asked for: choosing.py.

-- name: load
SELECT decision AS subject, memory FROM decision
WHERE workspace_id = $1 AND generation = $2 AND decision = ANY ($3::text[])

-- name: keep
INSERT INTO decision (
    workspace_id, generation, decision, kind, scope, state, side, opportunities, proposed_position, proposed_at,
    agreed_at, respond_by, review_on, due_at, from_position, effective_from, item, memory
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
ON CONFLICT (workspace_id, generation, decision) DO UPDATE SET
    kind = excluded.kind, scope = excluded.scope, state = excluded.state, side = excluded.side,
    opportunities = excluded.opportunities, proposed_position = excluded.proposed_position,
    proposed_at = excluded.proposed_at, agreed_at = excluded.agreed_at, respond_by = excluded.respond_by,
    review_on = excluded.review_on, due_at = excluded.due_at, from_position = excluded.from_position,
    effective_from = excluded.effective_from, item = excluded.item, memory = excluded.memory

-- name: due
-- Decisions of all workspaces whose time came by $1, beginning behind ($2, $3, $4).
SELECT d.workspace_id, w.slug, d.decision, d.due_at, d.from_position, (d.item::jsonb ->> 'revision')::bigint AS revision
FROM decision d
JOIN projection_checkpoint c ON c.workspace_id = d.workspace_id AND c.projection = 'lists' AND c.live
    AND c.generation = d.generation
JOIN workspace w ON w.workspace_id = d.workspace_id
WHERE d.due_at <= $1 AND (d.due_at, d.workspace_id, d.decision) > ($2, $3, $4)
ORDER BY d.due_at, d.workspace_id, d.decision
LIMIT $5

-- name: drop
WITH gone AS (
    DELETE FROM decision WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM decision WHERE workspace_id = $1 AND generation = $2 LIMIT $3
    )) AND workspace_id = $1
    RETURNING 1
)
SELECT count(*) FROM gone

-- name: drop_versions
WITH gone AS (
    DELETE FROM decision_version WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM decision_version WHERE workspace_id = $1 AND generation = $2 LIMIT $3
    )) AND workspace_id = $1
    RETURNING 1
)
SELECT count(*) FROM gone

-- name: page
-- One row: the items of a page, joined, and the key of the last of them. $1 workspace, $2 limit; after: $3 a time,
-- $4 a day, $5 proposed_position; filters: $6 state, $7 kind, $8 scope, $9 opportunity, $10 side. The longest page (201)
-- and (SELECT $3) keep the planner from planning each page anew.
WITH given AS (
    SELECT $1::bigint, $2::bigint, $3::timestamptz, $4::date, $5::bigint, $6::text, $7::text, $8::text, $9::text,
        $10::text
)
SELECT c.position, p.*
FROM projection_checkpoint c
CROSS JOIN LATERAL (
    SELECT string_agg(b.item, ',') FILTER (WHERE b.n <= $2) AS items, count(*) > $2 AS more,
        max(b.proposed_at) FILTER (WHERE b.n = $2) AS proposed_at,
        max(b.agreed_at) FILTER (WHERE b.n = $2) AS agreed_at,
        max(b.respond_by) FILTER (WHERE b.n = $2) AS respond_by,
        max(b.review_on) FILTER (WHERE b.n = $2) AS review_on,
        max(b.proposed_position) FILTER (WHERE b.n = $2) AS proposed_position
    FROM (
        SELECT b.*, row_number() OVER () AS n
        FROM (
            SELECT * FROM (SELECT * FROM decision b
            WHERE b.workspace_id = c.workspace_id AND b.generation = c.generation
                AND b.state = $6 -- if state
                AND b.state IN ('agreed', 'contested') -- if in_force
                AND b.state NOT IN ('agreed', 'contested') -- if not_in_force
                AND b.kind = $7 -- if kind
                AND b.scope = $8 -- if scope
                AND b.opportunities @> ARRAY[$9::text] AND b.opportunities <> '{}' -- if opportunity
                AND b.side = $10 -- if side
                AND b.agreed_at IS NOT NULL -- if with_agreed
                AND b.respond_by IS NOT NULL -- if with_respond_by
                AND b.review_on IS NOT NULL -- if with_review_on
                AND (b.proposed_at, b.proposed_position) > ((SELECT $3), (SELECT $5)) -- if after_proposed
                AND (b.proposed_at, b.proposed_position) < ((SELECT $3), (SELECT $5)) -- if after_proposed_down
                AND (b.agreed_at, b.proposed_position) > ((SELECT $3), (SELECT $5)) -- if after_agreed
                AND (b.agreed_at, b.proposed_position) < ((SELECT $3), (SELECT $5)) -- if after_agreed_down
                AND (b.respond_by, b.proposed_position) > ((SELECT $3), (SELECT $5)) -- if after_respond_by
                AND (b.respond_by, b.proposed_position) < ((SELECT $3), (SELECT $5)) -- if after_respond_by_down
                AND (b.review_on, b.proposed_position) > ((SELECT $4), (SELECT $5)) -- if after_review_on
                AND (b.review_on, b.proposed_position) < ((SELECT $4), (SELECT $5)) -- if after_review_on_down
            ORDER BY b.workspace_id
                , b.proposed_at, b.proposed_position -- if by_proposed
                , b.proposed_at DESC, b.proposed_position DESC -- if by_proposed_down
                , b.agreed_at, b.proposed_position -- if by_agreed
                , b.agreed_at DESC, b.proposed_position DESC -- if by_agreed_down
                , b.respond_by, b.proposed_position -- if by_respond_by
                , b.respond_by DESC, b.proposed_position DESC -- if by_respond_by_down
                , b.review_on, b.proposed_position -- if by_review_on
                , b.review_on DESC, b.proposed_position DESC -- if by_review_on_down
            LIMIT 201) b LIMIT $2 + 1
        ) b
    ) b
) p
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live

-- name: page_of_the_past
-- The same at $11 as_of and $12 known_at.
WITH given AS (
    SELECT $1::bigint, $2::bigint, $3::timestamptz, $4::date, $5::bigint, $6::text, $7::text, $8::text, $9::text,
        $10::text, $11::timestamptz, $12::bigint
)
SELECT c.position, p.*
FROM projection_checkpoint c
CROSS JOIN LATERAL (
    SELECT string_agg(b.item, ',') FILTER (WHERE b.n <= $2) AS items, count(*) > $2 AS more,
        max(b.proposed_at) FILTER (WHERE b.n = $2) AS proposed_at,
        max(b.agreed_at) FILTER (WHERE b.n = $2) AS agreed_at,
        max(b.respond_by) FILTER (WHERE b.n = $2) AS respond_by,
        max(b.review_on) FILTER (WHERE b.n = $2) AS review_on,
        max(b.proposed_position) FILTER (WHERE b.n = $2) AS proposed_position
    FROM (
        SELECT b.*, row_number() OVER () AS n
        FROM (
            SELECT * FROM (SELECT * FROM decision_history b
            WHERE b.workspace_id = c.workspace_id AND b.generation = c.generation
                AND b.effective_from <= $11 AND b.from_position <= $12
                AND (b.to_position IS NULL OR b.effective_to > $11 OR b.to_position > $12)
                AND b.proposed_at <= $11 AND b.proposed_position <= $12
                AND b.state = $6 -- if state
                AND b.state IN ('agreed', 'contested') -- if in_force
                AND b.state NOT IN ('agreed', 'contested') -- if not_in_force
                AND b.kind = $7 -- if kind
                AND b.scope = $8 -- if scope
                AND b.opportunities @> ARRAY[$9::text] -- if opportunity
                AND b.side = $10 -- if side
                AND b.agreed_at IS NOT NULL -- if with_agreed
                AND b.respond_by IS NOT NULL -- if with_respond_by
                AND b.review_on IS NOT NULL -- if with_review_on
                AND (b.proposed_at, b.proposed_position) > ((SELECT $3), (SELECT $5)) -- if after_proposed
                AND (b.proposed_at, b.proposed_position) < ((SELECT $3), (SELECT $5)) -- if after_proposed_down
                AND (b.agreed_at, b.proposed_position) > ((SELECT $3), (SELECT $5)) -- if after_agreed
                AND (b.agreed_at, b.proposed_position) < ((SELECT $3), (SELECT $5)) -- if after_agreed_down
                AND (b.respond_by, b.proposed_position) > ((SELECT $3), (SELECT $5)) -- if after_respond_by
                AND (b.respond_by, b.proposed_position) < ((SELECT $3), (SELECT $5)) -- if after_respond_by_down
                AND (b.review_on, b.proposed_position) > ((SELECT $4), (SELECT $5)) -- if after_review_on
                AND (b.review_on, b.proposed_position) < ((SELECT $4), (SELECT $5)) -- if after_review_on_down
            ORDER BY b.workspace_id
                , b.proposed_at, b.proposed_position -- if by_proposed
                , b.proposed_at DESC, b.proposed_position DESC -- if by_proposed_down
                , b.agreed_at, b.proposed_position -- if by_agreed
                , b.agreed_at DESC, b.proposed_position DESC -- if by_agreed_down
                , b.respond_by, b.proposed_position -- if by_respond_by
                , b.respond_by DESC, b.proposed_position DESC -- if by_respond_by_down
                , b.review_on, b.proposed_position -- if by_review_on
                , b.review_on DESC, b.proposed_position DESC -- if by_review_on_down
            LIMIT 201) b LIMIT $2 + 1
        ) b
    ) b
) p
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live
