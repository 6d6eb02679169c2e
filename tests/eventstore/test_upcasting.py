"""Rows of former versions are read as what is written now, wherever they are looked for; they are never rewritten."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
import pytest

from domain import upcasting
from domain.kernel import CATALOGUE, Event, Recorded, State, Tag, event
from domain.partnership.correctable import RecordCorrected
from domain.upcasting import FORMER, Former, as_now, former, kind_now, stored_as, topics_of
from eventstore import codec
from eventstore.conditions import SEPARATOR, criteria
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.following import follow
from projections.projector import Group
from tests.domain.story import an_id
from tests.eventstore.samples import append, fact

CRANE = "crane:c1"
# what earlier releases wrote, as it would stand in openapi/events
GOLDEN = {
    "test-weighed.v1": {"crane": "c1", "pounds": 10},
    "test-weighed.v2": {"crane": "c1", "kilograms": 4.5},
    "test-weighed.v3": {"crane": "c1", "grams": 4500},
}


@event("test-weighed", 3)
class Weighed(Event):
    """Something was weighed."""

    crane: Annotated[str, Tag("crane")]
    grams: int


@former("test-weighed", 2, now=Weighed)
class Weighed2(Former):
    """In kilograms."""

    crane: Annotated[str, Tag("crane")]
    kilograms: float

    def upcast(self) -> Weighed:
        return Weighed(crane=self.crane, grams=round(self.kilograms * 1000))


@former("test-weighed", 1, now=Weighed)
class Weighed1(Former):
    """In pounds."""

    crane: Annotated[str, Tag("crane")]
    pounds: int

    def upcast(self) -> Weighed2:
        return Weighed2(crane=self.crane, kilograms=self.pounds * 0.45)


KINDS: dict[str, type[Event]] = {"test-weighed.v1": Weighed1, "test-weighed.v2": Weighed2, "test-weighed.v3": Weighed}
for _topic in KINDS:  # the product's own catalogue is what other tests look at
    (CATALOGUE if _topic == Weighed.TOPIC else FORMER).pop(_topic)


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CATALOGUE, Weighed.TOPIC, Weighed)
    for kind in (Weighed1, Weighed2):
        monkeypatch.setitem(FORMER, kind.TOPIC, kind)


class Weight(State):
    """The weights on one crane."""

    folds = (Weighed,)

    def __init__(self, *, latest: bool = False) -> None:
        super().__init__(CRANE)
        self.latest = latest  # type: ignore[misc] # of this instance
        self.grams: list[int] = []

    def fold(self, recorded: Recorded) -> None:
        assert isinstance(recorded.event, Weighed)
        self.grams.append(recorded.event.grams)


@pytest.mark.parametrize("topic", GOLDEN)
def test_a_golden_row_of_every_version_is_read_as_the_latest(topic: str) -> None:
    read = as_now(msgspec.json.decode(json.dumps(GOLDEN[topic]), type=KINDS[topic]))
    assert read == Weighed(crane="c1", grams=4500)
    assert (stored_as(topic), kind_now(topic)) == (KINDS[topic], Weighed)


async def test_all_versions_are_found_and_none_is_rewritten(store: Store, workspace: Workspace) -> None:
    await written(store, workspace)
    weights = Weight()
    for recorded in (await store.read_boundary(workspace, criteria([weights]))).recorded:
        weights.fold(recorded)
    assert weights.grams == [4500, 4500, 4500]
    entries = await store.entries(workspace, after=0, limit=10)
    assert [json.loads(each.text)["type"] for each in entries] == list(GOLDEN)
    assert [type(each.event) for each in await store.read_tag(workspace, CRANE, after=0, limit=9)] == [Weighed] * 3


async def written(store: Store, workspace: Workspace) -> None:
    """A ledger that three releases wrote to, one after the other."""
    for topic, data in GOLDEN.items():
        line = entry(topic, data)
        await store.append(append(workspace, msgspec.structs.replace(fact(CRANE, of=topic), line=line)))


def entry(topic: str, data: dict[str, Any]) -> str:
    """The rest of an entry, as a release of that time wrote it."""
    rest = json.loads("{" + codec.line_of(recorded(Weighed(crane="c1", grams=1)), claimed=None))
    return msgspec.json.encode({**rest, "type": topic, "data": data}).decode()[1:]


def recorded(event: Event) -> Recorded:
    """An event with its tag."""
    return msgspec.structs.replace(Recorded.bare(event), id="evt_1", tags=(CRANE,))


def test_a_condition_looks_at_all_versions() -> None:
    (criterion,) = criteria([Weight()])
    assert set(criterion.types.split(SEPARATOR)) == set(GOLDEN) == set(topics_of(Weighed))


async def test_projections_read_on_over_former_versions(store: Store, workspace: Workspace) -> None:
    await written(store, workspace)
    group = Group(name="weights", projectors=())
    assert await follow(store.pool, group, workspace, worker="test") == len(GOLDEN)
    assert await store.pool.fetchval("SELECT count(*) FROM projection_checkpoint WHERE error IS NOT NULL") == 0


def test_a_correction_speaks_about_what_the_event_is_read_as() -> None:
    correction = RecordCorrected(
        event=an_id("evt", 1), subjects=(CRANE,), position=1, type=Weighed1.TOPIC, field="grams", reason="A typo."
    )
    assert correction.type == Weighed.TOPIC
    line = codec.line_of(recorded(correction), claimed=None).replace(Weighed.TOPIC, Weighed1.TOPIC)
    assert Weighed1.TOPIC in line
    read = codec.decode(codec.entry_of("acme", 1, datetime(2026, 11, 25, tzinfo=UTC), line)).event
    assert read == correction


@pytest.mark.parametrize(("name", "version"), [("test-weighed", 3), ("test-weighed", 4), ("another", 1)])
def test_a_former_version_comes_before_the_one_that_is_written(name: str, version: int) -> None:
    with pytest.raises(TypeError, match="no former version"):
        former(name, version, now=Weighed)


def test_a_former_version_is_declared_once() -> None:
    with pytest.raises(TypeError, match="twice"):
        former("test-weighed", 1, now=Weighed)(Weighed1)


def test_the_shape_alone_says_nothing() -> None:
    with pytest.raises(NotImplementedError):
        upcasting.Former().upcast()
