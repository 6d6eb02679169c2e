"""The life of a definition in any order of acts, against a model that fits on a page."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.acting import Waive
from domain.definitions.answer_feedback import AnswerFeedback, FeedbackAnswer
from domain.definitions.commit_support import CommitSupport, SupportPromise
from domain.definitions.confirm_achieved import Achievement, ConfirmAchieved
from domain.definitions.contribute_definition import ContributeDefinition, Contribution
from domain.definitions.events import DefinitionAdopted, DefinitionDrafted, DefinitionRevised, DefinitionSigned
from domain.definitions.give_team_feedback import GiveTeamFeedback
from domain.definitions.retire_definition import RetireDefinition, Retirement
from domain.definitions.revise_definition import DefinitionRevision, ReviseDefinition
from domain.definitions.seal_team_feedback import SealTeamFeedback
from domain.definitions.sign_definition import Signature, SignDefinition
from domain.kernel import Command
from domain.partnership.events import PartnerJoined
from tests.domain.definitions.scene import BEA, DEV, QA, SLOW, TED, TESS, drafted, feedback, words
from tests.domain.opportunities.history import DOT, LINK
from tests.domain.story import SIDES, an_id

BOTH_SIDES = (
    PartnerJoined(person=DOT, side="technology", partners=3),
    PartnerJoined(person=DOT, side="business", partners=3),
)
VOICES = [(TED, "technology"), (TESS, "technology"), (BEA, "business"), (DOT, "technology"), (DOT, "business")]
DOUBTS = {"doubtful", "against"}
voices = st.sampled_from(VOICES)
buy_ins = st.sampled_from(["excited", "supportive", "neutral", "doubtful", "against"])
waivers = st.sampled_from([(), (), (Waive(rule="definition.no-support", reason="None is needed"),)])


class Course(RuleBasedStateMachine):
    """Tries acts in any order; the model says which ones have to be refused."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = drafted(words(north_star="star 0"), *BOTH_SIDES)
        self.state = "draft"
        self.star = "star 0"
        self.revision = 1
        self.contributed = {"technology"}
        self.said: dict[str, str] = {}
        self.word: dict[str, tuple[str, str]] = {}
        self.sealed: set[str] = set()
        self.answered: set[str] = set()
        self.support = 0
        self.signed: dict[str, str] = {}
        self.confirmed: dict[str, str] = {}
        self.spoken: dict[str, str] = {}

    @property
    def going(self) -> bool:
        return self.state in {"draft", "adopted"}

    @property
    def unanswered(self) -> set[str]:
        return {name for name, said in self.word.values() if said in DOUBTS and name not in self.answered}

    def tries(self, allowed: object, command: type[Command], body: Any, by: str) -> bool:
        """Run a command; it has to be recorded or refused as the model says."""
        outcome = self.scene.does(by, command, body)
        assert bool(outcome.events) == bool(allowed), (outcome.events, outcome.refusals)
        return bool(allowed)

    @rule(voice=voices, star=st.sampled_from(["star 0", "star 1"]))
    def revise(self, voice: tuple[str, str], star: str) -> None:
        person, side = voice
        body = DefinitionRevision(opportunities=(SLOW,), north_star=star, side=side)
        if self.tries(self.state == "draft" and star != self.star, ReviseDefinition, body, person):
            self.star, self.revision, self.signed = star, self.revision + 1, {}
            self.contributed.add(side)

    @rule(voice=voices)
    def contribute(self, voice: tuple[str, str]) -> None:
        person, side = voice
        body = Contribution(part="north_star", text="Within the hour", side=side)
        if self.tries(self.state == "draft", ContributeDefinition, body, person):
            self.contributed.add(side)

    @rule(person=st.sampled_from([DEV, QA, TED]), buy_in=buy_ins, sealed=st.booleans())
    def say(self, person: str, buy_in: str, *, sealed: bool) -> None:
        name = an_id("fbk", len(self.said) + 1)
        other_form = person in self.word and (person in self.sealed) != sealed
        command: type[Command] = SealTeamFeedback if sealed else GiveTeamFeedback
        allowed = self.going and person != TED and not other_form
        if self.tries(allowed, command, feedback(buy_in, feedback=name), person):
            self.said[name], self.word[person] = person, (name, buy_in)
            self.sealed |= {person} if sealed else set()

    @rule(voice=voices, number=st.integers(1, 4))
    def answer(self, voice: tuple[str, str], number: int) -> None:
        (person, side), name = voice, an_id("fbk", number)
        body = FeedbackAnswer(feedback=(name,), text="It is a direction", side=side)
        if self.tries(self.going and name in self.said, AnswerFeedback, body, person):
            self.answered.add(name)
            self.contributed.add(side)

    @rule(voice=voices)
    def promise(self, voice: tuple[str, str]) -> None:
        person, side = voice
        body = SupportPromise(kind="time", text="a day", side=side, support=an_id("sup", self.support))
        if self.tries(self.going, CommitSupport, body, person):
            self.support += 1

    @rule(voice=voices, back=st.integers(0, 1), waived=waivers)
    def sign(self, voice: tuple[str, str], back: int, waived: tuple[Waive, ...]) -> None:
        person, side = voice
        revision = max(self.revision - back, 1)
        body = Signature(revision=revision, digest=self.scene.state().digest, side=side, waive=waived)
        allowed = (
            self.state == "draft"
            and revision == self.revision
            and side not in self.signed
            and self.spoken.get(person, side) == side
            and set(SIDES) <= self.contributed
            and self.word
            and not self.unanswered
            and (self.support or waived)
        )
        if self.tries(allowed, SignDefinition, body, person):
            self.signed[side], self.spoken[person] = person, side
            self.state = "adopted" if set(self.signed) == set(SIDES) else "draft"

    @rule(voice=voices, proven=st.booleans())
    def confirm(self, voice: tuple[str, str], *, proven: bool) -> None:
        person, side = voice
        body = Achievement(evidence=(LINK,) if proven else (), side=side)
        fits = side not in self.confirmed and self.spoken.get(person, side) == side
        if self.tries(self.state == "adopted" and proven and fits, ConfirmAchieved, body, person):
            self.confirmed[side], self.spoken[person] = person, side
            self.state = "achieved" if set(self.confirmed) == set(SIDES) else "adopted"

    @rule()
    def go_on(self) -> None:
        """What the sides would do next: random acts alone seldom get to a signature."""
        if set(SIDES) - self.contributed:
            self.contribute((BEA, "business"))
        elif not self.word:
            self.say(DEV, "doubtful", sealed=True)
        elif self.unanswered:
            self.answer((TED, "technology"), len(self.said))
        elif not self.support:
            self.promise((BEA, "business"))
        elif self.state == "draft":
            self.sign((BEA, "business") if "technology" in self.signed else (TED, "technology"), 0, ())

    @rule(dice=st.integers(0, 15))
    def retire(self, dice: int) -> None:
        if dice == 11 and self.tries(self.going, RetireDefinition, Retirement(reason="gone"), TED):
            self.state = "retired"

    @invariant()
    def the_fold_agrees_with_the_model(self) -> None:
        found = self.scene.state()
        assert (found.state, found.revision) == (self.state, self.revision)
        assert {side: by.person for side, by in found.signatures.complete.items()} == self.signed
        assert {side: by.person for side, by in found.achievement.complete.items()} == self.confirmed
        assert found.contributed == self.contributed
        assert set(found.unanswered) == self.unanswered
        said = [buy_in for _, buy_in in self.word.values()]
        assert all(getattr(found.buy_in, name) == said.count(name) for name in found.buy_in.__struct_fields__)

    @invariant()
    def it_is_adopted_as_different_people_of_all_sides_signed_it(self) -> None:
        latest: DefinitionDrafted | DefinitionRevised | None = None
        signed: dict[str, DefinitionSigned] = {}
        for recorded in self.scene.history:
            match recorded.event:
                case DefinitionDrafted() | DefinitionRevised() as revised:
                    latest, signed = revised, {}
                case DefinitionSigned(side=side) as signature:
                    signed[side] = signature
                case DefinitionAdopted(revision=revision, digest=digest):
                    assert latest
                    assert {(revision, digest)} == {(latest.revision, latest.digest)}
                    assert {(by.revision, by.digest) for by in signed.values()} == {(revision, digest)}
                    assert len({by.person for by in signed.values()}) == len(SIDES)


Course.TestCase.settings = settings(max_examples=40, stateful_step_count=50)
TestCourse = Course.TestCase
