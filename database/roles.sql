-- The two roles, once per cluster. Roles are not granted LOGIN here: an operator decides who may log in.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['accord_owner', 'accord_app'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I', role_name);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- another database of this cluster was migrated at the same moment
            END;
        END IF;
    END LOOP;
    IF NOT pg_has_role(current_user, 'accord_owner', 'SET') THEN
        EXECUTE format('GRANT accord_owner TO %I WITH SET TRUE', current_user);
    END IF;
    IF NOT has_schema_privilege('accord_owner', 'public', 'CREATE') THEN
        GRANT CREATE, USAGE ON SCHEMA public TO accord_owner;
    END IF;
END
$$;
