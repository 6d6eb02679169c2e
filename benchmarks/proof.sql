-- name: rows
INSERT INTO event (workspace_id, position, type, occurred_at, recorded_at, actor, entry, leaf)
SELECT $1, n, 'thing-happened.v1', '2026-01-01', '2026-01-01', 'system:bench', e.entry,
    sha256('\x00'::bytea || convert_to(e.entry, 'UTF8'))
FROM generate_series($2::bigint, $3::bigint) AS n,
    LATERAL (
        SELECT '{"workspace":"w1","position":' || n || ',"recorded_at":"2026-01-01T00:00:00.000000Z","id":"evt_' || n
            || '","type":"thing-happened.v1","occurred_at":null,"actor":"system:bench","tags":[],"data":{"text":"'
            || repeat('x', 500) || '"}}' AS entry
    ) AS e

-- name: head
UPDATE ledger SET head = $2, frontier = $3, recorded_at = '2026-01-01' WHERE workspace_id = $1

-- name: leaves
SELECT leaf FROM event WHERE workspace_id = $1 AND position > $2 AND position <= $3 ORDER BY position
