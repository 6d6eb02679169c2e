"""The embedded server's life: shared, adopted, kept and stopped. Each test ends without a PostgreSQL process."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from database import location, programs
from database.account import Account
from database.embedded import EmbeddedServer
from database.postmaster import Postmaster

SCRIPT = Path(__file__).with_name("server_process.py")


class Processes:
    """Starts processes that share the server of one data folder, and knows that server's process."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._started: list[subprocess.Popen[str]] = []

    def launch(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, SCRIPT, self.data_dir],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONPATH": "."},
            start_new_session=True,
        )
        self._started.append(process)
        return process

    def start(self) -> subprocess.Popen[str]:
        process = self.launch()
        assert ready(process)
        return process

    def postmaster(self) -> Postmaster | None:
        return Postmaster.read(self.data_dir / location.FOLDER / "data")

    def server(self) -> Postmaster:
        postmaster = self.postmaster()
        assert postmaster is not None
        assert postmaster.alive()
        return postmaster

    def end(self) -> None:
        for process in self._started:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()
        postmaster = self.postmaster()
        if postmaster is not None and postmaster.alive():
            os.kill(postmaster.pid, signal.SIGQUIT)


def ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def leave(process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> None:
    process.send_signal(number)
    assert process.wait(timeout=60) == 0


def gone(server: Postmaster) -> bool:
    """The server's process has ended; it removes its file a moment before it does."""
    return any(not server.alive() for _ in range(1_000_000))


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A data folder that the server's account can reach, so that nothing lands in /var/lib."""
    parent = Path(tempfile.mkdtemp(prefix="accord-test-", dir="/tmp"))
    parent.chmod(0o755)
    yield parent / "data"
    shutil.rmtree(parent)


@pytest.fixture
def processes(data_dir: Path) -> Iterator[Processes]:
    running = Processes(data_dir)
    yield running
    running.end()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_no_server_behind(processes: Processes, number: signal.Signals) -> None:
    process = processes.start()
    server = processes.server()
    leave(process, number)
    assert gone(server)
    assert processes.postmaster() is None


def test_two_processes_share_one_server_and_the_last_stops_it(processes: Processes) -> None:
    first, second = processes.launch(), processes.launch()  # at the same moment
    assert ready(first) == ready(second)
    server = processes.server()
    leave(first)
    assert processes.server() == server
    leave(second)
    assert gone(server)


def test_a_killed_process_leaves_a_server_that_the_next_one_adopts(processes: Processes) -> None:
    killed = processes.start()
    server = processes.server()
    killed.kill()
    killed.wait()
    adopting = processes.start()
    assert processes.server() == server
    leave(adopting)
    assert gone(server)


def test_a_killed_server_is_started_again(processes: Processes) -> None:
    killed = processes.start()
    server = processes.server()
    killed.kill()
    os.kill(server.pid, signal.SIGKILL)
    restarted = processes.start()
    assert processes.server() != server
    leave(restarted)


def test_a_stale_pid_that_another_program_has_now_is_forgotten(processes: Processes) -> None:
    leave(processes.start())
    stale = processes.data_dir / location.FOLDER / "data" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n1\n5432\n/nowhere\n\n")
    leave(processes.start())
    assert not stale.exists()


async def test_a_restart_keeps_the_data(data_dir: Path) -> None:
    server = await EmbeddedServer.start(data_dir)
    connection = await asyncpg.connect(server.owner_dsn)
    await connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    await connection.close()
    await server.stop()

    server = await EmbeddedServer.start(data_dir)
    connection = await asyncpg.connect(server.owner_dsn)
    assert await connection.fetchval("SELECT number FROM kept") == 7
    await connection.close()
    await server.stop()


async def test_a_long_path_gets_a_short_socket_folder_that_goes_away(data_dir: Path) -> None:
    long = data_dir / ("long" * 25)
    server = await EmbeddedServer.start(long)
    postmaster = Postmaster.read(server.cluster.data)
    assert postmaster is not None
    connection = await asyncpg.connect(server.dsn)
    await connection.close()
    assert not postmaster.sockets.is_relative_to(long)
    await server.stop()
    assert not postmaster.sockets.exists()


async def test_a_cancelled_start_leaves_no_server_behind(data_dir: Path) -> None:
    starting = asyncio.create_task(EmbeddedServer.start(data_dir))
    data = data_dir / location.FOLDER / "data"
    async with asyncio.timeout(60):
        while not data.exists():  # noqa: ASYNC110 - once the file is there, pg_ctl is at work or about to be
            await asyncio.sleep(0)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert Postmaster.read(data) is None


async def test_a_failed_start_says_why(data_dir: Path) -> None:
    server = await EmbeddedServer.start(data_dir)
    await server.stop()
    (server.cluster.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(RuntimeError, match="no_such_setting"):
        await EmbeddedServer.start(data_dir)


def test_root_never_opens_a_private_folder(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = Account(uid=54321, gid=54321, switch=True)
    owned: list[Path] = []
    monkeypatch.setattr(Account, "choose", lambda: stranger)
    monkeypatch.setattr(Account, "own", lambda _account, path: owned.append(path))
    monkeypatch.setattr(location, "HOME", data_dir.parent / "var")
    data_dir.mkdir(mode=0o700)

    home, account = location.locate(data_dir)

    assert account == stranger
    assert home.parent == data_dir.parent / "var"
    assert (data_dir / location.FOLDER).resolve() == home
    assert owned == [home]
    assert data_dir.stat().st_mode & 0o777 == 0o700

    home.rmdir()
    with pytest.raises(RuntimeError, match="which is gone"):
        location.locate(data_dir)


def test_programs_are_copied_where_the_account_cannot_reach_the_wheel(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "HOME", data_dir)
    monkeypatch.setattr(Account, "reaches", lambda _account, _path: False)
    account = Account.choose()
    for _ in range(2):
        folder = programs.folder(account)
        assert folder.is_relative_to(data_dir)
        answer = account.run(folder / "initdb", "--version", timeout=10)
        assert answer.stdout.startswith("initdb (PostgreSQL) 18")
    assert len(list(data_dir.iterdir())) == 1


async def test_a_killed_server_comes_back_at_its_address(data_dir: Path) -> None:
    server = await EmbeddedServer.start(data_dir / ("long" * 25))
    killed, dsn = Postmaster.read(server.cluster.data), server.dsn
    assert killed is not None
    os.kill(killed.pid, signal.SIGKILL)
    assert gone(killed)
    assert not server.alive
    await server.revive()
    connection = await asyncpg.connect(dsn)
    await connection.close()
    await server.stop()
