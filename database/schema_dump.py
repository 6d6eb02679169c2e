"""The whole schema as one file, to read and to compare: `schema.sql` is generated, never edited.

Run as a script, it migrates an empty database on a throwaway server and writes `schema.sql`.
"""

import asyncio
import re
import subprocess
from pathlib import Path

import asyncpg

from database import programs
from database.account import Account
from database.cluster import ADMINISTRATOR
from database.migrations import OWNER_ROLE, migrate
from database.throwaway import throwaway_cluster

SCHEMA = Path(__file__).with_name("schema.sql")
HEADER = "-- Generated from database/migrations by `make generate`. Do not edit.\n\n"
NOISE = re.compile(
    r"(--.*|\\(un)?restrict .*|SET .*;|SELECT pg_catalog\.set_config\(.*\);"
    r"|(CREATE|COMMENT ON|GRANT .*) SCHEMA public.*;)?"
)
STARTS = re.compile(r"(CREATE|GRANT|REVOKE|COMMENT) ")
QUOTE = re.compile(r"\$[_X]*\$")


async def dump(dsn: str) -> str:
    """Return the schema of a migrated database: tables, functions, triggers, privileges, in pg_dump's fixed order."""
    program = programs.folder(Account.current()) / "pg_dump"
    options = ["--schema-only", "--no-owner", "--schema=public", f"--role={OWNER_ROLE}", f"--dbname={dsn}"]
    process = await asyncio.create_subprocess_exec(
        program, *options, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    output, errors = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"pg_dump failed: {errors.decode(errors='replace').strip()}")
    return HEADER + normalised(output.decode("utf-8"))


def normalised(text: str) -> str:
    """Leave out what differs from run to run or says nothing; function bodies stay as they are.

    That is session settings, headings, the dump's random token and whose the schema public is.
    """
    kept: list[str] = []
    body = False
    for line in text.splitlines():
        if not body and NOISE.fullmatch(line):
            continue
        if not body and kept and _opens(kept[-1], line):
            kept.append("")
        if len(QUOTE.findall(line)) % 2:
            body = not body
        kept.append(line)
    return "\n".join(kept) + "\n"


def _opens(previous: str, line: str) -> bool:
    """Whether a line begins another paragraph: a statement, except for privileges and alterations, which gather."""
    if line.startswith("ALTER "):
        return previous == ");"
    gathered = ("GRANT ", "REVOKE ")
    return STARTS.match(line) is not None and not (line.startswith(gathered) and previous.startswith(gathered))


async def generate() -> str:
    """Return the schema that this release's migrations make."""
    with throwaway_cluster() as cluster:
        dsn = cluster.dsn(user=ADMINISTRATOR, database="postgres")
        connection = await asyncpg.connect(dsn)
        try:
            await migrate(connection)
        finally:
            await connection.close()
        return await dump(dsn)


def write() -> None:
    """Write `schema.sql` anew."""
    SCHEMA.write_text(asyncio.run(generate()), encoding="utf-8")


if __name__ == "__main__":
    write()
