"""What every act has in common: for whom it is, and when it is said to have happened."""

from datetime import datetime, timedelta

from domain.acting import BackdatedTooFar, NotOfThatSide, OccurredInFuture
from domain.partnership.events import TeamFormed
from domain.partnership.form_team import FormTeam, NewTeam
from domain.partnership.policy import PolicyProposed
from domain.partnership.propose_policy import PolicyDraft, ProposePolicy
from tests.domain.partnership.cast import CREW, DAY, EVERYBODY, KIM, MAX, MAX_STANDS_IN_FOR_KIM
from tests.domain.partnership.test_policy import STRICT
from tests.domain.story import BEGINNING, Outcome, given

NOW = BEGINNING + 30 * DAY
STORY = given(*EVERYBODY)


def form(at: datetime, basis: str = "first_hand") -> Outcome:
    """Kim forms a team and claims a time for it."""
    return STORY.when(FormTeam, CREW, NewTeam(name="Crew"), by=KIM, now=NOW, occurred_at=at, basis=basis)


def test_an_act_is_not_claimed_for_a_time_to_come() -> None:
    form(NOW + timedelta(minutes=1)).refused(OccurredInFuture)
    form(NOW + timedelta(seconds=1)).then(TeamFormed)


def test_first_hand_acts_reach_back_a_week() -> None:
    form(NOW - 7 * DAY).then(TeamFormed)
    form(NOW - 8 * DAY).refused(BackdatedTooFar)


def test_an_import_reaches_back_further() -> None:
    form(NOW - 8 * DAY, "imported").then(TeamFormed)


def test_nobody_speaks_for_a_foreign_side() -> None:
    body = PolicyDraft(policy=STRICT, side="technology")
    STORY.when(ProposePolicy, "", body, by=KIM).refused(NotOfThatSide)


def test_a_delegate_speaks_for_the_givers_side() -> None:
    story = given(*EVERYBODY, MAX_STANDS_IN_FOR_KIM)
    outcome = story.when(ProposePolicy, "", PolicyDraft(policy=STRICT), by=MAX).then(PolicyProposed)
    assert [event.side for event in outcome.events if isinstance(event, PolicyProposed)] == ["business"]
