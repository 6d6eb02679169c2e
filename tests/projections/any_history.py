"""Events as a ledger hands them out: numbered, each with an id of its own, by somebody, at two times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from domain.kernel import Event, Recorded
from domain.registry import CATALOGUE
from tests.domain.anything import any_of
from tests.domain.story import SIDES, an_id, fact

PEOPLE = [an_id("per", number) for number in (1, 2, 3)]


def numbered(history: Iterable[Recorded | Event]) -> list[Recorded]:
    """The same events with positions and ids of their own, in this order."""
    recorded = (each if isinstance(each, Recorded) else fact(each) for each in history)
    return [replace(each, id=an_id("evt", number), position=number) for number, each in enumerate(recorded, start=1)]


def about(tag: str, history: Iterable[Recorded]) -> list[Recorded]:
    """The events that carry a tag."""
    return [each for each in history if tag in each.tags]


@st.composite
def histories(draw: st.DrawFn, tag: str, kinds: Sequence[type[Event]] = ()) -> list[Recorded]:
    """A few events of any type that end up with a tag, whatever they say."""
    drawn: list[Recorded] = []
    for kind in draw(st.lists(st.sampled_from(kinds or tuple(CATALOGUE.values())), max_size=12)):
        event: Any = draw(any_of(kind))
        one = fact(event, actor=draw(st.sampled_from(PEOPLE)), side=draw(st.sampled_from([*SIDES, "team", "none"])))
        later = timedelta(seconds=draw(st.sampled_from([0, 30, 90_000])))
        drawn.append(replace(one, tags=tuple({*one.tags, tag}), recorded_at=one.recorded_at + later))
    return numbered(drawn)
