-- name: totals
-- Benefits summed up by receiver, kind and unit ('' for those without an amount). $2 marks that rows must have; the sum
-- before: $3 receiver, $4 kind, $5 unit; $6 limit.
SELECT c.position, p.*
FROM projection_checkpoint c
LEFT JOIN LATERAL (
    SELECT t.receiver, t.kind, t.unit, sum(t.value) AS total, count(*) AS benefits,
        count(*) FILTER (WHERE t.confirmed) AS confirmed
    FROM (
        SELECT b.item::jsonb ->> 'receiver' AS receiver, b.item::jsonb ->> 'benefit_kind' AS kind,
            coalesce(b.item::jsonb -> 'amount' ->> 'unit', '') AS unit,
            (b.item::jsonb -> 'amount' ->> 'value')::numeric AS value, b.marks @> '{state:confirmed}' AS confirmed
        FROM subject b
        WHERE b.workspace_id = c.workspace_id AND b.generation = c.generation AND b.kind = 'benefit'
            AND b.marks @> $2::text[]
    ) t
    WHERE $3::text IS NULL OR (t.receiver, t.kind, t.unit) > ($3, $4::text, $5::text)
    GROUP BY t.receiver, t.kind, t.unit
    ORDER BY t.receiver, t.kind, t.unit
    LIMIT $6
) p ON true
WHERE c.workspace_id = $1 AND c.projection = 'lists' AND c.live
ORDER BY p.receiver, p.kind, p.unit
