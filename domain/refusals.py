"""How the domain says no: one class a reason, its docstring is the title, its kind decides the answer at the edge."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any, ClassVar


class Kind(enum.Enum):
    """What sort of no it is; the edge maps each kind to one status."""

    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"
    INVALID = "invalid"


REFUSALS: dict[str, type[Refusal]] = {}


class Refusal(Exception):  # noqa: N818 - a refusal is an answer of the domain, not a fault
    """Something the rules do not allow.

    `rule` is the stable id (`decision.win-missing`), `waivable` says whether `waive: [{rule, reason}]` may skip it.
    `pointer` is the JSON pointer of the body field at fault, empty for the whole act.
    """

    rule: ClassVar[str] = ""
    kind: ClassVar[Kind] = Kind.INVALID
    waivable: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.rule:
            if cls.rule in REFUSALS:
                raise TypeError(f"rule {cls.rule} is declared twice")
            if not cls.__doc__:
                raise TypeError(f"{cls.__name__} needs a docstring: its first line is the title")
            REFUSALS[cls.rule] = cls

    def __init__(self, detail: str, pointer: str = "") -> None:
        # most refusals are made and never needed, as the guard holds: nothing here but what must be
        self.detail = detail
        self.pointer = pointer

    def __str__(self) -> str:
        return self.detail

    @classmethod
    def title(cls) -> str:
        """The first line of the docstring, without its full stop."""
        return (cls.__doc__ or cls.__name__).strip().splitlines()[0].rstrip(".")


class Refused(Exception):  # noqa: N818 - carries refusals, see above
    """All refusals that stand in the way of one command; the first one gives the problem its type."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("; ".join(refusal.detail for refusal in refusals))
        self.refusals = tuple(refusals)
