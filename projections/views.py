"""Every kind of view by the name of its subject's tag, for whoever shows them all in one way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import msgspec

from domain.kernel import Recorded
from projections.assessments.view import AssessmentReading, AssessmentView
from projections.benefits.view import BenefitReading, BenefitView
from projections.brainstorms.view import BrainstormReading, BrainstormView
from projections.decisions.view import DecisionReading, DecisionView
from projections.definitions.view import DefinitionReading, DefinitionView
from projections.facts import Viewed
from projections.folding import Reading
from projections.katas.view import KataReading, KataView
from projections.metrics.view import MetricReading, MetricView
from projections.objectives.view import ObjectivesReading, ObjectivesView
from projections.opportunities.view import OpportunityReading, OpportunityView
from projections.partnership.delegation import DelegationReading, DelegationView
from projections.partnership.key import KeyReading, KeyView
from projections.partnership.meeting import MeetingReading, MeetingView
from projections.partnership.policy import PolicyReading, PolicyView
from projections.partnership.scope import ScopeReading, ScopeView
from projections.partnership.team import TeamReading, TeamView
from projections.partnership.view import PersonReading, PersonView
from projections.partnership.workspace import WorkspaceReading, WorkspaceView
from projections.signals.view import SignalReading, SignalView
from projections.trackers.view import TrackerLinkReading, TrackerLinkView
from projections.value_streams.view import MapReading, MapView


class ViewKind(msgspec.Struct, frozen=True):
    """One kind of view: its type, and how it begins from a subject's id and the workspace's required sides."""

    type: type[Viewed]
    begin: Callable[[str, Sequence[str]], Reading[Any]]

    def fold(self, subject: str, history: Iterable[Recorded], sides: Sequence[str]) -> Viewed | None:
        """The view of a subject after these events of its tag; None if there is nothing to show."""
        view: Viewed | None = self.begin(subject, sides).read(history)
        return view


# `partnership` and `policy` are tags without an id: the subject is then the workspace's slug, or nothing
VIEWS: Final[dict[str, ViewKind]] = {
    "partnership": ViewKind(WorkspaceView, lambda subject, _: WorkspaceReading(subject)),
    "policy": ViewKind(PolicyView, lambda _, sides: PolicyReading(sides)),
    "member": ViewKind(PersonView, lambda subject, _: PersonReading(subject)),
    "team": ViewKind(TeamView, lambda subject, _: TeamReading(subject)),
    "delegation": ViewKind(DelegationView, lambda subject, _: DelegationReading(subject)),
    "scope": ViewKind(ScopeView, lambda subject, _: ScopeReading(subject)),
    "key": ViewKind(KeyView, lambda subject, _: KeyReading(subject)),
    "meeting": ViewKind(MeetingView, lambda subject, _: MeetingReading(subject)),
    "opportunity": ViewKind(OpportunityView, OpportunityReading),
    "decision": ViewKind(DecisionView, DecisionReading),
    "metric": ViewKind(MetricView, lambda subject, _: MetricReading(subject)),
    "signal": ViewKind(SignalView, lambda subject, _: SignalReading(subject)),
    "brainstorm": ViewKind(BrainstormView, lambda subject, _: BrainstormReading(subject)),
    "map": ViewKind(MapView, lambda subject, _: MapReading(subject)),
    "objectives": ViewKind(ObjectivesView, lambda subject, _: ObjectivesReading(subject)),
    "assessment": ViewKind(AssessmentView, AssessmentReading),
    "definition": ViewKind(DefinitionView, DefinitionReading),
    "kata": ViewKind(KataView, lambda subject, _: KataReading(subject)),
    "benefit": ViewKind(BenefitView, lambda subject, _: BenefitReading(subject)),
    "tracker-link": ViewKind(TrackerLinkView, lambda subject, _: TrackerLinkReading(subject)),
}
