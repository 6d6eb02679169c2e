-- Tables belong to accord_owner. accord_app reads and writes rows; a migration that makes a table append-only
-- revokes UPDATE and DELETE on it. Nobody but the owner may TRUNCATE.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO accord_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO accord_app;

CREATE TABLE migration (
    number integer PRIMARY KEY,
    name text NOT NULL,
    checksum bytea NOT NULL, -- SHA-256 of the file as it was applied
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
REVOKE INSERT, UPDATE, DELETE ON migration FROM accord_app;
