-- Statements of migrations.py.

-- name: lock
SELECT pg_advisory_lock(hashtextextended('accord migration', 0));

-- name: unlock
SELECT pg_advisory_unlock(hashtextextended('accord migration', 0));

-- name: no_timeouts
SELECT set_config(name, '0', true)
FROM unnest(ARRAY['statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout']) AS name;

-- name: become_owner
SET LOCAL ROLE accord_owner;

-- name: table_exists
SELECT to_regclass('public.migration') IS NOT NULL;

-- name: applied
SELECT number, name, checksum FROM public.migration ORDER BY number;

-- name: record
INSERT INTO public.migration (number, name, checksum) VALUES ($1, $2, $3);
