-- Statements of the event store. Lists inside an element are joined by U+001F, as for append_many.

-- name: append_many
-- Each list comes as one text (see packing.py): the driver takes ten times as long over the elements of an array.
SELECT status, first, last, recorded_at
FROM append_many(
    string_to_array($1, ',')::bigint[],
    string_to_array($2, ',', '-')::bigint[],
    (string_to_array($3, E'\x1f\x1f'))[2:],
    (string_to_array($4, E'\x1f\x1f', ' '))[2:],
    string_to_array($5, ',', '-')::bytea[],
    string_to_array($6, ',')::int[],
    string_to_array($7, ',')::int[],
    (string_to_array($8, E'\x1f\x1f', ' '))[2:],
    (string_to_array($9, E'\x1f\x1f'))[2:],
    (string_to_array($10, E'\x1f\x1f'))[2:],
    string_to_array($11, ',', '-')::bigint[],
    (string_to_array($12, E'\x1f\x1f'))[2:],
    string_to_array($13, ',', '-')::timestamptz[],
    (string_to_array($14, E'\x1f\x1f'))[2:],
    (string_to_array($15, E'\x1f\x1f'))[2:],
    (string_to_array($16, E'\x1f\x1f'))[2:],
    $17
)

-- name: read_boundary
-- Head, earlier use of the idempotency key and the events of all criteria, in one snapshot.
-- A criterion is (tags: all of them, types: one of them, newest: only the last match); '' = any.
SELECT l.head, l.epoch, c.digest, c.first, c.last, c.recorded_at, e.position, e.entry
FROM ledger l
LEFT JOIN command c ON c.workspace_id = l.workspace_id AND c.actor = $5 AND c.idempotency_key = $6
LEFT JOIN (
    SELECT DISTINCT m.position
    FROM unnest($2::text[], $3::text[], $4::boolean[]) AS o (tags, types, newest),
    LATERAL (
        (
            SELECT t.position FROM event_tag t
            WHERE o.tags <> '' AND t.workspace_id = $1 AND t.tag = split_part(o.tags, E'\x1f', 1)
                AND (o.types = '' OR t.type = ANY (string_to_array(o.types, E'\x1f')))
                AND (strpos(o.tags, E'\x1f') = 0 OR NOT EXISTS (
                    SELECT FROM unnest(string_to_array(o.tags, E'\x1f')) AS other (tag)
                    WHERE NOT EXISTS (
                        SELECT FROM event_tag s
                        WHERE s.workspace_id = $1 AND s.tag = other.tag AND s.position = t.position
                    )
                ))
            ORDER BY t.position DESC LIMIT CASE WHEN o.newest THEN 1 END
        )
        UNION ALL
        (
            SELECT v.position FROM event v
            WHERE o.tags = '' AND o.types <> '' AND v.workspace_id = $1
                AND v.type = ANY (string_to_array(o.types, E'\x1f'))
            ORDER BY v.position DESC LIMIT CASE WHEN o.newest THEN 1 END
        )
        UNION ALL
        (
            SELECT v.position FROM event v WHERE o.tags = '' AND o.types = '' AND v.workspace_id = $1
            ORDER BY v.position DESC LIMIT CASE WHEN o.newest THEN 1 END
        )
    ) m
) found ON true
LEFT JOIN event e ON e.workspace_id = $1 AND e.position = found.position
WHERE l.workspace_id = $1
ORDER BY e.position

-- name: read_boundaries
SELECT command, head, epoch, digest, first, last, recorded_at, "position", entry
FROM read_boundaries(
    string_to_array($1, ',')::bigint[],
    (string_to_array($2, E'\x1f\x1f'))[2:],
    (string_to_array($3, E'\x1f\x1f', ' '))[2:],
    string_to_array($4, ',')::int[],
    (string_to_array($5, E'\x1f\x1f'))[2:],
    (string_to_array($6, E'\x1f\x1f'))[2:],
    string_to_array($7, ',')::boolean[]
)
UNION ALL
-- command 0: a key among $8 that is revoked or unknown, under "digest"
SELECT 0, NULL, NULL, k.sha256, NULL, NULL, NULL, NULL, NULL
FROM unnest($8::bytea[]) AS k (sha256)
WHERE NOT EXISTS (SELECT FROM api_key a WHERE a.sha256 = k.sha256 AND a.revoked_at IS NULL)

-- name: read_tag
SELECT e.position, e.entry
FROM (
    SELECT position FROM event_tag WHERE workspace_id = $1 AND tag = $2 AND position > $3 ORDER BY position LIMIT $4
) t
JOIN event e ON e.workspace_id = $1 AND e.position = t.position
ORDER BY e.position

-- name: follow
SELECT position, entry FROM event WHERE workspace_id = $1 AND position > $2 ORDER BY position LIMIT $3

-- name: range
SELECT position, entry FROM event WHERE workspace_id = $1 AND position BETWEEN $2 AND $3 ORDER BY position

-- name: tag_position
SELECT position FROM event_tag WHERE workspace_id = $1 AND tag = $2 ORDER BY position DESC LIMIT 1

-- name: head
SELECT head, epoch, recorded_at, frontier FROM ledger WHERE workspace_id = $1

-- name: lock_workspace
SELECT pg_advisory_xact_lock($1::bigint)

-- name: find_event
-- Used at once after an append whose answer was lost: had it happened, its event would be among the newest.
SELECT position, recorded_at FROM event
WHERE workspace_id = $1 AND actor = $2
    AND position > greatest($3, (SELECT head - 10000 FROM ledger WHERE workspace_id = $1))
    AND strpos(entry, '"id":"' || $4::text || '"') > 0
ORDER BY position LIMIT 1

-- name: create_workspace
INSERT INTO workspace (slug, sides, time_zone) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING
RETURNING workspace_id, slug, sides, time_zone, created_at

-- name: create_ledger
INSERT INTO ledger (workspace_id) VALUES ($1)

-- name: workspace_by_slug
SELECT workspace_id, slug, sides, time_zone, created_at FROM workspace WHERE slug = $1

-- name: workspace_by_id
SELECT workspace_id, slug, sides, time_zone, created_at FROM workspace WHERE workspace_id = $1

-- name: workspaces_after
SELECT workspace_id, slug, sides, time_zone, created_at FROM workspace
WHERE workspace_id > $1 ORDER BY workspace_id LIMIT $2

-- name: people
SELECT person, name, email, login, title FROM person WHERE workspace_id = $1 AND person = ANY ($2)

-- name: people_after
SELECT person, name, email, login, title FROM person WHERE workspace_id = $1 AND person > $2 ORDER BY person LIMIT $3

-- name: person_by_login
SELECT person, name, email, login, title FROM person WHERE workspace_id = $1 AND login = $2 ORDER BY person LIMIT 1

-- name: sealed_contents
SELECT event_id, person, salt, content FROM private_content WHERE workspace_id = $1 AND event_id = ANY ($2)

-- name: announce
SELECT pg_notify('accord_ledger', $1)
