"""Every kind of view by the name of its subject's tag, for whoever shows them all in one way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from domain.kernel import Recorded
from projections.decisions.view import DecisionView, fold_decision
from projections.facts import Viewed
from projections.opportunities.view import OpportunityView, fold_opportunity
from projections.partnership.view import (
    DelegationView,
    KeyView,
    MeetingView,
    PersonView,
    PolicyView,
    ScopeView,
    TeamView,
    WorkspaceView,
    fold_delegation,
    fold_key,
    fold_meeting,
    fold_person,
    fold_policy,
    fold_scope,
    fold_team,
    fold_workspace,
)

Fold = Callable[[str, Sequence[Recorded], Sequence[str]], Viewed | None]


class ViewKind(msgspec.Struct, frozen=True):
    """What a view is called in documents, and how it is folded: from a subject's id, its events, the required sides."""

    type: type[Viewed]
    fold: Fold


# `partnership` and `policy` are tags without an id: the subject is then the workspace's slug, or nothing
VIEWS: Final[dict[str, ViewKind]] = {
    "partnership": ViewKind(WorkspaceView, lambda subject, history, _: fold_workspace(subject, history)),
    "policy": ViewKind(PolicyView, lambda _, history, sides: fold_policy(history, sides)),
    "member": ViewKind(PersonView, lambda subject, history, _: fold_person(subject, history)),
    "team": ViewKind(TeamView, lambda subject, history, _: fold_team(subject, history)),
    "delegation": ViewKind(DelegationView, lambda subject, history, _: fold_delegation(subject, history)),
    "scope": ViewKind(ScopeView, lambda subject, history, _: fold_scope(subject, history)),
    "key": ViewKind(KeyView, lambda subject, history, _: fold_key(subject, history)),
    "meeting": ViewKind(MeetingView, lambda subject, history, _: fold_meeting(subject, history)),
    "opportunity": ViewKind(OpportunityView, fold_opportunity),
    "decision": ViewKind(DecisionView, fold_decision),
}
