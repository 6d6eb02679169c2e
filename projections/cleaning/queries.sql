-- name: to_clean
-- Workspaces whose rows may hold texts that are gone from the ledger, and until when those were taken out.
SELECT workspace_id, max(redacted_at) AS until FROM redaction WHERE cleaned_at IS NULL
GROUP BY workspace_id ORDER BY workspace_id LIMIT 10

-- name: cleaned
UPDATE redaction SET cleaned_at = clock_timestamp()
WHERE workspace_id = $1 AND cleaned_at IS NULL AND redacted_at <= $2
