"""The people that these tests are told about, and the facts that most of them begin with."""

from datetime import timedelta

from domain.partnership.events import (
    DelegationGranted,
    PartnerJoined,
    PersonRegistered,
    RoleGranted,
    TeamFormed,
    TeamMemberJoined,
    WorkspaceArchived,
    WorkspaceCreated,
)
from tests.domain.story import BEGINNING, an_id

OLA, KIM, TIM, FAY, MAX = (an_id("per", number) for number in range(1, 6))
CREW = an_id("team", 1)
LOAN = an_id("del", 1)
DAY = timedelta(days=1)

CREATED = WorkspaceCreated(name="Acme", sides=("technology", "business"), time_zone="UTC", owner=OLA)
ARCHIVED = WorkspaceArchived(reason="we merged")
KIM_KNOWN, TIM_KNOWN, FAY_KNOWN, MAX_KNOWN = (PersonRegistered(person=person) for person in (KIM, TIM, FAY, MAX))
KIM_IS_BUSINESS = PartnerJoined(person=KIM, side="business", partners=1)
TIM_IS_TECHNOLOGY = PartnerJoined(person=TIM, side="technology", partners=1)
FAY_FACILITATES = RoleGranted(person=FAY, role="facilitator")
CREW_FORMED = TeamFormed(team=CREW, name="Crew")
MAX_IS_IN_THE_CREW = TeamMemberJoined(team=CREW, person=MAX, role="developer")
MAX_STANDS_IN_FOR_KIM = DelegationGranted(
    delegation=LOAN, giver=KIM, receiver=MAX, side="business", begins=BEGINNING, ends=BEGINNING + 5 * DAY
)
EVERYBODY = (
    CREATED,
    KIM_KNOWN,
    TIM_KNOWN,
    FAY_KNOWN,
    MAX_KNOWN,
    KIM_IS_BUSINESS,
    TIM_IS_TECHNOLOGY,
    FAY_FACILITATES,
)
