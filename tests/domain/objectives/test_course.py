"""Two sets of objectives and an opportunity in any order of acts, against a model that fits on a page."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.kernel import Command
from domain.objectives.activate_objectives import ActivateObjectives, Activation
from domain.objectives.align_opportunity import Alignment, AlignOpportunity
from domain.objectives.assess_attribution import AssessAttribution, Attribution
from domain.objectives.change_key_result_target import ChangeKeyResultTarget, KeyResultTarget
from domain.objectives.check_in_key_result import CheckIn, CheckInKeyResult
from domain.objectives.close_objectives import CloseObjectives, Closing
from domain.objectives.draft_objectives import DraftObjectives, ObjectivesDraft
from domain.objectives.revise_objectives import ObjectivesRevision, ReviseObjectives
from domain.objectives.terms import Objective, Score
from domain.objectives.unalign_opportunity import Unalignment, UnalignOpportunity
from domain.opportunities.state import Opportunity
from tests.domain.metrics.growing import Growing
from tests.domain.objectives.scene import BEA, CONTENT, DEV, OKR, OTHER_OKR, PIPELINE, SLOW, WORLD

sets = st.sampled_from([OKR, OTHER_OKR])
contents = st.sampled_from([CONTENT, CONTENT[:2], CONTENT[::-1]])
keys = st.sampled_from(["KR1.1", "KR3.1", "O2", "KR9"])


class Course(RuleBasedStateMachine):
    """Tries acts in any order; the model says which ones have to be refused."""

    def __init__(self) -> None:
        super().__init__()
        self.world = Growing(WORLD)
        self.state: dict[str, str] = {}
        self.content: dict[str, tuple[Objective, ...]] = {}
        self.targets: dict[tuple[str, str], float] = {}
        self.aligned: set[tuple[str, str]] = set()

    def tries(self, allowed: bool, command: type[Command], subject: str, body: Any, by: str = BEA) -> bool:  # noqa: FBT001 - the model says it
        outcome = self.world.does(by, command, subject, body)
        assert bool(outcome.events) == allowed, (outcome.events, outcome.refusals)
        return allowed

    def results(self, okr: str) -> dict[str, float]:
        return {
            result.key: self.targets.get((okr, result.key), result.target or 0)
            for objective in self.content.get(okr, ())
            for result in objective.key_results
        }

    def keys_of(self, okr: str) -> set[str]:
        return {*self.results(okr), *(objective.key for objective in self.content.get(okr, ()))}

    @rule(okr=sets, content=contents)
    def draft(self, okr: str, content: tuple[Objective, ...]) -> None:
        if self.tries(okr not in self.state, DraftObjectives, okr, ObjectivesDraft(cycle="2026", content=content)):
            self.state[okr], self.content[okr] = "draft", content

    @rule(okr=sets, content=contents)
    def revise(self, okr: str, content: tuple[Objective, ...]) -> None:
        allowed = self.state.get(okr) == "draft" and content != self.content[okr]
        if self.tries(allowed, ReviseObjectives, okr, ObjectivesRevision(content=content), DEV):
            self.content[okr] = content

    @rule(okr=sets)
    def activate(self, okr: str) -> None:
        allowed = self.state.get(okr) == "draft" and "active" not in self.state.values() and len(self.content[okr]) == 3
        if self.tries(allowed, ActivateObjectives, okr, Activation()):
            self.state[okr] = "active"

    @rule(okr=sets, key=keys)
    def check_in(self, okr: str, key: str) -> None:
        allowed = self.state.get(okr) == "active" and key in self.results(okr)
        self.tries(allowed, CheckInKeyResult, okr, CheckIn(key_result=key, value=3), PIPELINE)

    @rule(okr=sets, key=keys, to=st.sampled_from([0.0, 2.0, 900.0]))
    def aim(self, okr: str, key: str, to: float) -> None:
        results = self.results(okr)
        allowed = self.state.get(okr) == "active" and key in results and to not in {results[key], 900.0}
        body = KeyResultTarget(key_result=key, target=to, reason="x")
        if self.tries(allowed, ChangeKeyResultTarget, okr, body):
            self.targets[okr, key] = to

    @rule(okr=sets, whole=st.booleans())
    def close(self, okr: str, *, whole: bool) -> None:
        scored = sorted(self.results(okr))[0 if whole else 1 :]
        body = Closing(scores=tuple(Score(key=key, score=0.5) for key in scored), reflection="x")
        if self.tries(self.state.get(okr) == "active" and whole, CloseObjectives, okr, body):
            self.state[okr] = "closed"

    @rule(okr=sets, key=keys)
    def align(self, okr: str, key: str) -> None:
        allowed = self.state.get(okr) == "active" and key in self.keys_of(okr) and (okr, key) not in self.aligned
        if self.tries(allowed, AlignOpportunity, SLOW, Alignment(objectives=okr, key=key, mechanism="x"), DEV):
            self.aligned.add((okr, key))

    @rule(okr=sets, key=keys)
    def unalign(self, okr: str, key: str) -> None:
        body = Unalignment(objectives=okr, key=key, reason="x")
        if self.tries((okr, key) in self.aligned, UnalignOpportunity, SLOW, body, DEV):
            self.aligned.discard((okr, key))

    @rule(okr=sets, key=keys)
    def judge(self, okr: str, key: str) -> None:
        body = Attribution(objectives=okr, key=key, verdict="inconclusive")
        self.tries((okr, key) in self.aligned, AssessAttribution, SLOW, body)

    @invariant()
    def one_set_is_active_and_the_facet_follows(self) -> None:
        assert list(self.state.values()).count("active") <= 1
        opportunity = Opportunity(SLOW)
        for recorded in self.world.history:
            if opportunity.sees(recorded):
                opportunity.fold(recorded)
        assert opportunity.facets.aligned == bool(self.aligned)


TestCourse = Course.TestCase
TestCourse.settings = settings(max_examples=40, stateful_step_count=25)
