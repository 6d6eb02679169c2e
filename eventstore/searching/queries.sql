-- Statements of the search. Where an index leads (a tag, an actor, types), positions come from it alone, a few thousand
-- at a time; otherwise stretches of the ledger are read. Either way the rest is checked on the rows.

-- name: of_tag_up
SELECT position FROM event_tag WHERE workspace_id = $1 AND tag = $2 AND position > $3 AND position < $4
ORDER BY position LIMIT $5

-- name: of_tag_down
SELECT position FROM event_tag WHERE workspace_id = $1 AND tag = $2 AND position > $3 AND position < $4
ORDER BY position DESC LIMIT $5

-- name: of_actor_up
SELECT position FROM event WHERE workspace_id = $1 AND actor = $2 AND position > $3 AND position < $4
ORDER BY position LIMIT $5

-- name: of_actor_down
SELECT position FROM event WHERE workspace_id = $1 AND actor = $2 AND position > $3 AND position < $4
ORDER BY position DESC LIMIT $5

-- name: of_types_up
SELECT found.position
FROM unnest($2::text[]) AS wanted (type)
CROSS JOIN LATERAL (
    SELECT e.position FROM event e
    WHERE e.workspace_id = $1 AND e.type = wanted.type AND e.position > $3 AND e.position < $4
    ORDER BY e.position LIMIT $5
) AS found
ORDER BY found.position LIMIT $5

-- name: of_types_down
SELECT found.position
FROM unnest($2::text[]) AS wanted (type)
CROSS JOIN LATERAL (
    SELECT e.position FROM event e
    WHERE e.workspace_id = $1 AND e.type = wanted.type AND e.position > $3 AND e.position < $4
    ORDER BY e.position DESC LIMIT $5
) AS found
ORDER BY found.position DESC LIMIT $5

-- name: checked_up
-- $3 positions, or null for all from $4 to $5. $11 are parts of the envelope, which ends where the tags begin; $12 are
-- words, in lower case, as JSON writes them.
SELECT position, entry
FROM event
WHERE workspace_id = $1
    AND ($3::bigint[] IS NULL OR position = ANY ($3))
    AND position BETWEEN $4 AND $5
    AND ($6::text[] IS NULL OR type = ANY ($6))
    AND ($7::text IS NULL OR actor = $7)
    AND occurred_at >= $8 AND occurred_at <= $9
    AND ($10::text IS NULL OR EXISTS (
        SELECT FROM event_tag t WHERE t.workspace_id = $1 AND t.tag = $10 AND t.position = event.position
    ))
    AND ($11::text[] IS NULL OR (
        SELECT bool_and(strpos(left(entry, strpos(entry, '"tags":[')), part) > 0) FROM unnest($11) AS part
    ))
    AND ($12::text[] IS NULL OR (
        SELECT bool_and(strpos(lower(entry COLLATE "pg_c_utf8"), word) > 0) FROM unnest($12) AS word
    ))
ORDER BY position LIMIT $2

-- name: checked_down
SELECT position, entry
FROM event
WHERE workspace_id = $1
    AND ($3::bigint[] IS NULL OR position = ANY ($3))
    AND position BETWEEN $4 AND $5
    AND ($6::text[] IS NULL OR type = ANY ($6))
    AND ($7::text IS NULL OR actor = $7)
    AND occurred_at >= $8 AND occurred_at <= $9
    AND ($10::text IS NULL OR EXISTS (
        SELECT FROM event_tag t WHERE t.workspace_id = $1 AND t.tag = $10 AND t.position = event.position
    ))
    AND ($11::text[] IS NULL OR (
        SELECT bool_and(strpos(left(entry, strpos(entry, '"tags":[')), part) > 0) FROM unnest($11) AS part
    ))
    AND ($12::text[] IS NULL OR (
        SELECT bool_and(strpos(lower(entry COLLATE "pg_c_utf8"), word) > 0) FROM unnest($12) AS word
    ))
ORDER BY position DESC LIMIT $2
