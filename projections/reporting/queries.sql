-- The lines of reports. Lines that end in `-- if …` are sent only where they are asked for: choosing.py.

-- name: load
SELECT line AS subject, memory FROM report_line
WHERE workspace_id = $1 AND generation = $2 AND line = ANY ($3::text[])

-- name: keep
INSERT INTO report_line (
    workspace_id, generation, line, kind, began_position, began_at, began_recorded_at, weight, parent, scope, people,
    sides, opportunities, marks, memory
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT (workspace_id, generation, line) DO UPDATE SET
    began_at = excluded.began_at, began_recorded_at = excluded.began_recorded_at, weight = excluded.weight,
    parent = excluded.parent, scope = excluded.scope, people = excluded.people, sides = excluded.sides,
    opportunities = excluded.opportunities, marks = excluded.marks, memory = excluded.memory

-- name: drop
WITH gone AS (
    DELETE FROM report_line WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM report_line WHERE workspace_id = $1 AND generation = $2 LIMIT $3
    )) AND workspace_id = $1
    RETURNING 1
)
SELECT count(*) FROM gone

-- name: page
-- $1 workspace, $2 limit, $3 kind; after: $4 weight, $5 began_position; filters: $6 person, $7 side, $8 opportunity,
-- $9 scope, $10 and $11 from and to, $12 whether those are times of recording, $13 marks, one of which it must have,
-- $14 what days are compared with, $15 the seed of a sample; $16 the line, with $4 and $5. The least weight comes first.
SELECT c.position, p.*
FROM projection_checkpoint c
LEFT JOIN LATERAL (
    SELECT l.line, l.weight, l.began_position, l.memory
        , count(*) OVER () AS population -- if sample
    FROM report_line l
    LEFT JOIN report_line a ON a.workspace_id = l.workspace_id AND a.generation = l.generation AND a.line = l.parent
    WHERE l.workspace_id = c.workspace_id AND l.generation = c.generation AND l.kind = $3
        AND (l.weight, l.began_position, l.line) > ($4::bigint, $5::bigint, $16::text) -- if after
        AND ($6::text IS NULL OR $6 = ANY (l.people))
        AND ($7::text IS NULL OR $7 = ANY (l.sides))
        AND ($8::text IS NULL OR $8 = ANY (l.opportunities) OR $8 = ANY (a.opportunities))
        AND ($9::text IS NULL OR coalesce(l.scope, a.scope, (
            SELECT o.scope FROM report_line o
            WHERE o.workspace_id = l.workspace_id AND o.generation = l.generation
                AND o.line = 'opportunity:' || a.opportunities[1]
        )) = $9)
        AND ($10::timestamptz IS NULL OR CASE WHEN $12 THEN l.began_recorded_at ELSE l.began_at END >= $10)
        AND ($11::timestamptz IS NULL OR CASE WHEN $12 THEN l.began_recorded_at ELSE l.began_at END <= $11)
        AND l.marks && $13::text[] -- if marked
        AND 'agreed' = ANY (l.marks) -- if agreed
        AND NOT l.marks && '{suggested}' -- if raised
        AND (l.marks && '{unanswered,signed_within_a_minute}' OR (l.opportunities <> '{}' AND NOT EXISTS ( -- if one_sided
            SELECT FROM report_line o -- if one_sided
            WHERE o.workspace_id = l.workspace_id AND o.generation = l.generation -- if one_sided
                AND o.line = ANY (ARRAY(SELECT 'opportunity:' || x FROM unnest(l.opportunities) x)) -- if one_sided
                AND NOT ARRAY['raised:' || ((l.memory::json #>> '{item,proposed_side}'))] -- if one_sided
                    @> ARRAY(SELECT m FROM unnest(o.marks) m WHERE m LIKE 'raised:%') -- if one_sided
        ))) -- if one_sided
        AND (l.marks && '{contested,expired}' OR ('in_force' = ANY (l.marks) AND ( -- if attention
            (l.memory::json #>> '{item,review_on}')::date < $14::date -- if attention
            OR EXISTS (SELECT FROM report_line o -- if attention
                WHERE o.workspace_id = l.workspace_id AND o.generation = l.generation -- if attention
                    AND (o.line = ANY (ARRAY(SELECT 'opportunity:' || x FROM unnest(l.opportunities) x)) -- if attention
                        AND NOT o.marks && l.marks -- if attention
                    OR o.line = ANY (ARRAY( -- if attention
                        SELECT 'retracted:' || substr(m, 8) FROM unnest(l.marks) m WHERE m LIKE 'signal:%' -- if attention
                    ))))))) -- if attention
    ORDER BY l.workspace_id
        , md5($15::text || l.line) -- if sample
        , l.weight, l.began_position, l.line
    LIMIT $2
) p ON true
WHERE c.workspace_id = $1 AND c.projection = 'reports' AND c.live

-- name: beside
-- Lines by their names: those that the lines of a page rest on.
SELECT l.line, l.memory
FROM projection_checkpoint c
JOIN report_line l ON l.workspace_id = c.workspace_id AND l.generation = c.generation AND l.line = ANY ($2::text[])
WHERE c.workspace_id = $1 AND c.projection = 'reports' AND c.live

-- name: ready_or_not
-- Backlog rows beside their lines: $1 workspace, $2 limit; after: $3 raised_position; filters: $4 person, $5 side,
-- $6 opportunity, $7 scope, $8 and $9 from and to, $10 whether those are times of recording.
SELECT c.position, p.*
FROM projection_checkpoint c
LEFT JOIN LATERAL (
    SELECT '{' || b.item AS item, b.raised_position, l.memory
    FROM backlog b
    JOIN projection_checkpoint r ON r.workspace_id = b.workspace_id AND r.projection = 'reports' AND r.live
    JOIN report_line l ON l.workspace_id = b.workspace_id AND l.generation = r.generation
        AND l.line = 'opportunity:' || b.opportunity
    WHERE b.workspace_id = c.workspace_id AND b.generation = c.generation
        AND ($3::bigint IS NULL OR b.raised_position > $3)
        AND ($4::text IS NULL OR $4 = ANY (l.people))
        AND ($5::text IS NULL OR $5 = ANY (l.sides))
        AND ($6::text IS NULL OR b.opportunity = $6)
        AND ($7::text IS NULL OR b.scope = $7)
        AND ($8::timestamptz IS NULL OR CASE WHEN $10 THEN l.began_recorded_at ELSE l.began_at END >= $8)
        AND ($9::timestamptz IS NULL OR CASE WHEN $10 THEN l.began_recorded_at ELSE l.began_at END <= $9)
        AND b.decisions <> '{}' AND ('{' || b.item)::json #>> '{missing,0}' IS NOT NULL -- if gaps
        AND b.state IN ('deferred', 'declined') AND ('{' || b.item)::json #>> '{missing,0}' IS NULL -- if revisit
    ORDER BY b.raised_position
    LIMIT $2
) p ON true
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live
ORDER BY p.raised_position

-- name: spans
-- How long opportunities took: filters as above. Seconds from being raised, by step.
WITH shown AS (
    SELECT l.began_at, l.memory::json -> 'item' AS item
    FROM projection_checkpoint c
    JOIN report_line l ON l.workspace_id = c.workspace_id AND l.generation = c.generation AND l.kind = 'opportunity'
        AND NOT l.marks && '{suggested}'
    WHERE c.workspace_id = $1 AND c.projection = 'reports' AND c.live
        AND ($2::text IS NULL OR $2 = ANY (l.people))
        AND ($3::text IS NULL OR $3 = ANY (l.sides))
        AND ($4::text IS NULL OR $4 = ANY (l.opportunities))
        AND ($5::text IS NULL OR l.scope = $5)
        AND ($6::timestamptz IS NULL OR CASE WHEN $8 THEN l.began_recorded_at ELSE l.began_at END >= $6)
        AND ($7::timestamptz IS NULL OR CASE WHEN $8 THEN l.began_recorded_at ELSE l.began_at END <= $7)
), steps AS (
    SELECT s.step, s.n, extract(epoch FROM (item ->> (s.step || '_at'))::timestamptz - began_at)::float AS seconds
    FROM shown CROSS JOIN unnest('{value_agreed,proposed,agreed,started,achieved}'::text[]) WITH ORDINALITY AS s (step, n)
    WHERE item ->> (s.step || '_at') IS NOT NULL
)
SELECT s.step, count(t.seconds) AS opportunities,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY t.seconds) AS median_seconds,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY t.seconds) AS p90_seconds,
    (SELECT count(*) FROM shown) AS raised
FROM unnest('{value_agreed,proposed,agreed,started,achieved}'::text[]) WITH ORDINALITY AS s (step, n)
LEFT JOIN steps t ON t.step = s.step
GROUP BY s.step, s.n
ORDER BY s.n

-- name: balance
-- By side: what it raised, proposed, saw come first, and where it yielded to another side's revision. Filters as above.
WITH shown AS (
    SELECT l.kind, l.line, l.marks, l.memory::json -> 'item' AS item, l.generation
    FROM projection_checkpoint c
    JOIN report_line l ON l.workspace_id = c.workspace_id AND l.generation = c.generation
        AND l.kind IN ('opportunity', 'decision') AND NOT l.marks && '{suggested}'
    WHERE c.workspace_id = $1 AND c.projection = 'reports' AND c.live
        AND ($2::text IS NULL OR $2 = ANY (l.people))
        AND ($3::text IS NULL OR $3 = ANY (l.sides))
        AND ($4::text IS NULL OR $4 = ANY (l.opportunities))
        AND ($5::text IS NULL OR l.scope = $5)
        AND ($6::timestamptz IS NULL OR CASE WHEN $8 THEN l.began_recorded_at ELSE l.began_at END >= $6)
        AND ($7::timestamptz IS NULL OR CASE WHEN $8 THEN l.began_recorded_at ELSE l.began_at END <= $7)
), counted AS (
    SELECT substr(m, 8) AS side, 'raised' AS what FROM shown CROSS JOIN unnest(marks) m
    WHERE kind = 'opportunity' AND m LIKE 'raised:%'
    UNION ALL
    SELECT item ->> 'proposed_side', 'proposed' FROM shown WHERE kind = 'decision'
    UNION ALL
    SELECT item ->> 'proposed_side', 'yielded' FROM shown
    WHERE kind = 'decision' AND item ->> 'agreed_side' <> item ->> 'proposed_side'
    UNION ALL
    SELECT substr(m, 8), 'won' FROM shown d
    JOIN report_line o ON o.workspace_id = $1 AND o.generation = d.generation
        AND o.line = 'opportunity:' || (d.item #>> '{taken,0}')
    CROSS JOIN unnest(o.marks) m
    WHERE d.kind = 'decision' AND 'agreed' = ANY (d.marks) AND m LIKE 'raised:%'
        AND d.item ->> 'kind' IN ('first_priority', 'backlog_order', 'commitment')
)
SELECT s.side,
    count(*) FILTER (WHERE c.what = 'raised') AS raised,
    count(*) FILTER (WHERE c.what = 'proposed') AS proposed,
    count(*) FILTER (WHERE c.what = 'won') AS won,
    count(*) FILTER (WHERE c.what = 'yielded') AS yielded
FROM (SELECT DISTINCT side FROM counted WHERE side IS NOT NULL) s
JOIN counted c USING (side)
GROUP BY s.side
ORDER BY s.side

-- name: learning
-- Finished experiments by kata: how many were learned from, what came of them, the days between. Filters as above.
SELECT l.memory::json #>> '{item,kata}' AS kata, count(*) AS planned,
    count(*) FILTER (WHERE 'learned' = ANY (l.marks)) AS learned,
    count(*) FILTER (WHERE 'abandoned' = ANY (l.marks)) AS abandoned,
    count(*) FILTER (WHERE 'confirmed' = ANY (l.marks)) AS confirmed,
    count(*) FILTER (WHERE 'refuted' = ANY (l.marks)) AS refuted,
    count(*) FILTER (WHERE 'partly' = ANY (l.marks)) AS partly,
    count(*) FILTER (WHERE 'inconclusive' = ANY (l.marks)) AS inconclusive,
    count(*) FILTER (WHERE l.memory::json #>> '{item,late}' = 'true') AS late,
    min(l.began_at) AS first_at, max(l.began_at) AS last_at
FROM projection_checkpoint c
JOIN report_line l ON l.workspace_id = c.workspace_id AND l.generation = c.generation AND l.kind = 'experiment'
LEFT JOIN report_line a ON a.workspace_id = l.workspace_id AND a.generation = l.generation AND a.line = l.parent
WHERE c.workspace_id = $1 AND c.projection = 'reports' AND c.live
    AND ($2::text IS NULL OR $2 = ANY (l.people))
    AND ($3::text IS NULL OR $3 = ANY (l.sides))
    AND ($4::text IS NULL OR $4 = ANY (a.opportunities))
    AND ($5::text IS NULL OR $5 = (
        SELECT o.scope FROM report_line o
        WHERE o.workspace_id = l.workspace_id AND o.generation = l.generation
            AND o.line = 'opportunity:' || a.opportunities[1]
    ))
    AND ($6::timestamptz IS NULL OR CASE WHEN $8 THEN l.began_recorded_at ELSE l.began_at END >= $6)
    AND ($7::timestamptz IS NULL OR CASE WHEN $8 THEN l.began_recorded_at ELSE l.began_at END <= $7)
GROUP BY 1
ORDER BY 1

-- name: position
SELECT position FROM projection_checkpoint WHERE workspace_id = $1 AND projection = 'reports' AND live

-- name: acts
-- What a person did or typed for somebody else: $1 workspace, $2 person, $3 limit,
-- $4 after this position, $5 and $6 from and to, $7 whether those are times of recording, $8 side, $9 opportunity.
SELECT e.position, e.type, e.entry
FROM event e
WHERE e.workspace_id = $1 AND e.position > $4
    AND (e.actor = $2 OR e.position IN (
        SELECT l.began_position FROM report_line l
        JOIN projection_checkpoint c ON c.workspace_id = l.workspace_id AND c.projection = 'reports' AND c.live
            AND c.generation = l.generation
        WHERE l.workspace_id = $1 AND l.kind = 'hand' AND l.parent = 'person:' || $2
    ))
    AND ($5::timestamptz IS NULL OR CASE WHEN $7 THEN e.recorded_at ELSE e.occurred_at END >= $5)
    AND ($6::timestamptz IS NULL OR CASE WHEN $7 THEN e.recorded_at ELSE e.occurred_at END <= $6)
    AND ($8::text IS NULL OR e.entry::json ->> 'side' = $8)
    AND ($9::text IS NULL OR EXISTS (
        SELECT FROM event_tag t
        WHERE t.workspace_id = $1 AND t.tag = 'opportunity:' || $9 AND t.position = e.position
    ))
ORDER BY e.position
LIMIT $3
