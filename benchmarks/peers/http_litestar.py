"""Litestar with nothing behind it, and the same command on the library's own PostgreSQL recorder in threads."""

from __future__ import annotations

import hashlib
import json
import sys
import uuid
from typing import Any

import anyio.to_thread
import uvicorn
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem, DCBRecorder
from eventsourcing.dcb.persistence import DCBInfrastructureFactory
from eventsourcing.utils import Environment
from litestar import Litestar, Request, Response, post


@post("/empty", sync_to_thread=False)
def empty() -> Response[bytes]:
    """Answer at once."""
    return Response(b"{}", status_code=201, media_type="application/json")


def recorder_of(settings: dict[str, str]) -> DCBRecorder:
    """The library's recorder, with its table."""
    environment = Environment("Bench", {"PERSISTENCE_MODULE": "eventsourcing.dcb.postgres_tt", **settings})
    factory: DCBInfrastructureFactory[Any] = DCBInfrastructureFactory.construct(environment)
    return factory.dcb_recorder()


def application(recorder: DCBRecorder) -> Litestar:
    """Raise an opportunity: read its boundary, decide, append under the condition."""

    @post("/opportunities")
    async def raise_opportunity(request: Request[Any, Any, Any]) -> Response[bytes]:
        body = await request.body()
        answer = await anyio.to_thread.run_sync(decide, body)
        return Response(answer, status_code=201, media_type="application/json")

    def decide(body: bytes) -> bytes:
        words = json.loads(body)
        opportunity = str(uuid.uuid4())
        query = DCBQuery(items=[DCBQueryItem(tags=[f"opportunity:{opportunity}"])])
        read = recorder.read(query)
        if list(read):
            raise ValueError(opportunity)
        digest = hashlib.sha256(body).hexdigest()
        data = json.dumps({"opportunity": opportunity, "revision": 1, "digest": digest, **words}).encode()
        event = DCBEvent(type="opportunity-raised", data=data, tags=[f"opportunity:{opportunity}"])
        position = recorder.append([event], DCBAppendCondition(fail_if_events_match=query, after=read.head))
        return json.dumps({"id": opportunity, "position": position}).encode()

    return Litestar([empty, raise_opportunity], openapi_config=None)


if __name__ == "__main__":
    port, *pairs = sys.argv[1:]
    uvicorn.run(
        application(recorder_of(dict(pair.split("=", 1) for pair in pairs))),
        port=int(port),
        http="httptools",
        loop="uvloop",
        access_log=False,
        log_level="warning",
    )
