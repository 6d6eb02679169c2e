"""Where the embedded server keeps its data: in the data folder, unless its account cannot get there."""

import pwd
import tempfile
from pathlib import Path

from database.account import HOME, Account

FOLDER = "postgresql-18"


def locate(data_dir: Path) -> tuple[Path, Account]:
    """Return the server's folder, made if missing, and the account that it belongs to.

    Where root's choice of a folder is closed to the account, the data goes to /var/lib/accord and a link in
    `data_dir` says so: no folder above `data_dir` ever changes its mode, and removing the link starts afresh.
    """
    home = data_dir / FOLDER
    if home.is_symlink() and not home.exists():
        raise RuntimeError(f"{home} points to {home.readlink()}, which is gone. Remove the link to start afresh.")
    account = Account.owning(home) if home.exists() else Account.choose()
    if home.exists():
        if not account.reaches(home):
            owner = _name(account.uid)
            raise RuntimeError(f"{home.resolve()} belongs to {owner}, who cannot get there. Move it or open the way.")
        return home.resolve(), account
    if account.reaches(data_dir):
        account.make_folder(home)
        return home.resolve(), account
    HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    elsewhere = Path(tempfile.mkdtemp(prefix=f"{FOLDER}-", dir=HOME))
    account.own(elsewhere)
    home.symlink_to(elsewhere)
    return elsewhere, account


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
