"""Whatever happened and whatever is asked: a command answers with events or with refusals, and never both."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.acting import Act, Body
from domain.kernel import Command, Context, Recorded, State, tags_of
from domain.refusals import Refusal, Refused
from domain.registry import CATALOGUE, COMMANDS
from tests.domain.anything import any_of
from tests.domain.story import BEGINNING, an_id, pseudonym

ACTORS = [an_id("per", number) for number in (1, 2, 3)] + ["integration:jira", "system:expiry"]
ACTS = [command for command in COMMANDS.values() if issubclass(command, Act)]
NOW = BEGINNING + timedelta(days=30)


def any_context(draw: st.DrawFn) -> Context:
    """Somebody acts, somehow."""
    return Context(
        workspace="acme",
        sides=("technology", "business"),
        actor=draw(st.sampled_from(ACTORS)),
        now=NOW,
        new_id=lambda prefix: an_id(prefix, 99),
        basis=draw(st.sampled_from(["first_hand", "minuted", "imported", "inferred"])),
        meeting=draw(st.none() | st.just(an_id("mtg", 1))),
        recorder=draw(st.none() | st.sampled_from(ACTORS)),
        occurred_at=draw(st.none() | st.just(NOW)),
        new_salt=lambda: bytes(32),
        pseudonym=pseudonym,
    )


def remember(draw: st.DrawFn, state: State) -> None:
    """Fold a few events of the types that the state folds, whatever they say."""
    kinds = state.folds or tuple(CATALOGUE.values())
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=4)):
        event = draw(any_of(kind))
        tags = (*tags_of(event), state.tag)
        state.fold(
            Recorded(event=event, tags=tags, occurred_at=NOW, recorded_at=NOW, actor=draw(st.sampled_from(ACTORS)))
        )


@st.composite
def acts(draw: st.DrawFn, command: type[Act[Body]]) -> Command:
    """A command with any body on any subject after any history."""
    subject = an_id(command.subject_type, 1) if command.subject_type else draw(st.sampled_from(["", "acme"]))
    body: Any = draw(any_of(command.body_type))
    act = command(any_context(draw), subject, body)
    known = 0
    while known < len(act.states):
        fresh = act.states[known:]
        known = len(act.states)
        for state in fresh:
            remember(draw, state)
        act.follow()
    return act


@pytest.mark.parametrize("command", [pytest.param(command, id=command.name) for command in ACTS])
@settings(max_examples=15)
@given(data=st.data())
def test_a_command_answers_with_events_or_refusals(command: type[Act[Body]], data: st.DataObject) -> None:
    act = data.draw(acts(command))
    refusals: tuple[Refusal, ...] = ()
    try:
        act.execute()
    except Refused as refused:
        refusals = refused.refusals
    events = act.collect_events()
    assert not (events and refusals)
    assert events or refusals or command.repeatable
