-- Statements of embedded.py, sent by the server's administrator.

-- name: roles
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'accord_owner') THEN
        CREATE ROLE accord_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'accord_app') THEN
        CREATE ROLE accord_app LOGIN;
    END IF;
END
$$;

-- name: database_exists
SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'accord');

-- name: create_database
CREATE DATABASE accord OWNER accord_owner;
