"""What holds of every view: it can be folded from any history, rests on the last event, and is described."""

from typing import Any

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.acting import Act
from domain.decisions.state import Decision
from domain.kernel import Recorded, tag_fields
from domain.opportunities.state import Opportunity
from domain.registry import CATALOGUE, COMMANDS
from projections.assessments.view import ASSESSMENT
from projections.benefits.view import BENEFIT
from projections.brainstorms.view import BRAINSTORM
from projections.decisions.view import DECISION, fold_decision
from projections.definitions.view import DEFINITION
from projections.folding import BESIDE, Folding
from projections.katas.view import KATA
from projections.metrics.view import METRIC
from projections.objectives.view import OBJECTIVES
from projections.opportunities.view import OPPORTUNITY, fold_opportunity
from projections.partnership.delegation import DELEGATION
from projections.partnership.key import KEY
from projections.partnership.meeting import MEETING
from projections.partnership.policy import POLICY
from projections.partnership.scope import SCOPE
from projections.partnership.team import TEAM
from projections.partnership.view import PERSON
from projections.partnership.workspace import WORKSPACE
from projections.signals.view import SIGNAL
from projections.trackers.view import TRACKER_LINK
from projections.value_streams.view import MAP
from projections.views import VIEWS
from tests.domain.story import SIDES, an_id
from tests.projections.any_history import histories

DEC, OPP = an_id("dec", 1), an_id("opp", 1)
FOLDINGS: dict[str, Folding[Any]] = {
    "partnership": WORKSPACE,
    "policy": POLICY,
    "member": PERSON,
    "team": TEAM,
    "delegation": DELEGATION,
    "scope": SCOPE,
    "key": KEY,
    "meeting": MEETING,
    "opportunity": OPPORTUNITY,
    "decision": DECISION,
    "metric": METRIC,
    "signal": SIGNAL,
    "brainstorm": BRAINSTORM,
    "map": MAP,
    "objectives": OBJECTIVES,
    "assessment": ASSESSMENT,
    "definition": DEFINITION,
    "kata": KATA,
    "benefit": BENEFIT,
    "tracker-link": TRACKER_LINK,
}
# what else a view is folded from
FURTHER = {"metric": "series"}
SUBJECTS = {
    "partnership": "acme",
    "policy": "",
    "member": an_id("per", 1),
    "scope": "main",
    "metric": "a",
    "team": an_id("team", 1),
    "delegation": an_id("del", 1),
    "meeting": an_id("mtg", 1),
    "key": an_id("key", 1),
    "opportunity": OPP,
    "decision": DEC,
    "signal": an_id("sig", 1),
    "brainstorm": an_id("bst", 1),
    "map": an_id("vsm", 1),
    "objectives": an_id("okr", 1),
    "assessment": an_id("asm", 1),
    "definition": an_id("doa", 1),
    "kata": an_id("kata", 1),
    "benefit": an_id("ben", 1),
    "tracker-link": an_id("trk", 1),
}


def tagged(name: str) -> set[type]:
    """Every event type that can carry a tag of that name, or of one that the view is folded from too."""
    names = {name, FURTHER.get(name, name)}
    return {
        kind
        for kind in CATALOGUE.values()
        if name in kind.STATIC_TAGS or any(tag in names | {"*"} for _, tag in tag_fields(kind))
    }


@pytest.mark.parametrize("name", FOLDINGS)
def test_every_event_of_a_subject_is_folded_or_said_to_be_irrelevant(name: str) -> None:
    folding = FOLDINGS[name]
    folded, irrelevant = set(folding.steps), set(folding.irrelevant)
    assert folded | irrelevant == tagged(name) | BESIDE
    assert not folded & irrelevant


def test_there_is_a_view_of_every_subject() -> None:
    assert VIEWS.keys() == FOLDINGS.keys()


@pytest.mark.parametrize("name", VIEWS)
@settings(max_examples=30)
@for_all(data=st.data())
def test_any_history_is_shown(name: str, data: st.DataObject) -> None:
    subject = SUBJECTS[name]
    tag = f"{name}:{subject}" if name not in {"partnership", "policy"} else name
    history = data.draw(histories(tag, tuple(FOLDINGS[name].steps)))
    view = VIEWS[name].fold(subject, history, SIDES)
    if view is not None:
        assert view.position == (history[-1].position if history else 0)
        written = msgspec.json.encode(view)
        assert msgspec.json.encode(msgspec.json.decode(written, type=type(view))) == written


@settings(max_examples=60)
@for_all(histories(f"decision:{DEC}", Decision.folds))
def test_a_decision_stands_where_the_domain_says(history: list[Recorded]) -> None:
    view, state = fold_decision(DEC, history, SIDES), Decision(DEC)
    for recorded in history:
        state.fold(recorded)
    assert (view is not None) == state.known
    if view:
        assert view.state == state.state
        assert {each.side: each.text for each in view.wins if each.stands} == state.wins


@settings(max_examples=60)
@for_all(histories(f"opportunity:{OPP}", Opportunity.folds))
def test_an_opportunity_stands_where_the_domain_says(history: list[Recorded]) -> None:
    view, state = fold_opportunity(OPP, history, SIDES), Opportunity(OPP)
    for recorded in history:
        state.fold(recorded)
    assert (view is not None) == state.exists
    if view:
        assert view.state == state.state
        assert (view.title, view.revision) == (state.title, state.revision)


@pytest.mark.parametrize("name", VIEWS)
def test_every_part_of_a_view_is_described(name: str) -> None:
    (_,), parts = msgspec.json.schema_components([VIEWS[name].type])
    assert [part for part, schema in parts.items() if not schema.get("description")] == []


def test_parts_of_views_are_named_apart_from_bodies() -> None:
    """So that each has a plain name in the OpenAPI document."""
    bodies = [command.body_type for command in COMMANDS.values() if issubclass(command, Act)]
    _, parts = msgspec.json.schema_components([*(kind.type for kind in VIEWS.values()), *bodies])
    assert [part for part in parts if part.startswith("projections")] == []
