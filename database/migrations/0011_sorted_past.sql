-- The past is listed in the same orders as the present.
CREATE INDEX backlog_version_by_raised ON backlog_version (workspace_id, generation, raised_at, raised_position);
CREATE INDEX backlog_version_by_title ON backlog_version (workspace_id, generation, title_key, raised_position);
