"""One statement that can be asked in many ways: lines that end in `-- if <word>` stay only where the word was given.

With all its lines the statement is valid SQL too, so that it can be checked whole; what is sent is only what is needed,
so that each way of asking has a plan of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache

MARK = re.compile(r" *-- if (not )?([a-z0-9_]+)$")


@lru_cache(maxsize=4096)
def chosen(statement: str, given: frozenset[str]) -> str:
    """The statement with the lines that these words ask for."""
    kept: list[str] = []
    for line in statement.splitlines():
        mark = MARK.search(line)
        if mark is None:
            kept.append(line)
        elif (mark[2] in given) != bool(mark[1]):
            kept.append(line[: mark.start()])
    return "\n".join(kept)
