"""The application: every path of the tables, the pages about the API itself, and one form for all problems."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from api.accesses import read_on_record
from api.acts import Doing
from api.answers import Answer
from api.asking import Ask
from api.declarations import Act, Read, Reader, Upload
from api.living import Living
from api.problems import HEADER_INVALID, INTERNAL, NOT_FOUND, Problem, problem_answer
from api.resources import Handler, Resource
from api.routes.tables import ACTS, FOUNDING, READS, UPLOADS
from api.services import Services
from api.short_way import Accord

LOGGER = logging.getLogger("accord.api")


def create_app(services: Services) -> Accord:
    """Build the application on what the composition root hands in."""
    living = Living.of(services)
    made = resources(living, (FOUNDING, *ACTS), READS, UPLOADS)
    app = Accord(
        route_handlers=[resource.route() for resource in made],
        openapi_config=None,
        exception_handlers={Exception: _problem(made)},
        on_startup=list(services.on_startup),
        on_shutdown=[living.register.close, *services.on_shutdown],
        logging_config=None,
        debug=False,
    )
    app.shorten(made, {act.full_path for act in ACTS})
    return app


def resources(living: Living, acts: Iterable[Act], reads: Iterable[Read], uploads: Iterable[Upload]) -> list[Resource]:
    """Gather the methods of each path."""
    paths: defaultdict[str, dict[str, Handler]] = defaultdict(dict)
    for act in acts:
        run = act.doing(act, living) if act.doing else Doing(act, living)
        paths[act.full_path]["POST"] = Handler(
            operation=act.operation,
            run=run,
            scope=act.scope,
            before_acceptance=act.before_acceptance,
            confirms=act.doing is None and not act.before_acceptance,
        )
    for read in reads:
        scope = "" if read.public else read.scope
        paths[read.full_path]["GET"] = Handler(operation=read.operation, run=_reading(read, living), scope=scope)
    for upload in uploads:
        paths[upload.full_path]["POST"] = Handler(
            operation=upload.operation, run=_bound(upload.run, living), scope=upload.scope
        )
    return [Resource(path, handlers, living) for path, handlers in paths.items()]


def _reading(read: Read, living: Living) -> Callable[[Ask], Awaitable[Answer]]:
    if not read.audited:
        return _bound(read.reader, living)

    async def run(ask: Ask) -> Answer:
        return await read_on_record(living, ask, read)

    return run


def _bound(reader: Reader, living: Living) -> Callable[[Ask], Awaitable[Answer]]:
    async def run(ask: Ask) -> Answer:
        return await reader(living, ask)

    return run


def _problem(found: list[Resource]) -> Callable[[Request[Any, Any, Any], Exception], Response[bytes]]:
    """What answers whatever never reached a resource: unknown paths and methods, a malformed Host header."""

    def answer(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
        instance = request.scope["path"]
        match error:
            case HTTPException(status_code=404):
                problem = Problem(NOT_FOUND, "There is no such path; /docs lists those that are.")
            case HTTPException(status_code=405):
                resource = next(each for each in found if each.form.fullmatch(instance.rstrip("/") or "/"))
                problem = resource.other_method(request.method)
            case HTTPException(status_code=400):
                problem = Problem(HEADER_INVALID, error.detail)
            case _:
                LOGGER.error("a request failed before it reached its path", exc_info=error)
                problem = Problem(INTERNAL, "The request could not be answered.")
        told = problem_answer(problem, instance)
        headers = {name.decode(): value.decode() for name, value in told.headers if name != b"content-type"}
        return Response(told.body, status_code=told.status, media_type="application/problem+json", headers=headers)

    return answer
