\set stream random(1, :streams)
SELECT message_store.write_message(
    gen_random_uuid()::varchar, ('decisions-' || :stream)::varchar, 'side-agreed',
    '{"decision": "dec_01kb5v3n8rf4tt2q9w6zg0x1y7", "revision": 1, "hash": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}'::jsonb
);
