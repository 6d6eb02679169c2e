"""`schema.sql` is what the migrations make."""

from database.schema_dump import SCHEMA, dump, normalised


async def test_the_committed_schema_is_what_the_migrations_make(owner_dsn: str) -> None:
    assert await dump(owner_dsn) == SCHEMA.read_text(encoding="utf-8"), "run: make generate"


def test_session_settings_and_tokens_are_left_out_but_bodies_stay() -> None:
    text = r"""\restrict 4fJ2
--
-- Name: f(); Type: FUNCTION
--

SET row_security = off;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE FUNCTION public.f() RETURNS integer
    LANGUAGE sql
    AS $$
-- a reason

SELECT 1;
$$;

CREATE TABLE public.t (
    a integer
);

ALTER TABLE ONLY public.t
    ADD CONSTRAINT t_pkey PRIMARY KEY (a);

GRANT SELECT ON TABLE public.t TO accord_app;
REVOKE ALL ON FUNCTION public.f() FROM PUBLIC;
\unrestrict 4fJ2
"""
    assert (
        normalised(text)
        == """CREATE FUNCTION public.f() RETURNS integer
    LANGUAGE sql
    AS $$
-- a reason

SELECT 1;
$$;

CREATE TABLE public.t (
    a integer
);

ALTER TABLE ONLY public.t
    ADD CONSTRAINT t_pkey PRIMARY KEY (a);

GRANT SELECT ON TABLE public.t TO accord_app;
REVOKE ALL ON FUNCTION public.f() FROM PUBLIC;
"""
    )
