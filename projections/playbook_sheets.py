"""The plain fields of the playbook's subjects at one moment, for their trails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from projections.assessments.view import AssessmentView
from projections.benefits.view import BenefitView
from projections.brainstorms.view import BrainstormView
from projections.definitions.shape import DefinitionView
from projections.facts import Viewed
from projections.katas.shape import KataView
from projections.metrics.shape import MetricView
from projections.objectives.shape import KeyResultView, ObjectivesView, ObjectiveView
from projections.signals.view import SignalView
from projections.trackers.view import TrackerLinkView
from projections.value_streams.shape import MapView

Sheet = dict[str, Any]


def of_metric(view: MetricView) -> Sheet:
    """What is measured, and where it should get to."""
    return {
        "name": view.name or None,
        "state": view.state if view.defined else None,
        "unit": view.unit or None,
        "direction": view.direction if view.defined else None,
        "kind": view.kind if view.defined else None,
        "capture": view.capture,
        "definition": view.definition,
        "visible_to_teams": view.visible_to_teams,
        "baseline": view.baseline.value if view.baseline else None,
        "target": view.target.target if view.target else None,
        "target.by": view.target.by if view.target else None,
        "target.reached": view.target is not None and view.target.reached is not None,
        "latest": view.latest.value if view.latest else None,
    }


def of_signal(view: SignalView) -> Sheet:
    """What it says, what people make of it, and which doubts are open."""
    return {
        "statement": view.statement or None,
        "category": view.category if view.recorded else None,
        "state": view.state if view.recorded else None,
        **{f"interpretation.{each.fact.actor}": each.text for each in view.interpretations},
        **{f"challenge.{each.challenge}": "open" if each.open else "answered" for each in view.challenges},
    }


def of_brainstorm(view: BrainstormView) -> Sheet:
    """The question, and the ideas as far as they are open."""
    return {
        "question": view.question or None,
        "state": view.state if view.opened else None,
        "revealed": view.revealed is not None,
        **{f"idea.{each.idea}": "withdrawn" if each.withdrawn else each.text or "private" for each in view.ideas},
        **{f"idea.{each.idea}.cluster": each.cluster for each in view.ideas},
        **{f"idea.{each.idea}.labels": each.labels for each in view.ideas},
        **{f"idea.{each.idea}.became": tuple(each.became) for each in view.ideas},
    }


def of_map(view: MapView) -> Sheet:
    """The steps in their order and what each takes."""
    measures = {each.step: each.measure for each in view.steps if each.measure}
    return {
        "title": view.title or None,
        "state": view.state if view.opened else None,
        "steps": tuple(each.step for each in view.steps),
        **{
            f"step.{name}": (found.process_time, found.lead_time, found.percent_complete_accurate)
            for name, found in measures.items()
        },
        **{f"step.{each.step}.wastes": each.wastes for each in view.steps},
        **{f"step.{each.step}.bottleneck": each.bottleneck is not None for each in view.steps},
        "handoffs": tuple((each.giver, each.receiver) for each in view.handoffs),
        "rework": tuple((each.found_at, each.back_to) for each in view.rework),
    }


def of_objectives(view: ObjectivesView) -> Sheet:
    """Objectives, key results with where they are, and what is aligned."""
    results = [result for objective in view.tree for result in objective.key_results]
    items: list[ObjectiveView | KeyResultView] = [*view.tree, *results]
    return {
        "state": view.state if view.drafted else None,
        "revision": view.revision or None,
        **{f"objective.{each.key}": each.title for each in view.tree},
        **{f"key_result.{each.key}.target": each.target for each in results},
        **{f"key_result.{each.key}.current": each.current for each in results},
        **{f"key_result.{each.key}.progress": each.progress for each in results},
        **{f"score.{each.key}": each.score.score for each in items if each.score},
        **{f"aligned.{each.key}": tuple(each.opportunities) for each in items},
    }


def of_assessment(view: AssessmentView) -> Sheet:
    """How far it is, who has scored, what was settled and who confirmed it; no scores before the reveal."""
    settled = view.settlement.items if view.settlement else ()
    return {
        "state": view.state if view.opened else None,
        "round": view.round if view.opened else None,
        **{
            f"scores.{each.round}.{sheet.person}": "sealed" if sheet.scores is None else sheet.scores
            for each in view.rounds
            for sheet in each.sheets
            if sheet.latest
        },
        **{f"settled.{each.opportunity}": each.quadrant for each in settled},
        "confirmed_sides": tuple(view.confirmed_sides),
    }


def of_definition(view: DefinitionView) -> Sheet:
    """What it says part by part, who signed, what the teams said and what was promised."""
    standing = [each for each in view.signatures if each.stands]
    return {
        "state": view.state if view.drafted else None,
        "revision": view.revision or None,
        "north_star": view.north_star,
        "press_release": view.press_release,
        "customer_letter": view.customer_letter,
        "goal_and_metrics": view.goal_and_metrics,
        "opportunities": view.opportunities,
        "teams": view.teams,
        **{f"signature.{each.side}": each.person for each in standing},
        **{f"achieved.{each.side}": each.person for each in view.achievements},
        "buy_in": view.buy_in.counts if view.feedback else None,
        **{f"feedback.{each.feedback}": "answered" if each.answers else "given" for each in view.feedback},
        **{f"support.{each.support}": each.amount or each.text for each in view.support},
        **{f"support.{each.support}.delivered": each.delivered or len(each.deliveries) for each in view.support},
        "superseded_by": view.superseded_by,
    }


def of_kata(view: KataView) -> Sheet:
    """Where it is, who does what, what is in the way, and how far each experiment is."""
    target = view.target_condition
    return {
        "status": view.status if view.started else None,
        "north_star": view.north_star or None,
        "learner": view.learner or None,
        "coach": view.coach or None,
        "current_condition": view.current_condition.pattern if view.current_condition else None,
        "target_condition": target.target_condition if target else None,
        "achieve_by": target.achieve_by if target else None,
        "focus": view.focus,
        **{f"obstacle.{each.obstacle}": each.status for each in view.obstacles},
        **{f"experiment.{each.experiment}": each.status for each in view.experiments},
        **{f"experiment.{each.experiment}.verdict": each.learned.verdict for each in view.experiments if each.learned},
    }


def of_benefit(view: BenefitView) -> Sheet:
    """Who got what, and which sides confirm it."""
    return {
        "text": view.text or None,
        "about": view.about or None,
        "receiver": view.receiver if view.recorded else None,
        "amount": view.amount,
        **{f"confirmed.{each.side}": each.person for each in view.confirmations},
    }


def of_tracker_link(view: TrackerLinkView) -> Sheet:
    """What it joins, and what was seen."""
    return {
        "about": view.about or None,
        "item": f"{view.tracker}/{view.key}" if view.linked else None,
        "url": view.url,
        "state": view.state if view.linked else None,
        "tracker_state": view.latest.state if view.latest else None,
        "progress": view.latest.progress if view.latest else None,
    }


PLAYBOOK_SHEETS: Final[dict[type[Viewed], Callable[[Any], Sheet]]] = {
    MetricView: of_metric,
    SignalView: of_signal,
    BrainstormView: of_brainstorm,
    MapView: of_map,
    ObjectivesView: of_objectives,
    AssessmentView: of_assessment,
    DefinitionView: of_definition,
    KataView: of_kata,
    BenefitView: of_benefit,
    TrackerLinkView: of_tracker_link,
}
