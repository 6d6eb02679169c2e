"""The life of an assessment in any order of acts, against a model that fits on a page."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.assessments.confirm_settlement import ConfirmSettlement, SettlementToConfirm
from domain.assessments.events import AssessmentAgreed, ScoreSheetRevealed, ScoresRevealed, ScoresSubmitted
from domain.assessments.open_rescore import OpenRescore, Rescore
from domain.assessments.reveal_scores import RevealScores, ScoresReveal
from domain.assessments.settle_assessment import SettleAssessment
from domain.assessments.submit_scores import SubmitScores
from domain.blind import canonical, proves
from domain.kernel import Command
from domain.partnership.events import PartnerJoined
from tests.domain.assessments.scene import BEA, FAY, SCORERS, TED, TESS, THREE, opened, scores, settling
from tests.domain.opportunities.history import DOT
from tests.domain.story import SIDES

BOTH_SIDES = (
    PartnerJoined(person=DOT, side="technology", partners=3),
    PartnerJoined(person=DOT, side="business", partners=3),
)
VOICES = [(TED, "technology"), (TESS, "technology"), (BEA, "business"), (DOT, "technology"), (DOT, "business")]
voices = st.sampled_from(VOICES)
scorers = st.sampled_from([seat.person for seat in SCORERS] * 3 + [TESS])
points = st.tuples(st.integers(1, 5), st.integers(1, 6))


class Course(RuleBasedStateMachine):
    """Tries acts in any order; the model says which ones have to be refused."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = opened(*BOTH_SIDES)
        self.state = "scoring"
        self.round = 1
        self.sheets: dict[str, tuple[int, int]] = {}
        self.settled: tuple[int, int, int] | None = None
        self.revision = 0
        self.confirmed: dict[str, str] = {}
        self.spoken: dict[str, str] = {}

    def tries(self, allowed: object, command: type[Command], body: Any, by: str) -> bool:
        outcome = self.scene.act(by, command, body)
        assert bool(outcome.events) == bool(allowed), (outcome.events, outcome.refusals)
        return bool(allowed)

    @rule(person=scorers, point=points)
    def submit(self, person: str, point: tuple[int, int]) -> None:
        fit = self.state == "scoring" and person != TESS and max(point) <= 5
        if self.tries(fit, SubmitScores, scores(point, point, point), person):
            self.sheets[person] = point

    @rule(by=st.sampled_from([FAY, TED]), going_on=st.booleans())
    def reveal(self, by: str, *, going_on: bool) -> None:
        whole = len(self.sheets) == len(SCORERS) or (going_on and by == FAY)
        fit = self.state == "scoring" and self.sheets and whole
        if self.tries(fit, RevealScores, ScoresReveal(without_missing=going_on), by):
            self.state = "revealed"
            shown = self.scene.history[-1].event
            assert isinstance(shown, ScoresRevealed)
            spread = max(hard for hard, _ in self.sheets.values()) - min(hard for hard, _ in self.sheets.values())
            assert {item.difficulty.spread for item in shown.items} == {spread}

    @rule(dice=st.integers(0, 3))
    def rescore(self, dice: int) -> None:
        fit = self.state in {"revealed", "settled"}
        if dice == 1 and self.tries(fit, OpenRescore, Rescore(reason="We talked"), FAY):
            self.state, self.round, self.sheets, self.confirmed = "scoring", self.round + 1, {}, {}

    @rule(hard=st.integers(1, 3), urgent=st.integers(4, 6))
    def settle(self, hard: int, urgent: int) -> None:
        news = self.state != "settled" or self.settled != (self.round, hard, urgent)
        fit = self.state in {"revealed", "settled"} and urgent <= 5 and news
        if self.tries(fit, SettleAssessment, settling(*[(hard, urgent)] * len(THREE)), FAY):
            self.state, self.settled = "settled", (self.round, hard, urgent)
            self.revision, self.confirmed = self.revision + 1, {}

    @rule(voice=voices, behind=st.integers(0, 1))
    def confirm(self, voice: tuple[str, str], behind: int) -> None:
        person, side = voice
        digest = self.scene.assessment.digest or "0" * 64
        body = SettlementToConfirm(revision=max(self.revision - behind, 1), digest=digest, side=side)
        fit = self.state == "settled" and body.revision == self.revision and side not in self.confirmed
        if self.tries(fit and self.spoken.get(person, side) == side, ConfirmSettlement, body, person):
            self.confirmed[side], self.spoken[person] = person, side
            self.state = "agreed" if set(self.confirmed) == set(SIDES) else "settled"

    @rule()
    def go_on(self) -> None:
        """What people would do next: random acts alone seldom get to a settlement."""
        waiting = [seat.person for seat in SCORERS if seat.person not in self.sheets]
        if self.state == "scoring" and waiting:
            self.submit(waiting[0], (2, 4))
        elif self.state == "scoring":
            self.reveal(TED, going_on=False)
        elif self.state == "revealed":
            self.settle(2, 4)
        elif self.state == "settled":
            self.confirm((BEA, "business") if "technology" in self.confirmed else (TED, "technology"), 0)

    @invariant()
    def the_fold_agrees_with_the_model(self) -> None:
        found = self.scene.assessment
        assert (found.state, found.round, found.revision) == (self.state, self.round, self.revision)
        assert set(found.sheets) == set(self.sheets)
        assert {side: by.person for side, by in found.complete.items()} == self.confirmed
        assert self.scene.opportunity(THREE[0]).facets.assessed == (self.state == "agreed")

    @invariant()
    def no_score_is_seen_before_the_reveal_and_none_changes_in_it(self) -> None:
        committed: dict[tuple[str, int], str] = {}
        for recorded in self.scene.history:
            match recorded.event:
                case ScoresSubmitted(person=person, round=number, commitment=commitment, scores=shown):
                    assert shown is None
                    committed[person, number] = commitment or ""
                case ScoreSheetRevealed(content=content, salt=salt):
                    assert proves(committed[content.person, content.round], salt or "", canonical(content))
        assert bool(self.scene.contents) == (self.state == "scoring" and bool(self.sheets))

    @invariant()
    def it_is_agreed_by_different_people_of_all_sides(self) -> None:
        for recorded in self.scene.history:
            if isinstance(recorded.event, AssessmentAgreed):
                assert [by.side for by in recorded.event.sides] == list(self.confirmed)
                assert len({by.person for by in recorded.event.sides}) == len(SIDES)


Course.TestCase.settings = settings(max_examples=40, stateful_step_count=40)
TestCourse = Course.TestCase
