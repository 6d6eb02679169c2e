"""What is known of an act's body from the view of its subject: the revision and hash that it would speak about."""

from __future__ import annotations

from typing import Any

import msgspec

from api.declarations import Act
from projections.assessments.view import AssessmentView
from projections.decisions.view import DecisionView
from projections.definitions.view import DefinitionView
from projections.facts import Viewed
from projections.katas.coaching import unread
from projections.katas.shape import KataView
from projections.objectives.shape import ObjectivesView
from projections.opportunities.view import OpportunityView
from projections.partnership.policy import PolicyView

MOST_FEEDBACK = 50
SIGNING = frozenset(
    {
        "agree-decision",
        "state-win",
        "carry-agreement",
        "agree-value",
        "confirm-policy",
        "sign-definition",
        "confirm-settlement",
    }
)
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


def prefilled(act: Act, view: Viewed, target: dict[str, str]) -> dict[str, Any]:
    """The part of the body that the view gives."""
    name = act.command.name
    if name in SIGNING:
        return _read(view)
    match view:
        case DecisionView() | DefinitionView() | ObjectivesView() if name in ABOUT_REVISION:
            return {"revision": view.revision}
        case DefinitionView() if name == "answer-feedback":
            voices = [voice.feedback for voice in view.feedback if voice.latest and not voice.answers]
            return {"feedback": voices[:MOST_FEEDBACK]} if voices else {}
        case OpportunityView(value=value) if value is not None and name == "counter-value":
            return {"counter_to": value.revision}
        case KataView():
            return _of_kata(name, view, target)
    return {}


def _read(view: Viewed) -> dict[str, Any]:
    """What a signature is given to: the latest revision and its hash."""
    read: Any = None
    match view:
        case DecisionView() | DefinitionView():
            read = view
        case AssessmentView():
            read = view.settlement
        case OpportunityView():
            read = view.value
        case PolicyView():
            read = view.proposal
    return {"revision": read.revision, "digest": read.digest} if read else {}


def _of_kata(name: str, kata: KataView, target: dict[str, str]) -> dict[str, Any]:
    """The plan that was read, the obstacle in focus, and the coaching card as far as the record fills it in."""
    match name, kata.focus:
        case "start-experiment", _:
            plans = {each.experiment: each.digest for each in kata.experiments}
            return {"digest": plans[target["experiment"]]}
        case "plan-experiment", str(obstacle):
            return {"obstacle": obstacle}
        case "hold-coaching-cycle", _:
            back = unread(kata)
            condition = kata.target_condition
            return {
                **({"target": condition.pattern} if condition else {}),
                **({"obstacle": kata.focus} if kata.focus else {}),
                **({"reflections": msgspec.to_builtins(back)} if back else {}),
            }
    return {}
