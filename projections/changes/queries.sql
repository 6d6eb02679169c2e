-- What changed, and what it is called.

-- name: own_last
-- Where a person acted last: $1 workspace, $2 person.
SELECT coalesce(max(position), 0) FROM event WHERE workspace_id = $1 AND actor = $2

-- name: part
-- In which of the subjects $2 somebody takes part: who acted on it ($3), or for whom something waits there ($4).
SELECT s.tag
FROM unnest($2::text[]) AS s (tag)
WHERE EXISTS (
    SELECT FROM event_tag t JOIN event e ON e.workspace_id = t.workspace_id AND e.position = t.position
    WHERE t.workspace_id = $1 AND t.tag = s.tag AND e.actor = $3
) OR EXISTS (
    SELECT FROM matter m
    JOIN projection_checkpoint c ON c.workspace_id = m.workspace_id AND c.generation = m.generation
        AND c.projection = 'waiting' AND c.live
    WHERE m.workspace_id = $1 AND m.kind = split_part(s.tag, ':', 1)
        AND m.subject = substr(s.tag, strpos(s.tag, ':') + 1) AND m.audience && $4::text[]
)

-- name: titles
-- What the subjects $2 are called, where a list knows it.
SELECT 'opportunity:' || b.opportunity AS tag, ('{' || b.item)::json ->> 'title' AS title
FROM projection_checkpoint c JOIN backlog b ON b.workspace_id = c.workspace_id AND b.generation = c.generation
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live
    AND b.opportunity IN (SELECT substr(s, 13) FROM unnest($2::text[]) AS s WHERE s LIKE 'opportunity:%')
UNION ALL
SELECT m.kind || ':' || m.subject, replace(m.item::json ->> 'title', '{about}',
        coalesce('“' || (('{' || b.item)::json ->> 'title') || '”', m.about, ''))
FROM projection_checkpoint c JOIN matter m ON m.workspace_id = c.workspace_id AND m.generation = c.generation
LEFT JOIN projection_checkpoint l ON l.workspace_id = c.workspace_id AND l.projection = 'lists' AND l.live
LEFT JOIN backlog b ON b.workspace_id = l.workspace_id AND b.generation = l.generation AND b.opportunity = m.about
WHERE c.workspace_id = $1 AND c.projection = 'waiting' AND c.live AND m.kind <> 'opportunity' AND (m.kind, m.subject) IN (
    SELECT split_part(s, ':', 1), substr(s, strpos(s, ':') + 1) FROM unnest($2::text[]) AS s
)
UNION ALL
SELECT t.kind || ':' || t.subject, t.item::json ->> 'title'
FROM projection_checkpoint c JOIN subject t ON t.workspace_id = c.workspace_id AND t.generation = c.generation
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live
    AND t.kind IN ('metric', 'objectives', 'map', 'tracker-link') AND (t.kind, t.subject) IN (
        SELECT split_part(s, ':', 1), substr(s, strpos(s, ':') + 1) FROM unnest($2::text[]) AS s
    )
