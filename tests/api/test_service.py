"""What the service says about itself: health, metrics, limits, documents, types of problems."""

from __future__ import annotations

import json

import asyncpg
import pytest

from api.limits import Buckets
from api.openapi.document import document_text, write_document
from api.openapi.write import current, write
from api.problems import KINDS, Problem, explained, slug_of
from api.routes.service import DOCUMENT
from api.services import Rate
from domain.registry import CATALOGUE, REFUSALS
from tests.api.office import Client, Office, opened


def test_the_committed_document_is_what_the_code_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document_text()


def test_the_document_is_written_where_told(tmp_path: object) -> None:
    path = write(tmp_path / "openapi" / "openapi.json")  # type: ignore[operator]
    assert current(path)
    path.write_text("{}")
    assert not current(path)


def test_every_event_is_a_webhook() -> None:
    document = write_document()
    assert set(document["webhooks"]) == set(CATALOGUE)


def test_every_operation_documents_its_problems_and_an_example() -> None:
    for path, methods in write_document()["paths"].items():
        for method, operation in methods.items():
            assert {"400", "401", "404", "429", "500", "503"} <= operation["responses"].keys(), path
            content = operation.get("requestBody", {}).get("content", {})
            assert all(part["examples"] for part in content.values()), path
            assert (method == "get") or operation["x-key-scope"], path


def test_every_refusal_and_kind_of_problem_is_explained() -> None:
    slugs = [*KINDS, *(slug_of(rule) for rule in REFUSALS)]
    assert len(set(slugs)) == len(slugs)
    assert [slug for slug in slugs if explained(slug) is None] == []


async def test_a_type_of_problem_can_be_looked_up(office: Office) -> None:
    anybody = office.client(None)
    told = (await anybody.get("/problems/decision-win-missing")).json()
    assert (told["status"], "Rule decision.win-missing." in told["meaning"]) == (409, True)
    page = await anybody.get("/problems/decision-win-missing", headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert (await anybody.get("/problems/no-such")).status_code == 404


async def test_the_documents_are_served(office: Office) -> None:
    anybody = office.client(None)
    assert (await anybody.get("/openapi.json")).text == DOCUMENT.read_text(encoding="utf-8")
    page = (await anybody.get("/docs")).text
    assert "proposeDecision" in page
    assert "http://" not in page.replace("http://www.w3.org", "")


async def test_health(office: Office) -> None:
    anybody = office.client(None)
    assert (await anybody.get("/health/live")).json() == {"status": "alive"}
    ready = await anybody.get("/health/ready")
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")


async def test_not_ready_without_a_database(pool: asyncpg.Pool) -> None:
    async with opened(pool) as office:
        await pool.close()
        anybody = office.client(None)
        answer = await anybody.get("/health/ready")
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/unavailable")


async def test_metrics_count_answers(office: Office, owner: Client) -> None:
    await owner.see("./people")
    text = (await office.client(None).get("/metrics")).text
    assert 'accord_http_answers_total{operation="listPeople",status="200"} 1' in text
    assert 'accord_http_seconds_count{operation="listPeople"} 1' in text


async def test_a_fault_tells_nothing_of_the_inside(
    office: Office, owner: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(office.services.store, "head", broken)
    answer = await owner.get("./events")
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal-error")
    assert "secret detail" not in answer.text
    assert "secret detail" in caplog.text


async def test_a_key_that_asks_too_much_has_to_wait(pool: asyncpg.Pool) -> None:
    async with opened(pool, rate=Rate(requests=6, seconds=60)) as office:
        owner = await office.found()
        answers = [await owner.get("./scopes") for _ in range(7)]
        assert [answer.status_code for answer in answers] == [200] * 6 + [429]
        last = answers[-1]
        assert last.json()["type"] == "/problems/too-many-requests"
        assert 1 <= int(last.headers["retry-after"]) <= 10
        assert last.headers["ratelimit-policy"] == '"key";q=6;w=60'
        assert answers[0].headers["ratelimit"] == '"key";r=5;t=10'


def test_a_bucket_fills_evenly_and_is_forgotten_when_full() -> None:
    now = 0.0
    buckets = Buckets(Rate(requests=2, seconds=10), clock=lambda: now)
    for _ in range(2):
        buckets.take("one")
    with pytest.raises(Problem):
        buckets.take("one")
    now = 5.0
    assert buckets.take("one") == (b"ratelimit", b'"key";r=0;t=10')
    now = 100.0
    buckets.take("two")
    assert json.dumps(list(buckets._buckets)) == '["two"]'  # noqa: SLF001 - memory stays bounded
