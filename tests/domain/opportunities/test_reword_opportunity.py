"""An opportunity gets another wording."""

import pytest

from domain.acting import BackdatedTooFar, ClaimedBeforeItsGround
from domain.canonical import content_hash
from domain.opportunities.events import OpportunityDeferred, OpportunityReworded, ValueAgreementVoided
from domain.opportunities.refusals import OpportunityEnded, OpportunityUnknown
from domain.opportunities.reword_opportunity import NothingReworded, Rewording, RewordOpportunity
from domain.opportunities.terms import OpportunityContent
from tests.domain.opportunities.history import (
    EARLIER,
    PEOPLE,
    PROBLEM,
    SLOW,
    TED,
    TITLE,
    agreed,
    proposed,
    raised,
    value_digest,
)
from tests.domain.story import BEGINNING, given

SHORTER = "Releases are slow"
REWORDED = OpportunityReworded(
    opportunity=SLOW,
    revision=2,
    digest=content_hash(OpportunityContent(title=SHORTER, problem=PROBLEM)),
    title=SHORTER,
    problem=PROBLEM,
    former_title=TITLE,
    former_problem=PROBLEM,
    reason="Shorter",
)
BODY = Rewording(title=SHORTER, reason="Shorter")


def test_rewording_is_a_new_revision_with_the_former_words() -> None:
    given(*PEOPLE, raised()).when(RewordOpportunity, SLOW, BODY, by=TED).then(REWORDED)


def test_rewording_voids_what_was_agreed_on_the_value() -> None:
    story = given(*PEOPLE, raised(), proposed(), agreed("technology", TED))
    story.when(RewordOpportunity, SLOW, BODY, by=TED).then(
        REWORDED,
        ValueAgreementVoided(
            opportunity=SLOW,
            revision=1,
            digest=value_digest(),
            sides=("technology",),
            cause="reworded",
            reached=False,
        ),
    )


@pytest.mark.parametrize("body", [Rewording(), Rewording(title=TITLE), Rewording(title=TITLE, problem=PROBLEM)])
def test_the_same_words_are_no_revision(body: Rewording) -> None:
    given(*PEOPLE, raised()).when(RewordOpportunity, SLOW, body, by=TED).refused(NothingReworded)


def test_only_what_is_on_the_backlog_is_reworded() -> None:
    given(*PEOPLE).when(RewordOpportunity, SLOW, BODY, by=TED).refused(OpportunityUnknown)
    ended = OpportunityDeferred(opportunity=SLOW, reason="next year")
    given(*PEOPLE, raised(), ended).when(RewordOpportunity, SLOW, BODY, by=TED).refused(OpportunityEnded)


def test_no_act_is_claimed_before_the_opportunity_was_raised() -> None:
    story = given(*PEOPLE, raised())
    story.when(RewordOpportunity, SLOW, BODY, by=TED, occurred_at=EARLIER).refused(ClaimedBeforeItsGround)
    story.when(RewordOpportunity, SLOW, BODY, by=TED, occurred_at=BEGINNING.replace(month=1)).refused(
        ClaimedBeforeItsGround, BackdatedTooFar
    )
