"""Advice, stances and wins."""

from datetime import timedelta
from typing import Any

import pytest

from domain.acting import ClaimedBeforeItsGround, NotOfThatSide, RoleMissing
from domain.decisions.ask_advice import AdviceAlreadyAsked, AdviceQuestion, AskAdvice
from domain.decisions.give_advice import AdviceNotAsked, AdviceOfOthers, AdviceWords, GiveAdvice
from domain.decisions.refusals import (
    DecisionLapsed,
    DecisionNotOpen,
    DecisionUnknown,
    DigestDiffers,
    DigestMissing,
    ReasonEmpty,
    RevisionOutdated,
)
from domain.decisions.state_win import StateWin, Win
from domain.decisions.take_stance import StanceWords, TakeStance
from domain.decisions.voices import AdviceAsked, AdviceGiven, StanceTaken, WinStated
from domain.kernel import Command
from domain.partnership.refusals import PersonUnknown
from tests.domain.decisions.scene import (
    ADV,
    BEA,
    DEC,
    DEV,
    DOT,
    DOT_FOR_BEA,
    TED,
    Scene,
    proposal,
    proposed,
    reached,
    scene,
)
from tests.domain.story import BEGINNING, an_id

QUESTION = AdviceQuestion(advice=ADV, asked=DEV, question="How long would it take?")
ANSWER = AdviceWords(advice=ADV, text="A month")
UNASKED = AdviceWords(text="Start small")
AGREE = StanceWords(stance="agree")
WIN = Win(revision=1, digest="0" * 64, text="Quiet nights")
EVERY = pytest.mark.parametrize(
    ("command", "body"), [(AskAdvice, QUESTION), (GiveAdvice, ANSWER), (TakeStance, AGREE), (StateWin, WIN)]
)


def asked() -> Scene:
    started = proposed()
    assert not started.does(TED, AskAdvice, QUESTION).refusals
    return started


def test_advice_is_asked() -> None:
    asked_advice = AdviceAsked(decision=DEC, advice=ADV, asked=DEV, question="How long would it take?")
    proposed().does(TED, AskAdvice, QUESTION).then(asked_advice)


def test_advice_is_asked_of_people_who_are_known() -> None:
    proposed().does(TED, AskAdvice, AdviceQuestion(asked=an_id("per", 77), question="?")).refused(PersonUnknown)


def test_a_question_has_words_and_an_id_of_its_own() -> None:
    asked().does(TED, AskAdvice, QUESTION).refused(AdviceAlreadyAsked)
    proposed().does(TED, AskAdvice, AdviceQuestion(asked=DEV, question=" ")).refused(ReasonEmpty)


def test_advice_is_given() -> None:
    asked().does(DEV, GiveAdvice, ANSWER).then(AdviceGiven(decision=DEC, advice=ADV, by=DEV, text="A month"))


def test_advice_may_come_unasked() -> None:
    (given,) = proposed().does(DEV, GiveAdvice, UNASKED).events
    assert isinstance(given, AdviceGiven)
    assert given.advice == an_id("adv", 9000)


def test_who_decides_notes_advice_and_whether_it_was_taken() -> None:
    body = AdviceWords(advice=ADV, by=DEV, text="A month", taken="partly")
    (given,) = asked().does(TED, GiveAdvice, body).then(AdviceGiven).events
    assert isinstance(given, AdviceGiven)
    assert (given.by, given.taken) == (DEV, "partly")


@pytest.mark.parametrize("body", [AdviceWords(text="x", by=TED), AdviceWords(text="x", taken="yes")])
def test_others_speak_for_themselves(body: AdviceWords) -> None:
    proposed().does(DEV, GiveAdvice, body).refused(AdviceOfOthers)


def test_advice_answers_a_question_to_the_adviser() -> None:
    asked().does(BEA, GiveAdvice, ANSWER).refused(AdviceNotAsked)
    proposed().does(DEV, GiveAdvice, ANSWER).refused(AdviceNotAsked)


def test_advice_comes_from_people_who_are_known_and_has_words() -> None:
    proposed().does(TED, GiveAdvice, AdviceWords(by=an_id("per", 77), text="x")).refused(PersonUnknown)
    proposed().does(TED, GiveAdvice, AdviceWords(text=" ")).refused(ReasonEmpty)


def test_a_member_takes_a_stance() -> None:
    words = StanceWords(stance="disagree_and_commit", reason="I would have waited")
    proposed().does(DEV, TakeStance, words).then(
        StanceTaken(decision=DEC, revision=1, stance="disagree_and_commit", side="team", reason="I would have waited")
    )


def test_no_stance_is_an_agreement() -> None:
    started = proposed()
    for person in (TED, BEA):
        started.does(person, TakeStance, AGREE).then(StanceTaken)
    assert (started.state().state, started.state().complete) == ("open", {})


@pytest.mark.parametrize("stance", ["agree_with_reservations", "disagree_and_commit", "stand_aside", "object"])
@pytest.mark.parametrize("reason", [None, " "])
def test_all_but_plain_agreement_has_a_reason(stance: Any, reason: str | None) -> None:
    proposed().does(DEV, TakeStance, StanceWords(stance=stance, reason=reason)).refused(ReasonEmpty)


def test_a_stance_is_about_the_revision_on_the_table() -> None:
    proposed().does(DEV, TakeStance, StanceWords(stance="agree", revision=2)).refused(RevisionOutdated)


def test_a_side_states_its_win() -> None:
    started = proposed()
    started.wins(BEA).then(
        WinStated(
            decision=DEC,
            revision=1,
            digest=started.table().digest,
            side="business",
            text="Releases that nobody fears",
        )
    )
    assert list(started.state().wins) == ["business"]


def test_a_delegate_states_it_too() -> None:
    proposed(None, DOT_FOR_BEA).wins(DOT).then(WinStated)


def test_nobody_states_the_win_of_another_side() -> None:
    started = proposed()
    started.wins(DEV).refused(RoleMissing)
    body = Win(revision=1, digest=started.table().digest, text="They will love it", side="business")
    started.does(TED, StateWin, body).refused(NotOfThatSide)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"revision": 2}, RevisionOutdated),
        ({"digest": "0" * 64}, DigestDiffers),
        ({"digest": None}, DigestMissing),
        ({"text": " "}, ReasonEmpty),
    ],
)
def test_a_win_names_the_revision_and_its_hash(changes: dict[str, Any], refusal: Any) -> None:
    started = proposed()
    words: dict[str, Any] = {"revision": 1, "digest": started.table().digest, "text": "Quiet nights"}
    started.does(TED, StateWin, Win(**(words | changes))).refused(refusal)


@EVERY
def test_there_is_a_decision(command: type[Command], body: Any) -> None:
    scene().does(TED, command, body).refused(DecisionUnknown)


@EVERY
def test_it_is_still_open(command: type[Command], body: Any) -> None:
    reached().does(TED, command, body).refused(DecisionNotOpen)


@pytest.mark.parametrize(("command", "body"), [(AskAdvice, QUESTION), (TakeStance, AGREE), (StateWin, WIN)])
def test_its_time_is_not_over(command: type[Command], body: Any) -> None:
    started = proposed(proposal(expires_at=BEGINNING + timedelta(days=1)))
    started.now += timedelta(days=2)
    started.does(TED, command, body).refused(DecisionLapsed)


@pytest.mark.parametrize(
    ("command", "body"), [(AskAdvice, QUESTION), (GiveAdvice, AdviceWords(text="x")), (TakeStance, AGREE)]
)
def test_nothing_is_said_before_the_revision(command: type[Command], body: Any) -> None:
    proposed().does(TED, command, body, occurred_at=BEGINNING).refused(ClaimedBeforeItsGround)


@EVERY
def test_integrations_have_no_say(command: type[Command], body: Any) -> None:
    proposed().does("integration:tracker", command, body).refused(RoleMissing)
