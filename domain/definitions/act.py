"""What acts on one definition share: reading it, and the guards that nearly all of them begin with."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from domain.acting import A_SIDE, Act, Body, Role
from domain.definitions.refusals import (
    DefinitionEnded,
    DefinitionNotAdopted,
    DefinitionNotOpen,
    DefinitionRevisionOutdated,
    DefinitionUnknown,
)
from domain.definitions.state import Definition
from domain.definitions.terms import DefinitionContent
from domain.refusals import Refused

B = TypeVar("B", bound=Body)
UNHASHED = frozenset({"imported", "inferred"})
DRAFTING = A_SIDE | {Role.MEMBER}


class OnDefinition(Act[B]):
    """An act on a definition; a delegation counts where it covers the home scope of its opportunities."""

    subject_type: ClassVar[str] = "doa"

    def prepare(self) -> None:
        """Read the definition."""
        self.definition = self.know(Definition(self.subject))

    def scope(self) -> str | None:
        """The home scope of its opportunities."""
        return self.definition.scope

    def require_known(self) -> DefinitionContent:
        """Stop unless it was drafted; answer the latest revision's content."""
        definition = self.definition
        if definition.content is None:
            raise Refused([*self.refusals, DefinitionUnknown(f"{self.subject} is not known here.")])
        self.after(definition.revised_at, f"revision {definition.revision} was written")
        return definition.content

    def require_open(self) -> DefinitionContent:
        """Stop unless it is a draft."""
        content, state = self.require_known(), self.definition.state
        self.require(state == "draft", DefinitionNotOpen(f"{self.subject} is {state}."))
        return content

    def require_going(self) -> DefinitionContent:
        """Stop where it has ended."""
        content = self.require_known()
        self.require(not self.definition.ended, DefinitionEnded(f"{self.subject} is {self.definition.state}."))
        return content

    def require_adopted(self) -> DefinitionContent:
        """Stop unless all sides have signed it and it still gives the direction."""
        content, state = self.require_known(), self.definition.state
        self.require(state == "adopted", DefinitionNotAdopted(f"{self.subject} is {state}."))
        self.after(self.definition.adopted_at, "it was adopted")
        return content

    def check_revision(self, revision: int | None) -> bool:
        """Refuse another revision than the latest."""
        latest = self.definition.revision
        return self.check(
            revision in {None, latest}, DefinitionRevisionOutdated(f"The latest revision is {latest}.", "/revision")
        )
