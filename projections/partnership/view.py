"""Everything that a partnership consists of, each folded from the events of its tag."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kernel import Recorded
from domain.partnership.member import Member
from projections.folding import Folding, Reading
from projections.partnership import awaiting, belonging
from projections.partnership.delegation import DelegationView, fold_delegation
from projections.partnership.key import KeyView, fold_key, issuers_of
from projections.partnership.meeting import MeetingView, fold_meeting
from projections.partnership.person import PersonView
from projections.partnership.policy import PolicyView, fold_policy
from projections.partnership.scope import ScopeView, fold_scope
from projections.partnership.team import TeamView, fold_team
from projections.partnership.workspace import WorkspaceView, fold_workspace

__all__ = [
    "PERSON",
    "DelegationView",
    "KeyView",
    "MeetingView",
    "PersonView",
    "PolicyView",
    "ScopeView",
    "TeamView",
    "WorkspaceView",
    "fold_delegation",
    "fold_key",
    "fold_meeting",
    "fold_person",
    "fold_policy",
    "fold_scope",
    "fold_team",
    "fold_workspace",
    "issuers_of",
]

PERSON: Folding[PersonView] = Folding()
for _steps in (belonging.STEPS, awaiting.STEPS):
    PERSON.include(_steps)


class PersonReading(Reading[PersonView]):
    """A person's view in the making, beside the state that permissions rest on."""

    def __init__(self, person: str) -> None:
        super().__init__(PERSON, PersonView(person=person))
        self.state = Member(person)

    def take(self, recorded: Recorded) -> None:
        """Take one event in."""
        super().take(recorded)
        if self.state.sees(recorded):
            self.state.fold(recorded)

    def settle(self) -> None:
        """Set whether the ledger knows the person."""
        self.view.known = self.state.known

    @property
    def known(self) -> bool:
        """Whether the person is registered; services (`integration:…`, `system:…`) need not be."""
        return self.state.known


def fold_person(person: str, history: Iterable[Recorded]) -> PersonView | None:
    """The person after these events of the tag `member:<person>`; None for whom the ledger does not know."""
    return PersonReading(person).read(history)
