-- name: drifting
-- Linked items whose progress does not go with the state of the opportunity that they stand for. $2 limit, $3 where the
-- row before began, $4 what goes together, each as `<state>/<progress>`; filters: $5 tracker, $6 scope, $7 a mark of
-- progress.
SELECT c.position, p.*
FROM projection_checkpoint c
LEFT JOIN LATERAL (
    SELECT l.item, l.began_position, b.opportunity, b.state, b.scope, ('{' || b.item)::jsonb ->> 'title' AS title,
        b.from_position, s.progress
    FROM subject l
    JOIN backlog b ON b.workspace_id = l.workspace_id AND b.generation = l.generation
        AND b.opportunity = substr(l.item::jsonb ->> 'about', length('opportunity:') + 1)
    CROSS JOIN LATERAL (
        SELECT substr(m, length('progress:') + 1) AS progress FROM unnest(l.marks) m WHERE m LIKE 'progress:%'
    ) s
    WHERE l.workspace_id = c.workspace_id AND l.generation = c.generation AND l.kind = 'tracker-link'
        AND l.marks @> '{state:linked}' AND l.item::jsonb ->> 'about' LIKE 'opportunity:%'
        AND l.began_position > $3::bigint
        AND b.state || '/' || s.progress <> ALL ($4::text[])
        AND ($5::text IS NULL OR l.marks @> ARRAY['tracker:' || $5])
        AND ($6::text IS NULL OR b.scope = $6)
        AND ($7::text IS NULL OR s.progress = $7)
    ORDER BY l.workspace_id, l.began_position
    LIMIT $2
) p ON true
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live
ORDER BY p.began_position
