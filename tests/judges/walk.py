"""One decision from proposal to agreement, by a client whose every type comes from the OpenAPI document.

`python walk.py ADDRESS KEY` with the generated package `accord_client` on the path.
"""

import sys
import time
from typing import TypeVar

from accord_client import AuthenticatedClient
from accord_client.api.decisions import agree_decision, get_decision, propose_decision, state_win
from accord_client.api.keys import accept_key, issue_key
from accord_client.api.opportunities import get_opportunity, raise_opportunity
from accord_client.api.partners import add_partner
from accord_client.api.people import register_person
from accord_client.api.workspaces import create_workspace
from accord_client.models import (
    AcceptKey,
    AddPartner,
    AgreeDecision,
    Decision,
    DecisionState,
    FoundWorkspace,
    IssuedKey,
    IssueKey,
    IssueKeyScopesItem,
    Opportunity,
    Option,
    ProblemDetails,
    ProposeDecision,
    ProposeDecisionKind,
    RaiseOpportunity,
    RaiseOpportunityTheme,
    RecordedAct,
    RegisterPerson,
    StateWin,
    Waive,
)

CONFLICT = 409
T = TypeVar("T")


def expect(kind: type[T], answer: object) -> T:
    """The answer, if it is of that kind; else the problem that it is."""
    if not isinstance(answer, kind):
        raise SystemExit(f"expected {kind.__name__}, got {answer}")
    return answer


def subject(answer: object) -> str:
    """The id of what an act made."""
    recorded = expect(RecordedAct, answer)
    return expect(str, recorded.id)


class Walk:
    """A workspace, its owner, and the two sides."""

    def __init__(self, address: str, instance_key: str) -> None:
        self.address = address
        self.workspace = f"walk-py-{time.time_ns():x}"
        self.owner = self.client(instance_key)

    def client(self, key: str) -> AuthenticatedClient:
        return AuthenticatedClient(base_url=self.address, token=key)

    def partner(self, name: str, side: str) -> AuthenticatedClient:
        """A person who speaks for a side, with a key of their own."""
        owner = self.owner
        person = subject(register_person.sync(self.workspace, client=owner, body=RegisterPerson(name=name)))
        expect(RecordedAct, add_partner.sync(self.workspace, client=owner, body=AddPartner(person=person, of=side)))
        scopes = [IssueKeyScopesItem.READ, IssueKeyScopesItem.WRITE]
        answer = issue_key.sync(self.workspace, client=owner, body=IssueKey(holder=person, scopes=scopes))
        issued = expect(IssuedKey, answer)
        client = self.client(expect(str, issued.secret))
        subject(accept_key.sync(self.workspace, expect(str, issued.id), client=client, body=AcceptKey()))
        return client

    def decision(self, name: str, client: AuthenticatedClient) -> Decision:
        return expect(Decision, get_decision.sync(self.workspace, name, client=client))

    def go(self) -> str:
        """Walk from a workspace to an agreed first priority, and name the decision."""
        founding = FoundWorkspace(slug=self.workspace, name="A walk in Python")
        expect(RecordedAct, create_workspace.sync(client=self.owner, body=founding))
        technology = self.partner("Tess Technology", "technology")
        business = self.partner("Bo Business", "business")
        seen = RaiseOpportunity(
            title="Releases wait for a manual sign-off",
            problem="Every release waits two days for a sign-off that has never stopped one.",
            theme=RaiseOpportunityTheme.FEATURES_FASTER,
        )
        opportunity = subject(raise_opportunity.sync(self.workspace, client=business, body=seen))
        worded = expect(Opportunity, get_opportunity.sync(self.workspace, opportunity, client=technology))
        proposal = ProposeDecision(
            kind=ProposeDecisionKind.FIRST_PRIORITY,
            options=[
                Option(opportunity=opportunity, revision=worded.revision, digest=worded.digest),
                Option(do_nothing=True),
            ],
            choice=opportunity,
            rationale="Both sides lose two days with every release.",
            waive=[Waive(rule="decision.option-not-ready", reason="A walk needs no groundwork.")],
        )
        name = subject(propose_decision.sync(self.workspace, client=technology, body=proposal))
        on_the_table = self.decision(name, business)
        expect(type(DecisionState.OPEN), on_the_table.state)
        revision, digest = on_the_table.revision, on_the_table.digest
        wins = {
            "Nobody is on call for a hand-over any more.": technology,
            "Customers see a fix on the day it is made.": business,
        }
        for text, side in wins.items():
            win = StateWin(revision=revision, digest=digest, text=text)
            expect(RecordedAct, state_win.sync(self.workspace, name, client=side, body=win))
        other_text = AgreeDecision(revision=revision, digest="0" * 64)
        refused = agree_decision.sync(self.workspace, name, client=business, body=other_text)
        if expect(ProblemDetails, refused).status != CONFLICT:
            raise SystemExit(f"an agreement to another text was not refused as a conflict: {refused}")
        for side in wins.values():
            agreement = AgreeDecision(revision=revision, digest=digest)
            expect(RecordedAct, agree_decision.sync(self.workspace, name, client=side, body=agreement))
        if self.decision(name, business).state is not DecisionState.AGREED:
            raise SystemExit(f"{name} is not agreed")
        return name


def main() -> None:
    walk = Walk(*sys.argv[1:])
    sys.stdout.write(f"Python: {walk.go()} went from proposal to agreement in {walk.workspace}\n")


if __name__ == "__main__":
    main()
