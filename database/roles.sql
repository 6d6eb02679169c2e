-- The two roles, once per cluster, and the right of whoever migrates to act as them.
-- They get no LOGIN here: an operator decides who may log in.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['accord_owner', 'accord_app'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- another database of this cluster was migrated at the same moment
            END;
        END IF;
        IF pg_has_role(current_user, wanted, 'MEMBER WITH ADMIN OPTION')
            AND NOT pg_has_role(current_user, wanted, 'SET')
        THEN
            EXECUTE format('GRANT %I TO %I WITH INHERIT TRUE, SET TRUE', wanted, current_user);
        END IF;
    END LOOP;
    IF NOT has_schema_privilege('accord_owner', 'public', 'CREATE') THEN
        GRANT CREATE, USAGE ON SCHEMA public TO accord_owner;
    END IF;
END
$$;
