-- name: leaves_and_subtrees
-- The hashes of several ranges side by side: leaves first + 1 to last at level 0, else subtrees first to last - 1.
SELECT CASE
    WHEN o.level = 0 THEN (
        SELECT string_agg(e.leaf, ''::bytea ORDER BY e.position) FROM event e
        WHERE e.workspace_id = $1 AND e.position > o.first AND e.position <= o.last
    )
    ELSE (
        SELECT string_agg(s.hash, ''::bytea ORDER BY s.number) FROM merkle_subtree s
        WHERE s.workspace_id = $1 AND s.level = o.level AND s.number >= o.first AND s.number < o.last
    )
END AS hashes
FROM unnest($2::int[], $3::bigint[], $4::bigint[]) WITH ORDINALITY AS o (level, first, last, nth)
ORDER BY o.nth

-- name: next_subtrees
-- Per level the number of the first subtree that is not there yet.
SELECT coalesce((
    SELECT s.number + 1 FROM merkle_subtree s
    WHERE s.workspace_id = $1 AND s.level = o.level ORDER BY s.number DESC LIMIT 1
), 0) AS next
FROM unnest($2::int[]) WITH ORDINALITY AS o (level, nth)
ORDER BY o.nth

-- name: add_subtrees
INSERT INTO merkle_subtree (workspace_id, level, number, hash)
SELECT $1, $2, $3 + o.nth - 1, o.hash FROM unnest($4::bytea[]) WITH ORDINALITY AS o (hash, nth)
ON CONFLICT DO NOTHING

-- name: positions_of_tag
SELECT e.position, e.entry
FROM event_tag t
JOIN event e ON e.workspace_id = t.workspace_id AND e.position = t.position
WHERE t.workspace_id = $1 AND t.tag = $2 AND t.position <= $3
ORDER BY t.position
LIMIT $4

-- name: states_after
-- One page of all ledgers with something in them, in the order of their numbers.
SELECT w.workspace_id, w.slug, l.head, l.epoch, l.frontier
FROM workspace w JOIN ledger l ON l.workspace_id = w.workspace_id
WHERE w.workspace_id > $1 AND l.head > 0
ORDER BY w.workspace_id
LIMIT $2
