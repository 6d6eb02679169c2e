"""Ideas are asked of every side, written down alone, and revealed all at once with proof."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from domain.acting import Body, RoleMissing, RuleWaived, Waive
from domain.blind import PrivateEntry, canonical, commitment, proves
from domain.brainstorms.close_brainstorm import CloseBrainstorm, IdeasUnrevealed
from domain.brainstorms.events import (
    BrainstormClosed,
    BrainstormRevealed,
    IdeaRevealed,
    IdeaSubmitted,
    IdeaWithdrawn,
)
from domain.brainstorms.open_brainstorm import BrainstormAlreadyExists, OpenBrainstorm, SideNotInvited
from domain.brainstorms.refusals import BrainstormIsClosed, BrainstormUnknown, IdeaIsWithdrawn, IdeaUnknown
from domain.brainstorms.reveal_brainstorm import NothingPrivate, RevealBrainstorm, SideSilent
from domain.brainstorms.submit_idea import IdeaAlreadyExists, IdeaWords, SubmitIdea
from domain.brainstorms.terms import IdeaContent
from domain.brainstorms.withdraw_idea import IdeaToWithdraw, NotTheAuthor, WithdrawIdea
from domain.partnership.refusals import PersonUnknown
from domain.partnership.seats import PersonOfAnotherSide, PersonTwice, Seat
from domain.unsealing import CommitmentDiffers, SealedContentMissing
from tests.domain.brainstorms.scene import (
    BEA,
    DEV,
    FAY,
    HANDOFFS,
    INVITED,
    OPENED,
    SILO,
    STORM,
    TED,
    TESS,
    WEEKENDS,
    Scene,
    filled,
    opened,
    opening,
)
from tests.domain.opportunities.history import only
from tests.domain.story import an_id

THOUGHT = "QA is a separate silo; tests are manual"


def test_a_question_is_put_to_people_of_every_side() -> None:
    Scene().act(FAY, OpenBrainstorm, opening()).then(OPENED)


def test_a_question_to_one_side_alone_is_none() -> None:
    Scene().act(FAY, OpenBrainstorm, opening(invited=INVITED[:1])).refused(SideNotInvited)


def test_members_do_not_open_and_an_id_is_used_once() -> None:
    Scene().act(DEV, OpenBrainstorm, opening()).refused(RoleMissing)
    opened().act(FAY, OpenBrainstorm, opening()).refused(BrainstormAlreadyExists)


def test_who_is_invited_is_known_sits_once_and_for_an_own_side() -> None:
    stranger = Seat(person=an_id("per", 77))
    Scene().act(FAY, OpenBrainstorm, opening(invited=(*INVITED, stranger))).refused(PersonUnknown)
    Scene().act(FAY, OpenBrainstorm, opening(invited=(*INVITED, INVITED[0]))).refused(PersonTwice)
    other = Seat(person=TESS, side="business")
    Scene().act(FAY, OpenBrainstorm, opening(invited=(*INVITED, other))).refused(PersonOfAnotherSide)
    Scene().goes(FAY, OpenBrainstorm, STORM, opening(invited=(*INVITED, other)), basis="imported")


def test_a_private_idea_is_a_commitment_in_the_ledger_and_words_beside_it() -> None:
    scene = opened()
    outcome = scene.act(DEV, SubmitIdea, IdeaWords(text=THOUGHT, idea=SILO))
    submitted = only(outcome, IdeaSubmitted)
    assert (submitted.person, submitted.side, submitted.text) == (DEV, "team", None)
    assert "silo" not in msgspec.json.encode(submitted).decode()
    ((event, kept),) = scene.contents.items()
    assert (kept.person, scene.storm.ideas[SILO].event) == (DEV, event)
    assert submitted.commitment == commitment(bytes.fromhex(kept.salt), kept.content)
    assert msgspec.json.decode(kept.content) == {
        "workspace": "acme",
        "brainstorm": STORM,
        "idea": SILO,
        "person": DEV,
        "side": "team",
        "text": THOUGHT,
    }
    assert not SubmitIdea.minutable


def test_in_an_open_brainstorm_an_idea_is_open() -> None:
    scene = opened(mode="open")
    scene.act(DEV, SubmitIdea, IdeaWords(text=THOUGHT, idea=SILO)).then(
        IdeaSubmitted(brainstorm=STORM, idea=SILO, person=DEV, side="team", text=THOUGHT)
    )
    assert not scene.contents
    scene.act(FAY, RevealBrainstorm, Body()).refused(NothingPrivate)


def test_an_idea_needs_an_open_brainstorm_and_an_own_id() -> None:
    body = IdeaWords(text=THOUGHT, idea=SILO)
    Scene().act(DEV, SubmitIdea, body).refused(BrainstormUnknown)
    filled().act(DEV, SubmitIdea, body).refused(IdeaAlreadyExists)
    scene = opened()
    scene.act(FAY, CloseBrainstorm, Body()).then(BrainstormClosed(brainstorm=STORM, ideas=0, revealed=False))
    scene.act(DEV, SubmitIdea, body).refused(BrainstormIsClosed)


def test_the_reveal_shows_every_private_idea_with_the_salt_that_proves_it() -> None:
    scene = filled()
    committed = {name: idea.commitment for name, idea in scene.storm.ideas.items()}
    outcome = scene.act(FAY, RevealBrainstorm, Body())
    outcome.then(
        IdeaRevealed,
        IdeaRevealed,
        IdeaRevealed,
        BrainstormRevealed(brainstorm=STORM, ideas=(HANDOFFS, WEEKENDS, SILO), policy=1),
    )
    for event in outcome.events:
        if isinstance(event, IdeaRevealed):
            assert proves(committed[event.idea] or "", event.salt, canonical(event.content))
    assert scene.storm.ideas[SILO].text == THOUGHT
    assert not scene.contents
    scene.act(FAY, RevealBrainstorm, Body()).refused(NothingPrivate)


def test_after_the_reveal_ideas_come_openly() -> None:
    scene = filled()
    scene.goes(FAY, RevealBrainstorm, STORM, Body())
    late = only(scene.act(TED, SubmitIdea, IdeaWords(text="Pair with QA")), IdeaSubmitted)
    assert (late.text, late.commitment) == ("Pair with QA", None)


def test_no_reveal_before_every_side_has_spoken_unless_that_is_waived() -> None:
    scene = opened()
    scene.goes(TED, SubmitIdea, STORM, IdeaWords(text="Handoffs", idea=HANDOFFS))
    scene.act(FAY, RevealBrainstorm, Body()).refused(SideSilent)
    waive = Waive(rule="brainstorm.side-silent", reason="Business could not come")
    scene.act(FAY, RevealBrainstorm, Body(waive=(waive,))).then(
        RuleWaived,
        IdeaRevealed,
        BrainstormRevealed(brainstorm=STORM, ideas=(HANDOFFS,), policy=1, silent=("business",)),
    )


def test_members_do_not_reveal() -> None:
    filled().act(DEV, RevealBrainstorm, Body()).refused(RoleMissing)


def test_what_is_gone_or_was_changed_beside_the_ledger_is_not_revealed() -> None:
    scene = filled()
    event = scene.storm.ideas[SILO].event
    kept = scene.contents.pop(event)
    scene.act(FAY, RevealBrainstorm, Body()).refused(SealedContentMissing)
    said = msgspec.json.decode(kept.content, type=IdeaContent)
    for changed in (canonical(replace(said, text="All is well")), kept.content + " ", "no JSON"):
        scene.contents[event] = PrivateEntry(person=DEV, salt=kept.salt, content=changed)
        scene.act(FAY, RevealBrainstorm, Body()).refused(CommitmentDiffers)
    scene.contents[event] = PrivateEntry(person=DEV, salt="salt", content=kept.content)
    scene.act(FAY, RevealBrainstorm, Body()).refused(CommitmentDiffers)
    scene.goes(DEV, WithdrawIdea, STORM, IdeaToWithdraw(idea=SILO))
    scene.goes(FAY, RevealBrainstorm, STORM, Body())


def test_its_author_takes_an_idea_back_and_keeps_its_words() -> None:
    scene = filled()
    scene.act(DEV, WithdrawIdea, IdeaToWithdraw(idea=SILO, reason="Unfair")).then(
        IdeaWithdrawn(brainstorm=STORM, idea=SILO, reason="Unfair")
    )
    scene.goes(FAY, RevealBrainstorm, STORM, Body())
    assert scene.storm.ideas[SILO].sealed
    assert [kept.person for kept in scene.contents.values()] == [DEV]


def test_only_an_own_idea_that_is_there_is_taken_back_before_the_end() -> None:
    filled().act(TED, WithdrawIdea, IdeaToWithdraw(idea=SILO)).refused(NotTheAuthor)
    filled().act(TED, WithdrawIdea, IdeaToWithdraw(idea=an_id("idea", 8))).refused(IdeaUnknown)
    scene = filled()
    scene.goes(DEV, WithdrawIdea, STORM, IdeaToWithdraw(idea=SILO))
    scene.act(DEV, WithdrawIdea, IdeaToWithdraw(idea=SILO)).refused(IdeaIsWithdrawn)
    waived = Body(waive=(Waive(rule="brainstorm.ideas-unrevealed", reason="Everybody wants them gone"),))
    scene.goes(BEA, CloseBrainstorm, STORM, waived)
    scene.act(TED, WithdrawIdea, IdeaToWithdraw(idea=HANDOFFS)).refused(BrainstormIsClosed)
    scene.act(BEA, CloseBrainstorm, Body()).refused(BrainstormIsClosed)


def test_private_ideas_are_not_buried_unless_a_reason_is_given() -> None:
    filled().act(BEA, CloseBrainstorm, Body()).refused(IdeasUnrevealed)
    waive = Waive(rule="brainstorm.ideas-unrevealed", reason="Everybody wants them gone")
    filled().act(BEA, CloseBrainstorm, Body(waive=(waive,))).then(
        RuleWaived, BrainstormClosed(brainstorm=STORM, ideas=3, revealed=False)
    )
