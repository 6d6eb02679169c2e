"""Benefits are recorded, and confirmed by the sides."""

from msgspec.structs import replace

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.benefits.confirm_benefit import (
    BenefitAlreadyConfirmed,
    BenefitConfirmation,
    BenefitSamePersonBothSides,
    BenefitUnknown,
    ConfirmBenefit,
)
from domain.benefits.events import BenefitConfirmed, BenefitRecorded
from domain.benefits.record_benefit import BenefitAlreadyExists, BenefitSubjectUnknown, NewBenefit, RecordBenefit
from domain.benefits.terms import BenefitAmount
from domain.metrics.refusals import ObservationUnknown
from domain.partnership.events import PartnerJoined
from tests.domain.metrics.scene import day, pin
from tests.domain.objectives.scene import BEA, DEV, PIPELINE, SLOW, TED, WORLD
from tests.domain.opportunities.history import DOT
from tests.domain.story import an_id, given

BEN = an_id("ben", 1)
ABOUT = f"opportunity:{SLOW}"
NEW = NewBenefit(
    about=ABOUT,
    receiver="team",
    kind="time",
    text="Evenings and weekends back with families",
    amount=BenefitAmount(value=120, unit="person hour per month"),
)
RECORDED = BenefitRecorded(benefit=BEN, about=ABOUT, receiver="team", kind="time", text=NEW.text, amount=NEW.amount)
CONFIRMED = BenefitConfirmed(benefit=BEN, about=ABOUT, side="business", person=BEA)
YES = BenefitConfirmation()


def test_a_benefit_is_recorded() -> None:
    given(*WORLD).when(RecordBenefit, BEN, NEW, by=DEV).then(RECORDED)


def test_an_observation_shows_it() -> None:
    body = replace(NEW, observation=pin(1))
    given(*WORLD).when(RecordBenefit, BEN, body, by=DEV).then(
        replace(RECORDED, observation=pin(1, position=41, value=504.0), metrics=("lead_time",))
    )
    unknown = replace(NEW, observation=pin(9))
    given(*WORLD).when(RecordBenefit, BEN, unknown, by=DEV).refused(ObservationUnknown)


def test_an_id_belongs_to_one_benefit() -> None:
    given(*WORLD, RECORDED).when(RecordBenefit, BEN, NEW, by=DEV).refused(BenefitAlreadyExists)


def test_it_comes_from_something_on_the_record() -> None:
    body = replace(NEW, about=f"opportunity:{an_id('opp', 9)}")
    given(*WORLD).when(RecordBenefit, BEN, body, by=DEV).refused(BenefitSubjectUnknown)


def test_it_comes_from_what_brings_benefits() -> None:
    for about in (f"member:{TED}", "role:owner", "partnership"):
        given(*WORLD).when(RecordBenefit, BEN, replace(NEW, about=about), by=DEV).refused(BenefitSubjectUnknown)


def test_integrations_record_no_benefits() -> None:
    given(*WORLD).when(RecordBenefit, BEN, NEW, by=PIPELINE).refused(RoleMissing)


def test_each_side_confirms_it() -> None:
    story = given(*WORLD, RECORDED)
    story.when(ConfirmBenefit, BEN, YES, by=BEA).then(CONFIRMED)
    outcome = given(*WORLD, RECORDED, CONFIRMED).when(ConfirmBenefit, BEN, YES, by=TED)
    outcome.then(replace(CONFIRMED, side="technology", person=TED))


def test_only_sides_confirm_it() -> None:
    given(*WORLD, RECORDED).when(ConfirmBenefit, BEN, YES, by=DEV).refused(RoleMissing)


def test_an_unknown_benefit_is_not_confirmed() -> None:
    given(*WORLD).when(ConfirmBenefit, BEN, YES, by=BEA).refused(BenefitUnknown)


def test_a_side_confirms_it_once() -> None:
    given(*WORLD, RECORDED, CONFIRMED).when(ConfirmBenefit, BEN, YES, by=BEA).refused(BenefitAlreadyConfirmed)


def test_a_confirmation_follows_the_record() -> None:
    outcome = given(*WORLD, RECORDED).when(ConfirmBenefit, BEN, YES, by=BEA, occurred_at=day(-1))
    outcome.refused(ClaimedBeforeItsGround)


def test_nobody_confirms_for_two_sides() -> None:
    both = tuple(PartnerJoined(person=DOT, side=side, partners=3) for side in ("technology", "business"))
    confirmed = replace(CONFIRMED, person=DOT)
    story = given(*WORLD, *both, RECORDED, confirmed)
    body = BenefitConfirmation(side="technology")
    story.when(ConfirmBenefit, BEN, body, by=DOT).refused(BenefitSamePersonBothSides)
