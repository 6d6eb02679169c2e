-- Rows and lists of the playbook's subjects.

-- name: load
SELECT kind || ':' || subject AS subject, memory FROM subject
WHERE workspace_id = $1 AND generation = $2 AND (kind, subject) IN (
    SELECT split_part(s, ':', 1), substr(s, strpos(s, ':') + 1) FROM unnest($3::text[]) AS s
)

-- name: keep
INSERT INTO subject (workspace_id, generation, kind, subject, began_position, marks, item, memory)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (workspace_id, generation, kind, subject) DO UPDATE SET
    began_position = excluded.began_position, marks = excluded.marks, item = excluded.item, memory = excluded.memory

-- name: drop
WITH gone AS (
    DELETE FROM subject WHERE workspace_id = $1 AND generation = $2 AND (kind, subject) IN (
        SELECT kind, subject FROM subject WHERE workspace_id = $1 AND generation = $2 ORDER BY kind, subject LIMIT $3
    )
    RETURNING 1
)
SELECT count(*) FROM gone

-- name: page
-- $1 workspace, $2 kind, $3 marks that rows must have, $4 where the row before began, $5 limit. A position begins one
-- row of a kind at most.
SELECT c.position, b.item, b.began_position
FROM projection_checkpoint c
LEFT JOIN LATERAL (
    SELECT * FROM subject b
    WHERE b.workspace_id = c.workspace_id AND b.generation = c.generation AND b.kind = $2
        AND b.marks @> $3::text[]
        AND b.began_position > $4::bigint -- if upwards
        AND b.began_position < $4::bigint -- if downwards
    ORDER BY b.workspace_id
        , b.began_position -- if upwards
        , b.began_position DESC -- if downwards
    LIMIT $5
) b ON true
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live
ORDER BY b.workspace_id
    , b.began_position -- if upwards
    , b.began_position DESC -- if downwards
