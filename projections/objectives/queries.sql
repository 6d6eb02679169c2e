-- name: opportunities
-- What some opportunities are called and where they stand. The text of an item lacks its first brace.
SELECT b.opportunity, b.state, ('{' || b.item)::jsonb ->> 'title' AS title
FROM projection_checkpoint c
JOIN backlog b ON b.workspace_id = c.workspace_id AND b.generation = c.generation
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live AND b.opportunity = ANY ($2::text[])
