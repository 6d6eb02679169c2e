"""Workspace, people, sides, teams, roles, scopes, policy, remarks and corrections: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.partnership.add_partner import AddPartner
from domain.partnership.add_team_member import AddTeamMember
from domain.partnership.annotate import Annotate
from domain.partnership.archive_workspace import ArchiveWorkspace
from domain.partnership.confirm_policy import ConfirmPolicy
from domain.partnership.correct_record import CorrectRecord
from domain.partnership.declare_scope import DeclareScope
from domain.partnership.disband_team import DisbandTeam
from domain.partnership.end_partner import EndPartner
from domain.partnership.forget_person import ForgetPerson
from domain.partnership.form_team import FormTeam
from domain.partnership.grant_delegation import GrantDelegation
from domain.partnership.grant_role import GrantRole
from domain.partnership.propose_policy import ProposePolicy
from domain.partnership.register_person import RegisterPerson
from domain.partnership.remove_team_member import RemoveTeamMember
from domain.partnership.rename_team import RenameTeam
from domain.partnership.rename_workspace import RenameWorkspace
from domain.partnership.revoke_delegation import RevokeDelegation
from domain.partnership.sponsor_member import SponsorMember
from domain.partnership.update_person import UpdatePerson
from domain.partnership.withdraw_role import WithdrawRole
from domain.partnership.withdraw_sponsorship import WithdrawSponsorship
from domain.redactions.confirm_redaction import ConfirmRedaction
from domain.redactions.propose_redaction import ProposeRedaction

PERSON = "per_01kb5v3n8rf4tt2q9w6zg0x1y7"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

ACTS = (
    Act(path="/name", command=RenameWorkspace, located="", example={"name": "Acme and its platform"}),
    Act(
        path="/archival",
        command=ArchiveWorkspace,
        located="",
        scope="admin",
        example={"reason": "The contract ended."},
    ),
    Act(
        path="/people",
        command=RegisterPerson,
        example={"name": "Ada Ng", "email": "ada@example.org", "title": "Head of Platform"},
    ),
    Act(path="/people/{person}/details", command=UpdatePerson, subject="person", example={"title": "CTO"}),
    Act(path="/people/{person}/erasure", command=ForgetPerson, subject="person", scope="admin"),
    Act(
        path="/people/{person}/roles",
        command=GrantRole,
        subject="person",
        scope="admin",
        example={"role": "facilitator"},
    ),
    Act(
        path="/people/{person}/roles/withdrawal",
        command=WithdrawRole,
        subject="person",
        example={"role": "coach", "reason": "She moved to another product."},
    ),
    Act(path="/partners", command=AddPartner, example={"person": PERSON, "of": "technology", "title": "CTO"}),
    Act(
        path="/partners/{person}/departure",
        command=EndPartner,
        subject="person",
        example={"of": "technology", "reason": "She leaves the company."},
    ),
    Act(
        path="/delegations",
        command=GrantDelegation,
        example={"person": PERSON, "side": "business", "ends": "2026-12-31T00:00:00Z"},
    ),
    Act(
        path="/delegations/{delegation}/revocation",
        command=RevokeDelegation,
        subject="delegation",
        example={"reason": "Back from leave."},
    ),
    Act(path="/people/{person}/sponsorships", command=SponsorMember, subject="person", example={"side": "business"}),
    Act(
        path="/people/{person}/sponsorships/withdrawal",
        command=WithdrawSponsorship,
        subject="person",
        example={"reason": "The workshops are over."},
    ),
    Act(path="/teams", command=FormTeam, example={"name": "Checkout"}),
    Act(path="/teams/{team}/name", command=RenameTeam, subject="team", example={"name": "Checkout and payments"}),
    Act(
        path="/teams/{team}/members",
        command=AddTeamMember,
        subject="team",
        example={"person": PERSON, "role": "developer"},
    ),
    Act(
        path="/teams/{team}/members/{person}/departure",
        command=RemoveTeamMember,
        subject="team",
        fills={"person": "person"},
    ),
    Act(path="/teams/{team}/disbanding", command=DisbandTeam, subject="team", example={"reason": "The work is done."}),
    Act(path="/scopes", command=DeclareScope, example={"scope": "checkout", "kind": "theme"}),
    Act(
        path="/policies",
        command=ProposePolicy,
        located="/policies/current",
        example={"policy": {"readiness": "enforce", "minutes": "at_once"}, "reason": "We met every month."},
    ),
    Act(
        path="/policies/confirmations",
        command=ConfirmPolicy,
        located="/policies/current",
        example={"revision": 2, "digest": HASH},
    ),
    Act(
        path="/annotations",
        command=Annotate,
        located="/events",
        example={"about": f"member:{PERSON}", "text": "Joined for the second quarter."},
    ),
    Act(
        path="/events/{event}/corrections",
        command=CorrectRecord,
        subject="event",
        located="/events",
        example={
            "type": "meeting-held.v1",
            "about": "meeting:mtg_01kb5v3n8rf4tt2q9w6zg0x1y7",
            "field": "title",
            "to": "Quarterly review",
            "reason": "It was the quarterly one.",
        },
    ),
    Act(
        path="/events/{event}/redaction",
        command=ProposeRedaction,
        subject="event",
        located="/events",
        example={
            "type": "opportunity-raised.v1",
            "about": "opportunity:opp_01kb5v3n8rf4tt2q9w6zg0x1y7",
            "fields": ["/problem"],
            "reason": "It names a customer.",
        },
    ),
    Act(
        path="/events/{event}/redaction/confirmation",
        command=ConfirmRedaction,
        subject="event",
        located="/events",
        example={"digest": "98c209017ffcc56d1774f8025588007be4e85bad71c5f46e45162bfd578dcebe"},
    ),
)
