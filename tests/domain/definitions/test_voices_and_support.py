"""What the teams say, open or sealed; what is answered; what is promised and delivered."""

from __future__ import annotations

import msgspec
import pytest

from domain.acting import RoleMissing
from domain.blind import VEIL, commitment
from domain.definitions.answer_feedback import AnswerFeedback, FeedbackAnswer, FeedbackUnknown
from domain.definitions.commit_support import CommitSupport, SupportAlreadyExists, SupportPromise
from domain.definitions.deliver_support import AmountUnitDiffers, DeliverSupport, SupportDelivery, SupportUnknown
from domain.definitions.events import FeedbackAnswered, SupportCommitted, SupportDelivered, TeamFeedbackGiven
from domain.definitions.give_team_feedback import GiveTeamFeedback, SpokeSealed
from domain.definitions.refusals import DefinitionEnded, DefinitionRevisionOutdated
from domain.definitions.retire_definition import RetireDefinition, Retirement
from domain.definitions.seal_team_feedback import SealTeamFeedback, SpokeOpenly
from domain.definitions.terms import Amount, BuyInCounts
from domain.definitions.voicing import FeedbackAlreadyExists, NotInThatTeam
from domain.kernel import Context
from tests.domain.definitions.scene import (
    BEA,
    DEV,
    DOA,
    OTHER_TEAM,
    QA,
    SUPPORT,
    TEAM,
    TED,
    VOICE,
    Scene,
    adopted,
    drafted,
    feedback,
)
from tests.domain.opportunities.history import only
from tests.domain.story import SIDES, an_id, pseudonym

RETIRED = Retirement(reason="Nobody wants it any more")
PROMISE = SupportPromise(
    kind="time", text="One day in ten", amount=Amount(value=10, unit="percent"), period="2026", support=SUPPORT
)


def retired() -> Scene:
    scene = drafted()
    assert not scene.does(TED, RetireDefinition, RETIRED).refusals
    return scene


def test_doubt_is_data() -> None:
    scene = drafted()
    scene.does(DEV, GiveTeamFeedback, feedback(feedback=VOICE)).then(
        TeamFeedbackGiven(
            definition=DOA,
            feedback=VOICE,
            revision=1,
            team=TEAM,
            buy_in="doubtful",
            text="That will never happen",
        )
    )
    assert scene.state().unanswered == (VOICE,)


def test_feedback_comes_from_the_team() -> None:
    drafted().does(DEV, GiveTeamFeedback, feedback(team=OTHER_TEAM)).refused(NotInThatTeam)
    drafted().does(TED, GiveTeamFeedback, feedback()).refused(NotInThatTeam)
    drafted().does(TED, SealTeamFeedback, feedback()).refused(NotInThatTeam)


def test_feedback_is_on_the_latest_revision_of_what_goes_on_under_an_own_id() -> None:
    drafted().does(DEV, GiveTeamFeedback, feedback(revision=2)).refused(DefinitionRevisionOutdated)
    retired().does(DEV, GiveTeamFeedback, feedback()).refused(DefinitionEnded)
    scene = drafted()
    assert not scene.does(DEV, GiveTeamFeedback, feedback(feedback=VOICE)).refusals
    scene.does(QA, GiveTeamFeedback, feedback(feedback=VOICE)).refused(FeedbackAlreadyExists)


def test_only_the_last_word_of_a_person_stands() -> None:
    scene = drafted()
    assert not scene.does(DEV, GiveTeamFeedback, feedback("against")).refusals
    assert not scene.does(DEV, GiveTeamFeedback, feedback("supportive", feedback=an_id("fbk", 5))).refusals
    assert (scene.state().buy_in, scene.state().unanswered) == (BuyInCounts(supportive=1), ())


def test_sealed_feedback_shows_counts_and_a_commitment_but_no_author() -> None:
    scene = drafted()
    shown = only(scene.does(DEV, SealTeamFeedback, feedback(feedback=VOICE)), TeamFeedbackGiven)
    assert shown.sealed
    assert (shown.buy_in, shown.text, shown.sealed.counts) == (None, None, BuyInCounts(doubtful=1))
    written = msgspec.json.encode(shown).decode()
    assert DEV not in written
    assert "never happen" not in written
    assert (scene.state().unanswered, scene.state().buy_in) == ((VOICE,), BuyInCounts(doubtful=1))


def test_the_words_and_the_salt_of_sealed_feedback_lie_beside_the_ledger_for_the_author() -> None:
    scene = drafted()
    context = Context(
        workspace="acme",
        sides=SIDES,
        actor=DEV,
        now=scene.now,
        new_id=lambda prefix: an_id(prefix, 1),
        credential="key of dev",
        new_salt=lambda: bytes(range(32)),
        pseudonym=pseudonym,
    )
    act = SealTeamFeedback(context, DOA, feedback())
    for recorded in scene.history:
        act.fold(recorded)
    act.execute()
    (kept,) = act.private.values()
    sealed = act.collect_events()[0].decision.sealed
    assert (kept.person, commitment(bytes.fromhex(kept.salt), kept.content)) == (DEV, sealed.commitment)
    assert msgspec.json.decode(kept.content) == {
        "workspace": "acme",
        "definition": DOA,
        "revision": 1,
        "feedback": VOICE,
        "team": TEAM,
        "person": DEV,
        "buy_in": "doubtful",
        "text": "That will never happen",
    }
    assert act.veiled
    assert not act.minutable
    assert {voice.speaker for voice in act.definition.feedback.values()} == {sealed.ballot}
    assert VEIL not in {DEV, sealed.ballot}


def test_a_later_sealed_word_takes_the_place_of_the_former() -> None:
    scene = drafted()
    for number, (person, buy_in) in enumerate([(DEV, "against"), (QA, "against"), (DEV, "excited"), (DEV, "excited")]):
        body = feedback(buy_in, feedback=an_id("fbk", number))
        assert not scene.does(person, SealTeamFeedback, body).refusals
    assert scene.state().buy_in == BuyInCounts(excited=1, against=1)


def test_nobody_has_an_open_and_a_sealed_voice() -> None:
    scene = drafted()
    assert not scene.does(DEV, GiveTeamFeedback, feedback()).refusals
    scene.does(DEV, SealTeamFeedback, feedback(feedback=an_id("fbk", 7))).refused(SpokeOpenly)
    assert not scene.does(QA, SealTeamFeedback, feedback(feedback=an_id("fbk", 8))).refusals
    scene.does(QA, GiveTeamFeedback, feedback(feedback=an_id("fbk", 9))).refused(SpokeSealed)


@pytest.mark.parametrize("command", [GiveTeamFeedback, SealTeamFeedback])
def test_a_side_answers_open_and_sealed_feedback(command: type[GiveTeamFeedback]) -> None:
    scene = drafted()
    assert not scene.does(DEV, command, feedback("against", feedback=VOICE)).refusals
    body = FeedbackAnswer(feedback=(VOICE,), text="It is a direction, not a plan")
    scene.does(BEA, AnswerFeedback, body).then(
        FeedbackAnswered(definition=DOA, feedback=(VOICE,), text="It is a direction, not a plan", side="business")
    )
    assert not scene.state().unanswered
    assert "business" in scene.state().contributed


def test_only_given_feedback_is_answered_and_only_by_a_side() -> None:
    body = FeedbackAnswer(feedback=(VOICE,), text="So what")
    drafted().does(BEA, AnswerFeedback, body).refused(FeedbackUnknown)
    drafted().does(DEV, AnswerFeedback, body).refused(RoleMissing)


def test_a_side_promises_support() -> None:
    scene = drafted()
    scene.does(BEA, CommitSupport, PROMISE).then(
        SupportCommitted(
            definition=DOA,
            support=SUPPORT,
            kind="time",
            text="One day in ten",
            side="business",
            amount=Amount(value=10, unit="percent"),
            period="2026",
        )
    )
    scene.does(BEA, CommitSupport, PROMISE).refused(SupportAlreadyExists)
    drafted().does(DEV, CommitSupport, PROMISE).refused(RoleMissing)
    retired().does(BEA, CommitSupport, PROMISE).refused(DefinitionEnded)


def test_support_arrives_even_after_the_end() -> None:
    scene = drafted()
    assert not scene.does(BEA, CommitSupport, PROMISE).refusals
    assert not scene.does(TED, RetireDefinition, RETIRED).refusals
    amount = Amount(value=4, unit="percent")
    scene.does(DEV, DeliverSupport, SupportDelivery(support=SUPPORT, amount=amount, period="March")).then(
        SupportDelivered(definition=DOA, support=SUPPORT, amount=amount, period="March")
    )


def test_only_promised_support_arrives_in_its_own_unit() -> None:
    scene = adopted()
    scene.does(DEV, DeliverSupport, SupportDelivery(support=an_id("sup", 2))).refused(SupportUnknown)
    assert not scene.does(BEA, CommitSupport, msgspec.structs.replace(PROMISE, support=an_id("sup", 2))).refusals
    other = SupportDelivery(support=an_id("sup", 2), amount=Amount(value=1, unit="day"))
    scene.does(DEV, DeliverSupport, other).refused(AmountUnitDiffers)
