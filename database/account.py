"""PostgreSQL refuses to run as root; as root, its processes become a system user of their own."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from database.locks import FileLock

NAME = "accord"
FALLBACK = "nobody"
HOME = Path("/var/lib/accord")


@dataclass(frozen=True, kw_only=True)
class Account:
    """The user that runs PostgreSQL. `switch` is False where that is the user of this process."""

    uid: int
    gid: int
    switch: bool

    @classmethod
    def current(cls) -> Self:
        return cls(uid=os.geteuid(), gid=os.getegid(), switch=False)

    @classmethod
    def choose(cls) -> Self:
        """Use our own user unless we are root; then `accord`, made if missing, else `nobody`."""
        if os.geteuid() != 0:
            return cls.current()
        entry = _find(NAME) or _create(NAME) or _find(FALLBACK)
        if entry is None:
            message = "PostgreSQL does not run as root, and no user 'accord' could be made: create one."
            raise RuntimeError(message)
        return cls(uid=entry.pw_uid, gid=entry.pw_gid, switch=True)

    @classmethod
    def owning(cls, path: Path) -> Self:
        """Use the owner of what exists, as far as we can become that user."""
        status = path.stat()
        if status.st_uid not in (0, os.geteuid()) and os.geteuid() == 0:
            return cls(uid=status.st_uid, gid=status.st_gid, switch=True)
        return cls.choose()

    def reaches(self, path: Path) -> bool:
        """Whether the account may pass through every folder on the way to `path`, and read it."""
        if not self.switch:
            return os.access(path, os.R_OK | os.X_OK)
        target = path.resolve()
        return all(self._may(folder, 0o1) for folder in target.parents) and self._may(target, 0o5)

    def _may(self, path: Path, bits: int) -> bool:
        status = path.stat()
        if status.st_uid == self.uid:
            return status.st_mode >> 6 & bits == bits
        if status.st_gid == self.gid:
            return status.st_mode >> 3 & bits == bits
        return status.st_mode & bits == bits

    def make_folder(self, path: Path) -> None:
        """Make a folder that only the account enters."""
        path.mkdir(mode=0o700)
        self.own(path)

    def own(self, path: Path) -> None:
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def run(self, program: Path, *arguments: str, timeout: float) -> subprocess.CompletedProcess[str]:
        """Run a program as the account, without the caller's PG* settings."""
        return subprocess.run(  # noqa: S603 - our own programs, no shell
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
            check=False,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            user=self.uid if self.switch else None,
            group=self.gid if self.switch else None,
            extra_groups=[] if self.switch else None,
        )


def _find(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _create(name: str) -> pwd.struct_passwd | None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is None:
        return None
    arguments = [
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        str(HOME),
        "--shell",
        "/usr/sbin/nologin",
    ]
    # two processes at once: useradd checks before it locks, and the later one would change the number of the user
    lock = FileLock.open(HOME.with_suffix(".lock"))
    try:
        lock.wait()
        if _find(name) is None:
            subprocess.run([program, *arguments, name], capture_output=True, check=False)  # noqa: S603 - fixed arguments
    finally:
        lock.close()
    return _find(name)
