"""Everything that a partnership consists of, each folded from the events of its tag."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kernel import Recorded
from domain.partnership.member import Member
from projections.folding import Folding
from projections.mending import mended
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


def fold_person(person: str, history: Iterable[Recorded]) -> PersonView | None:
    """The person after these events of the tag `member:<person>`; None for whom the ledger does not know.

    Services (`integration:…`, `system:…`) are known without being registered.
    """
    view, state = PersonView(person=person), Member(person)
    for recorded in mended(history):
        PERSON.take(view, recorded)
        if state.sees(recorded):
            state.fold(recorded)
    view.known = state.known
    return view if view.known else None
