-- name: tables
-- Where some decisions stand, and which revision is their latest.
SELECT d.decision, d.state, (d.item::jsonb ->> 'revision')::bigint AS revision
FROM projection_checkpoint c
JOIN decision d ON d.workspace_id = c.workspace_id AND d.generation = c.generation
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live AND d.decision = ANY ($2::text[])
