-- When a decision ends by itself: its expires_at while it is open or agreed; null for all others and for imported ones.
ALTER TABLE decision ADD COLUMN due_at timestamptz;
ALTER TABLE decision_version ADD COLUMN due_at timestamptz;
CREATE INDEX decision_due ON decision (due_at, workspace_id, decision) WHERE due_at IS NOT NULL;

-- Rows that were there before say so too: what was imported is known by the entry that proposed it.
UPDATE decision d SET memory = jsonb_set(d.memory::jsonb, '{imported}', 'true')::text
FROM event e
WHERE e.workspace_id = d.workspace_id AND e.position = d.proposed_position
    AND e.entry::jsonb ->> 'basis' IN ('imported', 'inferred');
UPDATE decision SET due_at = (memory::jsonb ->> 'expires_at')::timestamptz
WHERE state IN ('open', 'agreed') AND memory::jsonb -> 'imported' IS NULL;

-- A workspace's imports are listed in the order in which they began.
CREATE INDEX import_run_by_start ON import_run (workspace_id, started_at, sha256);
