"""What the architecture tests look at: the layers, their files, and what is under version control."""

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LAYERS = ("domain", "database", "eventstore", "projections", "webhooks", "api", "service")


@cache
def layers() -> tuple[str, ...]:
    """The layers that exist."""
    return tuple(name for name in LAYERS if (ROOT / name / "__init__.py").exists())


@cache
def production_files() -> tuple[Path, ...]:
    """Every Python file that is shipped."""
    return tuple(sorted(path for layer in layers() for path in (ROOT / layer).rglob("*.py")))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file under version control or about to be: neither ignored nor deleted."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = sorted(set(filter(None, listing.split("\0"))))
    return tuple(path for name in names if (path := ROOT / name).is_file())


@cache
def project() -> dict[str, Any]:
    """The content of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def shown(path: Path) -> str:
    """A path as people write it."""
    return path.relative_to(ROOT).as_posix()
