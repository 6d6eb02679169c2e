"""What is known of an act's body from the view of its subject: the revision and hash that it would speak about."""

from __future__ import annotations

from typing import Any

from api.declarations import Act
from projections.decisions.view import DecisionView
from projections.facts import Viewed
from projections.opportunities.view import OpportunityView
from projections.partnership.policy import PolicyView
from projections.partnership.team import TeamView

VALUE = "/opportunities/{opportunity}/values"
SIGNING = frozenset({"agree-decision", "state-win"})
ABOUT_REVISION = frozenset({"raise-objection", "take-stance", "counter-propose", "revise-decision"})


def prefilled(act: Act, view: Viewed) -> dict[str, Any]:
    """The part of the body that the view gives."""
    match view:
        case DecisionView():
            if act.command.name in SIGNING:
                return {"revision": view.revision, "digest": view.digest}
            if act.command.name in ABOUT_REVISION:
                return {"revision": view.revision}
        case OpportunityView(value=value) if value is not None and act.path.startswith(VALUE):
            if act.command.name == "agree-value":
                return {"revision": value.revision, "digest": value.digest}
            if act.command.name == "counter-value":
                return {"counter_to": value.revision}
        case PolicyView(proposal=proposal) if proposal is not None and act.command.name == "confirm-policy":
            return {"revision": proposal.revision, "digest": proposal.digest}
    return {}


def targets(act: Act, view: Viewed) -> list[dict[str, str]]:
    """What a path names below the subject, once for each thing there is: open objections, evidence, team members."""
    if not act.fills:
        return [{}]
    match view:
        case DecisionView():
            return [{"objection": each.objection} for each in view.objections]
        case OpportunityView():
            return [{"evidence": each.evidence} for each in view.evidence if each.counts]
        case TeamView():
            return [{"person": each.person} for each in view.members]
    return []
