"""What acts on a set of objectives share."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from domain.acting import Act, Body
from domain.objectives.refusals import ObjectiveOrKeyResultUnknown, ObjectivesNotActive, ObjectivesUnknown
from domain.objectives.state import ObjectiveSet
from domain.objectives.terms import KeyResult
from domain.refusals import Refused

B = TypeVar("B", bound=Body)


class OnObjectives(Act[B]):
    """An act on a set of objectives."""

    subject_type: ClassVar[str] = "okr"

    def prepare(self) -> None:
        """Read the set."""
        self.objectives = self.know(ObjectiveSet(self.subject))

    def key_result(self, key: str) -> KeyResult:
        """A key result of the set; stops where there is none."""
        result = self.objectives.key_results.get(key)
        if result is None:
            unknown = ObjectiveOrKeyResultUnknown(f"{self.subject} has no key result {key}.", "/key_result")
            raise Refused([*self.refusals, unknown])
        return result


def require_known(act: Act[Any], objectives: ObjectiveSet, pointer: str = "") -> None:
    """Stop unless there is such a set."""
    act.require(objectives.known, ObjectivesUnknown(f"{objectives.objectives} is not known here.", pointer))
    act.after(objectives.drafted_at, "the objectives were drafted")


def require_active(act: Act[Any], objectives: ObjectiveSet, pointer: str = "") -> None:
    """Stop unless the set is active."""
    require_known(act, objectives, pointer)
    act.require(
        objectives.state == "active",
        ObjectivesNotActive(f"{objectives.objectives} is {objectives.state}.", pointer),
    )
    act.after(objectives.activated_at, "the objectives were activated")
