"""The schema could be distributed by workspace_id on Citus as it is: the catalogue shows nothing it would refuse."""

from pathlib import Path

import asyncpg
import pytest

from database.queries import read

# Tables that stay whole, each with what it would be on Citus.
WHOLE = {
    "migration": "local: what was applied to this database",
    "workspace": "reference: a slug is unique among all",
    "projection_lease": "local: which worker leads which share of the workspaces",
    "api_key": "reference: a key is looked up before its workspace is known",
}
# Triggers are accepted only by name (`refuse_change`, which touches no table): Citus takes those under
# citus.enable_unsafe_triggers, and the revoked privileges hold without it.
QUERIES = read(Path(__file__).with_name("citus.sql"))
OFFENCES = {
    "no_workspace": "CREATE TABLE bad (number bigint PRIMARY KEY)",
    "no_primary_key": "CREATE TABLE bad (workspace_id bigint NOT NULL)",
    "key_starts_otherwise": "CREATE TABLE bad (workspace_id bigint, n int, PRIMARY KEY (n, workspace_id))",
    "foreign_key_crosses": "CREATE TABLE bad (workspace_id bigint PRIMARY KEY REFERENCES workspace)",
    "trigger_acts": """
        CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER bad AFTER INSERT ON person FOR EACH ROW EXECUTE FUNCTION act()
    """,
    "inherits_or_rewrites": "CREATE TABLE bad (PRIMARY KEY (workspace_id, person)) INHERITS (person)",
    "narrow_identity": "CREATE TABLE bad (workspace_id bigint PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY)",
}


@pytest.mark.parametrize(("name", "sql"), list(QUERIES))
async def test_citus_would_refuse_nothing(name: str, sql: str, pool: asyncpg.Pool) -> None:
    assert [row[0] for row in await pool.fetch(sql, list(WHOLE))] == [], name


@pytest.mark.parametrize(("name", "sql"), list(QUERIES))
async def test_each_question_finds_its_offence(name: str, sql: str, owner_dsn: str) -> None:
    connection = await asyncpg.connect(owner_dsn)
    try:
        await connection.execute(OFFENCES[name])
        assert [row[0].partition("_")[0].partition(".")[0] for row in await connection.fetch(sql, list(WHOLE))] == [
            "bad"
        ]
    finally:
        await connection.close()
