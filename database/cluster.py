"""One PostgreSQL data folder and the server on it, driven through initdb and pg_ctl."""

import shlex
import shutil
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from database.account import Account
from database.postmaster import Postmaster

ADMINISTRATOR = "postgres"
PORT = 5432
SOCKET_PATH_LIMIT = 100  # the kernel's is 107 bytes, 103 on macOS
LOG_LIMIT = 10_000_000  # bytes; one older log is kept
TEMPORARY = Path("/tmp")  # noqa: S108 - the one folder with a path that is short everywhere
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


class ServerError(RuntimeError):
    """PostgreSQL did not do as told; the message carries what it said."""


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """`home` holds data/, run/ (the socket, where its path is short enough) and server.log, for the account alone."""

    home: Path
    account: Account
    programs: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    def create(self) -> None:
        """Initialise the data folder beside its final place, so that an interrupted attempt leaves no half of one."""
        if self.data.exists():
            return
        staging = self.home / "data.new"
        if staging.exists():
            shutil.rmtree(staging)
        options = ("--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale-provider=builtin")
        answer = self.account.run(
            self.programs / "initdb",
            f"--pgdata={staging}",
            f"--username={ADMINISTRATOR}",
            *options,
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-instructions",
            timeout=120,
        )
        if answer.returncode != 0:
            message = f"initdb failed in {self.home}:\n{answer.stdout.strip()}"
            raise ServerError(message)
        staging.rename(self.data)

    def running(self) -> bool:
        """Whether a server serves the data folder."""
        postmaster = Postmaster.read(self.data)
        return postmaster is not None and postmaster.alive()

    def start(self, settings: Mapping[str, str] = SETTINGS, *, former: Path | None = None) -> None:
        """Start the server in a session of its own (Ctrl-C does not reach it) and wait until it answers.

        `former` is the socket folder of a server that died: who holds its address reaches the next one there.
        """
        dead = Postmaster.read(self.data)
        if dead is not None:
            dead.forget()
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        sockets = self._sockets(former)
        options = {**settings, "unix_socket_directories": f'"{sockets}"', "port": str(PORT)}
        answer = self.account.run(
            self.programs / "pg_ctl",
            "start",
            "--wait",
            "--timeout=120",
            f"--pgdata={self.data}",
            f"--log={self.log}",
            "--options=" + " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items()),
            timeout=150,
        )
        if answer.returncode != 0:
            said = self.log.read_text(errors="replace").splitlines()[-20:] if self.log.exists() else []
            message = "\n".join([f"PostgreSQL did not start in {self.home}: {answer.stdout.strip()}", *said])
            raise ServerError(message)

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; nothing to do where none runs."""
        postmaster = Postmaster.read(self.data)
        arguments = ("stop", "--wait", "--timeout=120", f"--mode={mode}", f"--pgdata={self.data}")
        answer = self.account.run(self.programs / "pg_ctl", *arguments, timeout=150)
        if answer.returncode != 0 and self.running():
            message = f"PostgreSQL did not stop in {self.home}: {answer.stdout.strip()}"
            raise ServerError(message)
        if postmaster is not None and postmaster.sockets.parent != self.home:
            shutil.rmtree(postmaster.sockets, ignore_errors=True)

    def dsn(self, *, user: str, database: str) -> str:
        """Return an address of the running server."""
        postmaster = Postmaster.read(self.data)
        if postmaster is None:
            message = f"No PostgreSQL runs in {self.home}"
            raise ServerError(message)
        return f"postgresql://{quote(user)}@/{quote(database)}?host={quote(str(postmaster.sockets))}&port={PORT}"

    def _sockets(self, former: Path | None) -> Path:
        beside = self.home / "run"
        if len(str(beside / f".s.PGSQL.{PORT}").encode()) <= SOCKET_PATH_LIMIT:
            if not beside.exists():
                self.account.make_folder(beside)
            return beside
        if former is not None and former.parent == TEMPORARY and self._ours(former):
            return former
        short = Path(tempfile.mkdtemp(prefix="accord-", dir=TEMPORARY))
        self.account.own(short)
        return short

    def _ours(self, folder: Path) -> bool:
        try:
            status = folder.lstat()
        except OSError:
            return False
        return stat.S_ISDIR(status.st_mode) and status.st_uid == self.data.stat().st_uid
