"""The demonstration in the ledger: every step of the story, and the states in which it ends."""

import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import pytest

from database.pool import connect_pool
from domain.benefits.events import BenefitRecorded
from domain.decisions.events import AgreementReached
from domain.definitions.events import DefinitionAchieved, DefinitionAdopted
from domain.definitions.state import Definition
from domain.katas.events import KataCompleted
from domain.katas.experiments import LearningRecorded
from domain.katas.state import Kata
from domain.kernel import Recorded
from domain.opportunities.events import OpportunityRaised
from domain.partnership.annotate import RecordAnnotated
from domain.value_streams.events import ValueStreamClosed
from domain.waiving import RuleWaived
from eventstore.importing import engine
from eventstore.store import Store
from service.demo import Told, guide, tell
from service.demonstration import SLUG, STEPS, STORY, lines, views
from service.exits import CommandError
from service.settings import Settings
from tests.server import Server
from tests.service.running_service import accord, serving

SECRET = b"a secret of tests, long enough"
ROOT = Path(__file__).parents[2]
TOLD_STEPS = Path(__file__).with_name("story_steps.json")  # when each step of the story was, and its basis
LABEL = re.compile(r"Step (\d+) of 92 \(basis ([SPI])\)\. \w")
E = TypeVar("E")


@pytest.fixture(scope="module")
async def store(server: Server, template: str) -> AsyncIterator[Store]:
    """A store on a database of this file's tests."""
    name = server.clone(template)
    pool = await connect_pool(server.dsn(name), minimum=1, maximum=4)
    try:
        async with Store(pool) as opened:
            yield opened
    finally:
        await pool.close()
        server.drop(name)


@pytest.fixture(scope="module")
async def told(store: Store) -> Told:
    return await tell(store, secret=SECRET)


@pytest.fixture(scope="module")
async def ledger(store: Store, told: Told) -> list[Recorded]:
    assert told.progress.finished
    return list(await store.follow(await store.workspace(SLUG), limit=1000))


def found(ledger: list[Recorded], kind: type[E]) -> list[E]:
    """The events of one type, in their order."""
    return [recorded.event for recorded in ledger if isinstance(recorded.event, kind)]


def test_each_step_is_labelled_once(ledger: list[Recorded]) -> None:
    labels = [LABEL.match(remark.text) for remark in found(ledger, RecordAnnotated)]
    assert [int(label[1]) for label in labels if label] == list(range(1, STEPS + 1))


async def test_every_line_is_taken_in(store: Store, told: Told) -> None:
    workspace, progress = await store.workspace(SLUG), told.progress
    refused = await engine.refusals(store, workspace, bytes.fromhex(progress.sha256))
    assert refused == []
    assert told.founded
    assert progress.recorded + progress.repeated == len(lines())


def test_every_step_is_an_act_of_its_own(ledger: list[Recorded]) -> None:
    steps = defaultdict(set)
    for line in lines():
        steps[int(line.idempotency_key[:2])].add(line.command)
    assert sorted(steps) == list(range(1, STEPS + 1))
    assert [step for step, commands in steps.items() if commands == {"annotate"}] == []
    assert all(recorded.basis == "imported" for recorded in ledger)


def test_steps_happen_when_and_on_the_basis_that_the_story_says() -> None:
    source = {int(step): told for step, told in json.loads(TOLD_STEPS.read_text(encoding="utf-8")).items()}
    assert len(source) == STEPS
    times = defaultdict(set)
    for line in lines():
        step = int(line.idempotency_key[:2])
        times[step].add(f"{line.occurred_at:%Y-%m-%dT%H:%MZ}")
        if line.idempotency_key.endswith("-remark"):
            label = LABEL.match(json.loads(bytes(line.body))["text"])
            assert label
            assert label[2] == source[step][1]
    assert [step for step, (at, _) in source.items() if at not in times[step]] == []


def test_the_map_adds_up(ledger: list[Recorded]) -> None:
    (closed,) = found(ledger, ValueStreamClosed)
    assert closed.totals.lead_time == 504
    assert closed.totals.process_time == 26
    assert closed.totals.activity_ratio == pytest.approx(5.16, abs=0.005)
    assert closed.totals.rolled_percent_complete_accurate == pytest.approx(35.91)


def test_the_first_experiment_is_refuted_and_the_second_confirmed(ledger: list[Recorded]) -> None:
    learnings = found(ledger, LearningRecorded)
    assert [learning.verdict for learning in learnings] == ["refuted", "confirmed"]
    assert [learning.computed for learning in learnings] == ["refuted", "confirmed"]


def test_the_first_opportunity_is_agreed_17_days_after_it_was_raised(ledger: list[Recorded]) -> None:
    raised = next(recorded for recorded in ledger if isinstance(recorded.event, OpportunityRaised))
    agreed = next(recorded for recorded in ledger if isinstance(recorded.event, AgreementReached))
    assert isinstance(raised.event, OpportunityRaised)
    assert isinstance(agreed.event, AgreementReached)
    assert agreed.event.opportunities == (raised.event.opportunity,)
    assert (agreed.occurred_at.date() - raised.occurred_at.date()).days == 17


def test_one_rule_is_waived(ledger: list[Recorded]) -> None:
    (waived,) = found(ledger, RuleWaived)
    assert waived.rule == "objectives.count-outside-range"


def test_the_definition_is_achieved_and_the_kata_completed(ledger: list[Recorded]) -> None:
    (adopted,), (achieved,) = found(ledger, DefinitionAdopted), found(ledger, DefinitionAchieved)
    (completed,) = found(ledger, KataCompleted)
    definition, kata = Definition(achieved.definition), Kata(completed.kata)
    for recorded in ledger:
        for state in (definition, kata):
            if state.sees(recorded):
                state.fold(recorded)
    assert adopted.definition == achieved.definition
    assert definition.state == "achieved"
    assert kata.status == "completed"
    assert len(found(ledger, BenefitRecorded)) == 3


async def test_told_again_it_adds_nothing(store: Store, told: Told, ledger: list[Recorded]) -> None:
    again = await tell(store, secret=SECRET)
    assert not again.founded
    assert again.progress == told.progress
    assert again.progress.position == ledger[-1].position


async def test_somebody_elses_workspace_is_left_alone(pool: asyncpg.Pool, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    first = json.loads(STORY.read_text(encoding="utf-8").splitlines()[0])
    first["actor"] = "per_01kb5v3n8rf4tt2q9w6zg0x1y7"
    other.write_text(json.dumps(first) + "\n", encoding="utf-8")
    async with Store(pool) as store:
        with pytest.raises(CommandError, match="another workspace"):
            await tell(store, secret=SECRET, story=other)
        assert (await store.head(await store.workspace(SLUG))).position == 2


def test_links_lead_to_what_the_api_shows() -> None:
    paths = json.loads((ROOT / "openapi/openapi.json").read_text(encoding="utf-8"))["paths"]
    shown = [re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path, does in paths.items() if "get" in does]
    for view in views():
        assert any(pattern.fullmatch(f"/v1/workspaces/{SLUG}{view.path}") for pattern in shown), view.path


def test_the_guide_names_the_address_that_is_served() -> None:
    text = "\n".join(guide(Settings(host="::1", port=8080), "per_x", None))
    assert f"http://[::1]:8080/v1/workspaces/{SLUG}/backlog" in text
    assert "--holder per_x" in text


def test_accord_demo_prints_a_key_and_links_that_answer(tmp_path: Path) -> None:
    data_dir = tmp_path / "accord"
    first, second = accord(data_dir, "demo"), accord(data_dir, "demo")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    (key,) = re.findall(r"export KEY=(acc_\w+)", first.stdout)
    assert "acc_" not in second.stdout
    with serving(data_dir) as service, service.client(key) as client:
        answers: dict[str, Any] = {}
        for view in views():
            listed = view.path in {"/backlog", "/benefits"}
            answer = client.get(
                f"/v1/workspaces/{SLUG}{view.path}",
                params={"min_position": len(lines())} if listed else {},
                headers={"Prefer": "wait=60"},
            )
            assert answer.status_code == 200, (view.path, answer.text)
            answers[view.path] = answer.json()
    assert answers["/backlog"]["items"][0]["title"] == "Releases depend on a calendar, handoffs and coordination"


def test_a_free_port_is_not_known_before_the_service_starts() -> None:
    text = "\n".join(guide(Settings(host="127.0.0.1", port=0), "per_x", "acc_x"))
    assert ":0/" not in text
    assert "export ADDRESS=http://127.0.0.1:…" in text
    assert f'"$ADDRESS/v1/workspaces/{SLUG}/backlog"' in text
