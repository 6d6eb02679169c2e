"""SQL lives in named blocks of `.sql` files beside the module that sends it."""

import re
from collections.abc import Iterator
from pathlib import Path

HEADING = re.compile(r"^-- name: *(\S+) *$", re.MULTILINE)


class Queries:
    """The statements of one file: `queries.read_boundary` is the text below `-- name: read_boundary`."""

    def __init__(self, path: Path, statements: dict[str, str]) -> None:
        self.path = path
        self._statements = statements

    def __getattr__(self, name: str) -> str:
        try:
            return self._statements[name]
        except KeyError:
            message = f"{self.path} has no statement named {name!r}; it has {', '.join(sorted(self._statements))}"
            raise AttributeError(message) from None

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._statements.items())


def load(module_file: str, file_name: str = "queries.sql") -> Queries:
    """Read the statements beside a module, given its `__file__`."""
    return read(Path(module_file).parent / file_name)


def read(path: Path) -> Queries:
    preamble, *blocks = HEADING.split(path.read_text(encoding="utf-8"))
    if any(line and not line.startswith("--") for line in map(str.strip, preamble.splitlines())):
        message = f"{path}: SQL before the first '-- name:' heading"
        raise ValueError(message)
    statements: dict[str, str] = {}
    for name, text in zip(blocks[::2], blocks[1::2], strict=True):
        if not name.isidentifier() or name.startswith("_") or name == "path" or name in statements:
            message = f"{path}: {name!r} cannot name a statement, or names two"
            raise ValueError(message)
        statements[name] = text.strip()
    return Queries(path, statements)
