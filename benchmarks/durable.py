"""A PostgreSQL server of the kind that the service runs on: on a disk, flushing at every commit."""

import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from database import programs
from database.account import Account
from database.cluster import ADMINISTRATOR, SETTINGS, Cluster
from database.migrations import migrate

ROLES = "CREATE ROLE accord_owner LOGIN; CREATE ROLE accord_app LOGIN"
WORKSPACES = """
    INSERT INTO workspace (slug, sides, time_zone)
    SELECT 'w' || number, '{technology,business}', 'UTC' FROM generate_series(1, $1::int) AS number
"""


@asynccontextmanager
async def server() -> AsyncIterator[Cluster]:
    """Start a server in a folder of its own and remove both afterwards."""
    account = Account.choose()
    home = Path(tempfile.mkdtemp(prefix="accord-bench-", dir="/var/tmp"))  # a disk, where /tmp may be memory
    account.own(home)
    cluster = Cluster(home=home, account=account, programs=programs.folder(account))
    try:
        cluster.create()
        cluster.start({**SETTINGS, "shared_buffers": "256MB", "max_wal_size": "4GB"})
        administrator = await asyncpg.connect(cluster.dsn(user=ADMINISTRATOR, database="postgres"))
        await administrator.execute(ROLES)
        await administrator.close()
        yield cluster
    finally:
        if cluster.running():
            cluster.stop("immediate")
        shutil.rmtree(home)


async def ledgers(cluster: Cluster, database: str, workspaces: int) -> str:
    """Make a migrated database with that many empty ledgers; return the service's address of it."""
    administrator = await asyncpg.connect(cluster.dsn(user=ADMINISTRATOR, database="postgres"))
    await administrator.execute(f"CREATE DATABASE {database} OWNER accord_owner")
    await administrator.close()
    connection = await asyncpg.connect(cluster.dsn(user=ADMINISTRATOR, database=database))
    await migrate(connection)
    await connection.execute(WORKSPACES, workspaces)
    await connection.execute("INSERT INTO ledger (workspace_id) SELECT workspace_id FROM workspace")
    await connection.close()
    return cluster.dsn(user="accord_app", database=database)


def pgbench(cluster: Cluster, dsn: str, script: Path, *, clients: int, seconds: int, **variables: object) -> float:
    """Run a script as fast as it goes; return transactions per second."""
    command = [
        *(str(cluster.programs / "pgbench"), "--no-vacuum", "--protocol=prepared", f"--file={script}"),
        *(f"--client={clients}", f"--jobs={min(clients, 2)}", f"--time={seconds}"),
        *(f"--define={name}={value}" for name, value in variables.items()),
        dsn,
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("tps = "))
    return float(line.split()[2])
