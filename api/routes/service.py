"""What the service tells about itself: health, metrics, the document and the pages that explain it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

import asyncpg
import msgspec
from msgspec import Meta

from api.answers import HTML, JSON, Answer
from api.asking import Ask
from api.declarations import Read
from api.living import Living
from api.problems import NOT_FOUND, UNAVAILABLE, Problem, explained
from api.reference import explanation_page, reference_page
from database.migrations import SchemaMismatchError, check
from eventstore.errors import StoreError
from eventstore.faults import LOST

DOCUMENT = Path(__file__).parents[2] / "openapi" / "openapi.json"
Words = Annotated[str, Meta(max_length=8000)]


class Alive(msgspec.Struct, frozen=True, kw_only=True):
    """The process answers."""

    status: Annotated[str, Meta(max_length=10, examples=["alive"])]


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """The database answers, its schema is this release's; `projections` says how far each is."""

    status: Annotated[str, Meta(max_length=10, examples=["ready"])]
    projections: Annotated[tuple[dict[str, Any], ...], Meta(max_length=1000)]


class OpenApi(msgspec.Struct, frozen=True, kw_only=True):
    """An OpenAPI 3.1 document."""

    openapi: Annotated[str, Meta(max_length=10)]
    info: dict[str, Any]
    paths: dict[str, Any]
    servers: Any = None
    security: Any = None
    tags: Any = None
    webhooks: Any = None
    components: Any = None


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What a type of problem means."""

    type: Words
    title: Words
    status: Annotated[int, Meta(ge=400, le=599)]
    meaning: Words


_encode = msgspec.json.Encoder(enc_hook=str).encode


async def live(_living: Living, _ask: Ask) -> Answer:
    """Say that the process answers."""
    return Answer(200, b'{"status":"alive"}', [JSON])


async def ready(living: Living, _ask: Ask) -> Answer:
    """Look at the database, its schema and the projections."""
    services = living.services
    try:
        async with services.pool.acquire(timeout=2) as connection:
            await check(connection)
        projections = await services.health() if services.health else {}
    except (*LOST, asyncpg.PostgresError, SchemaMismatchError, StoreError) as error:
        raise Problem(UNAVAILABLE, f"Not ready: {type(error).__name__}.", headers=[(b"retry-after", b"2")]) from error
    return Answer(200, _encode({"status": "ready", "projections": projections}), [JSON])


async def metrics(living: Living, _ask: Ask) -> Answer:
    """Count what was answered."""
    return Answer(200, living.metrics.text().encode(), [(b"content-type", b"text/plain; version=0.0.4; charset=utf-8")])


async def document(_living: Living, _ask: Ask) -> Answer:
    """Hand out the OpenAPI document."""
    return Answer(200, _document(), [JSON])


async def docs(_living: Living, _ask: Ask) -> Answer:
    """Hand out the reference for people."""
    return Answer(200, _reference(), [HTML])


async def problem_page(_living: Living, ask: Ask) -> Answer:
    """Explain a type of problem: as a page to browsers, as JSON to everyone else."""
    slug = ask.path["problem"]
    found = explained(slug)
    if found is None:
        raise Problem(NOT_FOUND, "There is no such type of problem.")
    title, status, meaning = found
    if b"text/html" in ask.headers.get(b"accept", b""):
        return Answer(200, explanation_page(slug, title, status, meaning).encode(), [HTML])
    told = Explanation(type=f"/problems/{slug}", title=title, status=status, meaning=meaning)
    return Answer(200, _encode(told), [JSON])


@cache
def _document() -> bytes:
    return DOCUMENT.read_bytes()


@cache
def _reference() -> bytes:
    return reference_page(msgspec.json.decode(_document())).encode()


READS = (
    Read(
        path="/health/live",
        operation="getLiveness",
        summary="Whether the process answers",
        tag="service",
        reader=live,
        answers=Alive,
        rooted=True,
        public=True,
        etag=False,
    ),
    Read(
        path="/health/ready",
        operation="getReadiness",
        summary="Whether the service can do its work",
        tag="service",
        reader=ready,
        answers=Ready,
        rooted=True,
        public=True,
        etag=False,
    ),
    Read(
        path="/metrics",
        operation="getMetrics",
        summary="Counts and durations, for Prometheus",
        tag="service",
        reader=metrics,
        answers="text/plain",
        rooted=True,
        public=True,
        etag=False,
    ),
    Read(
        path="/openapi.json",
        operation="getDocument",
        summary="This document",
        tag="service",
        reader=document,
        answers=OpenApi,
        rooted=True,
        public=True,
        etag=False,
        example={"openapi": "3.1.0", "info": {"title": "Accord", "version": "0.1.0"}, "paths": {}},
    ),
    Read(
        path="/docs",
        operation="getReference",
        summary="This document, for people",
        tag="service",
        reader=docs,
        answers="text/html",
        rooted=True,
        public=True,
        etag=False,
    ),
    Read(
        path="/problems/{problem}",
        operation="getProblemType",
        summary="What a type of problem means",
        tag="service",
        reader=problem_page,
        answers=Explanation,
        rooted=True,
        public=True,
        etag=False,
        example={
            "type": "/problems/unauthenticated",
            "title": "No valid key",
            "status": 401,
            "meaning": "Send `Authorization: Bearer acc_…` with a key that is neither expired nor revoked.",
        },
    ),
)
