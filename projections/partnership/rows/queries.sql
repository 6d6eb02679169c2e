-- Rows and lists of the partnership.

-- name: load
SELECT kind || ':' || subject AS subject, memory FROM partnership
WHERE workspace_id = $1 AND generation = $2 AND (kind, subject) IN (
    SELECT split_part(s, ':', 1), substr(s, strpos(s, ':') + 1) FROM unnest($3::text[]) AS s
)

-- name: keep
INSERT INTO partnership (workspace_id, generation, kind, subject, began_position, marks, item, memory)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (workspace_id, generation, kind, subject) DO UPDATE SET
    began_position = excluded.began_position, marks = excluded.marks, item = excluded.item, memory = excluded.memory

-- name: drop
WITH gone AS (
    DELETE FROM partnership WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM partnership WHERE workspace_id = $1 AND generation = $2 LIMIT $3
    )) AND workspace_id = $1
    RETURNING 1
)
SELECT count(*) FROM gone

-- name: page
-- $1 workspace, $2 kind, $3 marks that rows must have, $4 and $5 the key of the row before, $6 limit. Names: see people.
SELECT c.position, b.item, b.began_position, b.subject, n.name, n.email, n.login, n.title
FROM projection_checkpoint c
LEFT JOIN LATERAL (
    SELECT * FROM partnership b
    WHERE b.workspace_id = c.workspace_id AND b.generation = c.generation AND b.kind = $2
        AND b.marks @> $3::text[] AND (b.began_position, b.subject) > ($4::bigint, $5::text)
    ORDER BY b.began_position, b.subject LIMIT $6
) b ON true
LEFT JOIN person n ON n.workspace_id = c.workspace_id AND n.person = b.subject AND $2 = 'person'
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live
ORDER BY b.began_position, b.subject
