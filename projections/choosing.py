"""One statement that can be asked in many ways: lines that end in `-- if <word>` stay only where the word was given.

With all its lines the statement is valid SQL too, so that it can be checked whole; what is sent is only what is needed,
so that each way of asking has a plan of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

PARAMETER = re.compile(r"\$([0-9]+)")
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


class Asked(NamedTuple):
    """A statement that has only the parameters it needs, numbered anew, and which of all parameters they are."""

    sql: str
    needs: tuple[int, ...]

    def values(self, parameters: Sequence[Any]) -> list[Any]:
        """What to send with it, given the parameters of the whole statement."""
        return [parameters[number] for number in self.needs]


@lru_cache(maxsize=4096)
def asked(statement: str, given: frozenset[str]) -> Asked:
    """The chosen statement without the parameters of the lines left out: each one sent costs time on both ends."""
    sql = "\n".join(line for line in chosen(statement, given).splitlines() if not line.startswith("--"))
    needs = sorted({int(number) for number in PARAMETER.findall(sql)})
    places = {number: place for place, number in enumerate(needs, start=1)}
    return Asked(PARAMETER.sub(lambda found: f"${places[int(found[1])]}", sql), tuple(number - 1 for number in needs))
