"""What `postmaster.pid` says about the server of a data folder, and whether it is still true."""

import errno
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PROGRAM = "postgres"
SOCKET_LINE = 4  # of the lines that PostgreSQL writes: pid, data folder, start time, port, socket folder


@dataclass(frozen=True, kw_only=True)
class Postmaster:
    file: Path
    pid: int
    sockets: Path

    @classmethod
    def read(cls, data: Path) -> Self | None:
        file = data / "postmaster.pid"
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return None
        sockets = Path(lines[SOCKET_LINE]) if len(lines) > SOCKET_LINE else Path()
        return cls(file=file, pid=int(lines[0]) if lines else 0, sockets=sockets)

    def alive(self) -> bool:
        """Whether the process is still PostgreSQL; after a restart of the machine its number may be another's."""
        if self.pid <= 0:
            return False
        if Path("/proc/self").exists():
            return self._shown_in(Path(f"/proc/{self.pid}"))
        answer = subprocess.run(  # noqa: S603 - fixed program, a number
            ["/bin/ps", "-o", "comm=", "-p", str(self.pid)], capture_output=True, text=True, check=False
        )
        return Path(answer.stdout.strip()).name == PROGRAM

    def _shown_in(self, entry: Path) -> bool:
        try:
            name = (entry / "comm").read_text(encoding="utf-8").strip()
            return name == PROGRAM and (entry / "cwd").readlink() == self.file.parent.resolve()
        except OSError:  # it is gone, or it is another user's
            return False

    def forget(self) -> None:
        """Remove the file of a dead server where its number is another program's now: PostgreSQL would not start.

        In every other case PostgreSQL clears it away itself, after checks of its own.
        """
        if not self.alive() and _in_use(self.pid):
            self.file.unlink(missing_ok=True)


def _in_use(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError as error:
        return error.errno == errno.EPERM
    return True
