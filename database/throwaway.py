"""A server for an hour: for tests, benchmarks and generated files. Nothing of it is meant to survive."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from database import programs
from database.account import Account
from database.cluster import SETTINGS, Cluster
from database.locks import FileLock

UNSAFE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "autovacuum": "off",
}
PREFIX = "accord-throwaway-"
LOCK = "lock"
MEMORY = Path("/dev/shm")  # noqa: S108 - private folders are made in it
ROOM = 1 << 30  # bytes; containers often get 64 MiB


@contextmanager
def throwaway_cluster(settings: Mapping[str, str] = UNSAFE) -> Iterator[Cluster]:
    """Serve a new folder, in memory where there is room (a database is cloned 20 times as fast), and remove it."""
    account = Account.choose()
    parent = _parent()
    _sweep(parent, account)
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    lock = FileLock.open(home / f"{LOCK}.new")
    lock.take()
    (home / f"{LOCK}.new").rename(home / LOCK)  # visible to others only while it is taken
    try:
        account.own(home)
        cluster = Cluster(home=home, account=account, programs=programs.folder(account))
        cluster.create()
        cluster.start({**SETTINGS, **settings})
        try:
            yield cluster
        finally:
            cluster.stop("immediate")
    finally:
        shutil.rmtree(home)
        lock.close()


def _parent() -> Path:
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY
    return Path(tempfile.gettempdir())


def _sweep(parent: Path, account: Account) -> None:
    """Stop and remove what killed processes of this user left behind."""
    for home in parent.glob(f"{PREFIX}*"):
        if not os.access(home, os.W_OK) or not (home / LOCK).exists():
            continue
        lock = FileLock.open(home / LOCK)
        if lock.take():
            cluster = Cluster(home=home, account=account, programs=programs.folder(account))
            if cluster.running():
                cluster.stop("immediate")
            shutil.rmtree(home)
        lock.close()
