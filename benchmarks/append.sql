\set workspace random(1, :workspaces)
\set subject random(1, 200)
SELECT status FROM append_many(
    ARRAY[:workspace]::bigint[], ARRAY[0]::bigint[], ARRAY['per_1'], ARRAY[NULL]::text[], ARRAY[NULL]::bytea[],
    ARRAY[1], ARRAY[1], ARRAY[NULL]::text[],
    ARRAY['decision/none'], ARRAY['side-agreed.v1'], ARRAY[NULL]::bigint[],
    ARRAY['side-agreed.v1'], ARRAY[NULL]::timestamptz[], ARRAY['per_1'],
    ARRAY['decision/' || :subject::text || E'\x1fopportunity/' || :subject::text || E'\x1fmember/1'],
    ARRAY['"id": "evt_01kb5v3n8rf4tt2q9w6zg0x1y7", "type": "side-agreed.v1", "actor": "per_1", "side": "technology", "basis": "first_hand", "tags": [], "data": {"decision": "dec_01kb5v3n8rf4tt2q9w6zg0x1y7", "revision": 1, "hash": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}}']
);
