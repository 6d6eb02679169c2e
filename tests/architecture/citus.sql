-- What the catalogue says about tables that are to be distributed by workspace_id. $1: tables that stay whole.

-- name: no_workspace
SELECT c.relname
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL ($1::text[])
    AND NOT EXISTS (
        SELECT FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attname = 'workspace_id' AND a.atttypid = 'bigint'::regtype
            AND a.attnotnull AND a.attgenerated = ''
    );

-- name: no_primary_key
SELECT c.relname
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL ($1::text[])
    AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary);

-- name: key_starts_otherwise
SELECT i.indexrelid::regclass::text
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> ALL ($1::text[])
    AND (i.indisunique OR i.indisexclusion) AND a.attname IS DISTINCT FROM 'workspace_id';

-- name: foreign_key_crosses
SELECT k.conname
FROM pg_constraint k
JOIN pg_class here ON here.oid = k.conrelid
JOIN pg_class there ON there.oid = k.confrelid
WHERE k.connamespace = 'public'::regnamespace AND k.contype = 'f'
    AND (
        (here.relname = ANY ($1::text[])) <> (there.relname = ANY ($1::text[]))
        OR here.relname <> ALL ($1::text[]) AND NOT EXISTS (
            SELECT
            FROM unnest(k.conkey, k.confkey) AS pair (referring, referred)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.referring AND a.attname = 'workspace_id'
            JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.referred AND b.attname = 'workspace_id'
        )
    );

-- name: trigger_acts
SELECT t.tgname
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid
WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> ALL ($1::text[]) AND NOT t.tgisinternal
    AND p.proname <> 'refuse_change';

-- name: inherits_or_rewrites
SELECT c.relname
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL ($1::text[])
    AND (
        c.relhasrules
        OR EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid AND NOT c.relispartition)
    );

-- name: narrow_identity
SELECT c.relname || '.' || a.attname
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> ALL ($1::text[])
    AND a.attidentity <> '' AND a.atttypid <> 'bigint'::regtype;
