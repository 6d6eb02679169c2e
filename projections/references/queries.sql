-- name: at_positions
SELECT position, entry FROM event WHERE workspace_id = $1 AND position = ANY ($2::bigint[])

-- name: tagged
-- Every event of some tags up to a position, oldest first, each with the tag that found it; '' leaves types open.
SELECT t.tag, e.entry
FROM event_tag t JOIN event e ON e.workspace_id = t.workspace_id AND e.position = t.position
WHERE t.workspace_id = $1 AND t.tag = ANY ($2::text[]) AND t.position <= $3::bigint
    AND ($4::text[] IS NULL OR t.type = ANY ($4::text[]))
ORDER BY t.workspace_id, t.position
