"""The policy is proposed, confirmed by every side, and then in force."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.canonical import content_hash
from domain.partnership.confirm_policy import (
    ConfirmPolicy,
    PolicyAlreadyAdopted,
    PolicyAlreadyConfirmed,
    PolicyConfirmedForAnotherSide,
    PolicyConsent,
    PolicyDigestDiffers,
    PolicyDigestMissing,
    PolicyNotProposed,
    PolicyRevisionStale,
)
from domain.partnership.events import PartnerJoined
from domain.partnership.policy import (
    Policy,
    PolicyAdopted,
    PolicyConfirmed,
    PolicyInForce,
    PolicyProposalVoided,
    PolicyProposed,
)
from domain.partnership.propose_policy import (
    NamedPartnersMissing,
    PolicyDraft,
    ProposePolicy,
    RangeInverted,
    ThresholdOutsideScale,
)
from tests.domain.partnership.cast import DAY, EVERYBODY, FAY, KIM, MAX, MAX_STANDS_IN_FOR_KIM, TIM
from tests.domain.story import BEGINNING, fact, given

STRICT = Policy(readiness="enforce")
HASH = content_hash(STRICT)
PROPOSED = PolicyProposed(revision=2, digest=HASH, policy=STRICT, side="business")
BY_BUSINESS = PolicyConfirmed(revision=2, digest=HASH, side="business", person=KIM, confirmed={"business": KIM})
BY_BOTH = PolicyConfirmed(
    revision=2, digest=HASH, side="technology", person=TIM, confirmed={"business": KIM, "technology": TIM}
)
ADOPTED = PolicyAdopted(revision=2, digest=HASH, policy=STRICT)
CONSENT = PolicyConsent(revision=2, digest=HASH)
BARE = given(*EVERYBODY)
OPEN = given(*EVERYBODY, PROPOSED)
HALF = given(*EVERYBODY, PROPOSED, BY_BUSINESS)
DONE = given(*EVERYBODY, PROPOSED, BY_BUSINESS, BY_BOTH, ADOPTED)


def draft(**changes: Any) -> PolicyDraft:
    """A draft of the strict policy, but for what is changed."""
    return PolicyDraft(policy=msgspec.structs.replace(STRICT, **changes))


def test_the_first_proposal_is_revision_two() -> None:
    BARE.when(ProposePolicy, "", draft(), by=KIM).then(PROPOSED)


def test_a_newer_proposal_voids_an_open_one() -> None:
    HALF.when(ProposePolicy, "", draft(experiment_max_days=7), by=TIM).then(
        PolicyProposalVoided(revision=2, digest=HASH, by=3), PolicyProposed
    )


def test_an_adopted_one_is_not_voided() -> None:
    DONE.when(ProposePolicy, "", draft(experiment_max_days=7), by=TIM).then(PolicyProposed)


@pytest.mark.parametrize("name", ["scale", "okr_range", "target_condition_days"])
def test_ranges_go_upwards(name: str) -> None:
    BARE.when(ProposePolicy, "", draft(**{name: (4, 3)}), by=KIM).refused(
        RangeInverted, *([ThresholdOutsideScale] if name == "scale" else [])
    )


def test_thresholds_lie_on_the_scale() -> None:
    BARE.when(ProposePolicy, "", draft(urgency_high_from=6), by=KIM).refused(ThresholdOutsideScale)


def test_named_partners_are_there_for_each_side() -> None:
    body = draft(agreement="named", named_partners=(KIM, FAY))
    BARE.when(ProposePolicy, "", body, by=KIM).refused(NamedPartnersMissing)
    BARE.when(ProposePolicy, "", draft(agreement="named", named_partners=(KIM, TIM)), by=KIM).then(PolicyProposed)


def test_only_partners_and_delegates_propose() -> None:
    BARE.when(ProposePolicy, "", draft(), by=FAY).refused(RoleMissing)


def test_a_side_confirms() -> None:
    OPEN.when(ConfirmPolicy, "", CONSENT, by=KIM).then(BY_BUSINESS)


def test_with_the_last_side_it_is_in_force() -> None:
    HALF.when(ConfirmPolicy, "", CONSENT, by=TIM).then(BY_BOTH, ADOPTED)
    state = PolicyInForce()
    assert (state.revision, state.policy) == (1, Policy())
    state.fold(fact(ADOPTED))
    assert (state.revision, state.policy) == (2, STRICT)


def test_confirmations_of_an_older_revision_do_not_count() -> None:
    newer = PolicyProposed(revision=3, digest=HASH, policy=STRICT, side="technology")
    story = given(*HALF.history, newer)
    story.when(ConfirmPolicy, "", PolicyConsent(revision=3, digest=HASH), by=TIM).then(
        PolicyConfirmed(revision=3, digest=HASH, side="technology", person=TIM, confirmed={"technology": TIM})
    )


def test_something_is_proposed() -> None:
    BARE.when(ConfirmPolicy, "", CONSENT, by=KIM).refused(PolicyNotProposed)


def test_it_is_the_newest_revision() -> None:
    OPEN.when(ConfirmPolicy, "", PolicyConsent(revision=3, digest=HASH), by=KIM).refused(PolicyRevisionStale)


def test_it_is_not_in_force_yet() -> None:
    DONE.when(ConfirmPolicy, "", CONSENT, by=KIM).refused(PolicyAlreadyAdopted)


def test_it_has_that_hash() -> None:
    body = PolicyConsent(revision=2, digest="0" * 64)
    OPEN.when(ConfirmPolicy, "", body, by=KIM).refused(PolicyDigestDiffers)


def test_only_an_import_leaves_the_hash_out() -> None:
    body = PolicyConsent(revision=2)
    OPEN.when(ConfirmPolicy, "", body, by=KIM).refused(PolicyDigestMissing)
    OPEN.when(ConfirmPolicy, "", body, by=KIM, basis="imported").then(BY_BUSINESS)


def test_a_side_confirms_once() -> None:
    HALF.when(ConfirmPolicy, "", CONSENT, by=KIM).refused(PolicyAlreadyConfirmed)
    story = given(*HALF.history, MAX_STANDS_IN_FOR_KIM)
    story.when(ConfirmPolicy, "", CONSENT, by=MAX).refused(PolicyAlreadyConfirmed)


def test_nobody_confirms_for_two_sides() -> None:
    story = given(*HALF.history, PartnerJoined(person=KIM, side="technology", partners=2))
    body = PolicyConsent(revision=2, digest=HASH, side="technology")
    story.when(ConfirmPolicy, "", body, by=KIM).refused(PolicyConfirmedForAnotherSide)


def test_it_is_not_confirmed_before_it_was_proposed() -> None:
    early = BEGINNING - timedelta(hours=1)
    outcome = OPEN.when(ConfirmPolicy, "", CONSENT, by=KIM, now=BEGINNING + DAY, occurred_at=early)
    outcome.refused(ClaimedBeforeItsGround)


def test_only_partners_and_delegates_confirm() -> None:
    OPEN.when(ConfirmPolicy, "", CONSENT, by=FAY).refused(RoleMissing)
