"""The plain fields of a subject at one moment. A trail compares them before and after each event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from projections.decisions.shape import DecisionView
from projections.facts import Viewed
from projections.opportunities.shape import OpportunityView
from projections.partnership.delegation import DelegationView
from projections.partnership.key import KeyView
from projections.partnership.meeting import MeetingView
from projections.partnership.person import PersonView
from projections.partnership.policy import PolicyView
from projections.partnership.scope import ScopeView
from projections.partnership.team import TeamView
from projections.partnership.workspace import WorkspaceView
from projections.playbook_sheets import PLAYBOOK_SHEETS

Sheet = dict[str, Any]


def of_decision(view: DecisionView) -> Sheet:
    """State, content part by part, who agrees and what they said."""
    content = view.content
    parts = {name: getattr(content, name) for name in content.__struct_fields__} if content else {}
    parts.pop("decision", None)
    standing = [agreement for agreement in view.agreements if agreement.stands]
    return {
        **parts,
        "revision": view.revision or None,
        "state": view.state if view.proposed else None,
        "next_review": view.next_review,
        "in_force_for": view.force.still_for if view.force else None,
        "superseded_by": tuple(each.decision for each in view.superseded_by),
        **{f"agreement.{each.side}": None for each in view.agreements},
        **{f"agreement.{each.side}": _joined(standing, each.side) for each in standing},
        **{f"win.{each.side}": each.text for each in view.wins if each.stands},
        **{f"win.{each.side}.verdict": each.assessments[-1].verdict for each in view.wins if each.assessments},
        **{f"objection.{each.objection}": each.standing for each in view.objections},
        **{f"stance.{each.person}": each.stance for each in view.stances if each.latest},
        "outcome": view.outcomes[-1].outcome if view.outcomes else None,
    }


def _joined(standing: list[Any], side: str) -> tuple[str, ...]:
    return tuple(each.person for each in standing if each.side == side)


def of_opportunity(view: OpportunityView) -> Sheet:
    """State, wording, worth, whom it concerns, what speaks for it, and what decisions in force say about it."""
    value = view.value
    return {
        "state": view.state if view.raised else None,
        "title": view.title or None,
        "problem": view.problem or None,
        "theme": view.theme or None,
        "scope": view.scope or None,
        "external_ref": view.external_ref,
        "sources": view.sources,
        "raised_by": view.raised_by,
        "suggested": view.suggested,
        "impacted": view.impacted.groups if view.impacted else (),
        "value.statement": value.statement if value else None,
        "value.beneficiaries": value.beneficiaries if value else None,
        "value.measure": value.measure if value else None,
        "value.agreed_sides": tuple(value.agreed_sides) if value else (),
        **{f"evidence.{each.evidence}": each.what for each in view.evidence if each.counts},
        **{f"priority.{place}": decision for place, decision in view.prioritised_by.items()},
        **{f"aligned.{each.objectives}/{each.key}": each.mechanism for each in view.alignments if each.holds},
        "assessed": view.assessed.quadrant if view.assessed else None,
        "merged_into": view.merged_into,
        "stopped_by": view.stopped_by,
        "absorbed": tuple(view.absorbed),
    }


def of_person(view: PersonView) -> Sheet:
    """Sides, roles, teams, delegations and keys."""
    return {
        "sides": tuple(view.sides),
        "roles": tuple(view.roles),
        "teams": tuple(f"{held.team} as {held.role}" for held in view.teams_held if held.left is None),
        "forgotten": view.forgotten is not None,
        **{f"delegation.{held.delegation}": "granted" for held in view.delegations if held.revoked is None},
        **{f"key.{held.key}": held.standing for held in view.keys},
    }


def of_team(view: TeamView) -> Sheet:
    """Name, members and whether it goes on."""
    return {
        "name": view.name or None,
        "external_ref": view.external_ref,
        **{f"member.{each.person}": each.role for each in view.members},
        "scopes": tuple(view.scopes),
        "disbanded": view.disbanded is not None,
    }


def of_policy(view: PolicyView) -> Sheet:
    """Every setting in force, and the revision that waits."""
    settings = msgspec.to_builtins(view.policy)
    waiting = view.proposal
    return {
        "revision": view.revision,
        **settings,
        "proposal": waiting.revision if waiting else None,
        **{f"confirmed.{each.side}": each.person for each in (waiting.confirmed if waiting else ())},
    }


def of_workspace(view: WorkspaceView) -> Sheet:
    """Name, sides and whether it goes on."""
    return {
        "name": view.name or None,
        "sides": view.sides,
        "time_zone": view.time_zone or None,
        "archived": view.archived,
    }


def of_meeting(view: MeetingView) -> Sheet:
    """What it was about, who was there, and what became of the minuted acts."""
    return {
        "title": view.title or None,
        "held_at": view.held_at,
        "present": view.present,
        "minutes": view.minutes,
        **{f"act.{each.act}": each.standing for each in view.acts},
    }


def of_key(view: KeyView) -> Sheet:
    """Whose it is and whether it works."""
    return {
        "holder": view.holder or None,
        "scopes": view.scopes,
        "expires_at": view.expires_at,
        "standing": view.standing if view.issued else None,
    }


def of_scope(view: ScopeView) -> Sheet:
    """Kind, days and team."""
    return {
        "declared": view.declared is not None,
        "kind": view.kind if view.declared else None,
        "begins": view.begins,
        "ends": view.ends,
        "team": view.team,
    }


def of_delegation(view: DelegationView) -> Sheet:
    """Who acts for whom, from when until when."""
    return {
        "giver": view.giver or None,
        "receiver": view.receiver or None,
        "side": view.side or None,
        "scope": view.scope,
        "begins": view.begins,
        "ends": view.ends,
        "revoked": view.revoked is not None,
    }


SHEETS: Final[dict[type[Viewed], Callable[[Any], Sheet]]] = {
    WorkspaceView: of_workspace,
    PolicyView: of_policy,
    PersonView: of_person,
    TeamView: of_team,
    DelegationView: of_delegation,
    ScopeView: of_scope,
    KeyView: of_key,
    MeetingView: of_meeting,
    OpportunityView: of_opportunity,
    DecisionView: of_decision,
    **PLAYBOOK_SHEETS,
}
