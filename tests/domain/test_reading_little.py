"""No command reads more than 100 events, however much has happened in the workspace beside what it is about."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.decisions.agree_decision import AgreeDecision, Agreement
from domain.decisions.propose_decision import ProposeDecision
from domain.kernel import Command, Event, Recorded
from domain.opportunities.raise_opportunity import OpportunityToRaise, RaiseOpportunity
from domain.partnership.add_partner import AddPartner, Partner
from domain.partnership.declare_scope import DeclareScope, NewScope
from domain.partnership.end_partner import Departure, EndPartner
from domain.partnership.events import PartnerJoined, PersonRegistered, RoleGranted, TeamFormed
from domain.partnership.form_team import FormTeam, NewTeam
from domain.partnership.scopes import ScopeDeclared
from tests.domain.decisions.scene import DEC, WORLD, commitment, proposal
from tests.domain.opportunities.history import BEA, FAY, TED, raised
from tests.domain.story import Story, an_id, fact

MOST = 100
CROWD = 300


class Counting(Story):
    """Counts the events that commands read."""

    read = 0

    def _read(self, act: Command, start: int) -> None:
        for state in act.states[start:]:
            seen = sum(state.sees(recorded) for recorded in self.history)
            self.read += min(seen, 1) if state.latest else seen
        super()._read(act, start)


def crowd() -> Iterator[Event]:
    """Much that has nothing to do with the commands below."""
    for number in range(1000, 1000 + CROWD):
        person = an_id("per", number)
        yield PersonRegistered(person=person)
        yield PartnerJoined(person=person, side="technology", partners=number)
        yield RoleGranted(person=person, role="facilitator", holders=number)
        yield TeamFormed(team=an_id("team", number), name=f"Team {number}")
        yield ScopeDeclared(scope=f"theme-{number}", kind="theme")
        yield raised(an_id("opp", number))


@pytest.fixture(scope="module")
def history() -> list[Recorded]:
    return [fact(event) for event in (*WORLD, *crowd())]


@pytest.mark.parametrize(
    ("command", "subject", "body", "by"),
    [
        (AddPartner, "", Partner(person=an_id("per", 1000), of="business"), FAY),
        (EndPartner, an_id("per", 1000), Departure(of="technology"), FAY),
        (FormTeam, an_id("team", 1), NewTeam(name="Checkout"), FAY),
        (DeclareScope, "", NewScope(scope="autumn", kind="cycle"), FAY),
        (RaiseOpportunity, an_id("opp", 9), OpportunityToRaise(title="Builds are slow", problem="We wait."), BEA),
        (ProposeDecision, DEC, proposal(), TED),
        (ProposeDecision, DEC, commitment(), TED),
        (AgreeDecision, DEC, Agreement(revision=1), BEA),
    ],
)
def test_a_crowded_workspace_costs_a_command_nothing(
    history: list[Recorded], command: type[Command], subject: str, body: Any, by: str
) -> None:
    story = Counting(history)
    story.when(command, subject, body, by=by)
    assert 0 < story.read <= MOST
