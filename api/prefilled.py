"""What is known of an act's body from the view of its subject: the revision and hash that it would speak about."""

from __future__ import annotations

from typing import Any

from api.declarations import Act
from projections.decisions.view import DecisionView
from projections.definitions.view import DefinitionView
from projections.facts import Viewed
from projections.objectives.shape import ObjectivesView
from projections.opportunities.shape import ValueView
from projections.opportunities.view import OpportunityView
from projections.partnership.policy import PolicyView

VALUE = "/opportunities/{opportunity}/values"
SIGNING = frozenset({"agree-decision", "state-win", "sign-definition", "confirm-settlement"})
ABOUT_REVISION = frozenset(
    {
        "raise-objection",
        "take-stance",
        "counter-propose",
        "revise-decision",
        "revise-definition",
        "give-team-feedback",
        "seal-team-feedback",
        "activate-objectives",
    }
)


def prefilled(act: Act, view: Viewed, target: dict[str, str]) -> dict[str, Any]:  # noqa: ARG001 - as asked
    """The part of the body that the view gives."""
    name = act.command.name
    match view:
        case DecisionView() | DefinitionView() if name in SIGNING:
            return {"revision": view.revision, "digest": view.digest}
        case DecisionView() | DefinitionView() | ObjectivesView() if name in ABOUT_REVISION:
            return {"revision": view.revision}
        case DefinitionView() if name == "answer-feedback":
            open_voices = [voice.feedback for voice in view.feedback if voice.latest and not voice.answers]
            return {"feedback": open_voices[:50]} if open_voices else {}
        case OpportunityView(value=value) if value is not None and act.path.startswith(VALUE):
            return _about_value(name, value)
        case PolicyView(proposal=proposal) if proposal is not None and name == "confirm-policy":
            return {"revision": proposal.revision, "digest": proposal.digest}
    return {}


def _about_value(name: str, value: ValueView) -> dict[str, Any]:
    if name == "agree-value":
        return {"revision": value.revision, "digest": value.digest}
    return {"counter_to": value.revision} if name == "counter-value" else {}
