"""A server for an hour: for tests, benchmarks and generated files. Nothing of it is meant to survive."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from database import programs
from database.account import Account
from database.cluster import SETTINGS, Cluster

UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB"}


@contextmanager
def throwaway_cluster(settings: Mapping[str, str] = UNSAFE) -> Iterator[Cluster]:
    """Serve a new data folder below the temporary folder and remove it afterwards."""
    account = Account.choose()
    home = Path(tempfile.mkdtemp(prefix="accord-", dir="/tmp"))  # a short path, for its socket's sake
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
