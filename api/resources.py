"""One path and its methods: finds the caller, runs the handler, turns whatever happens into an answer."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Final

import msgspec
from litestar import Request, route
from litestar.handlers import HTTPRouteHandler
from litestar.types import HTTPScope, Method, Receive

from api import problems
from api.answers import Answer, Sending
from api.asking import Ask
from api.authority import authenticate, confirm, not_valid, remembered, workspace_of
from api.living import Living
from api.problems import Problem, ProblemKind, problem_answer, refusal_answer
from domain.refusals import Refusal, Refused
from eventstore import errors
from eventstore.credentials import Credential
from eventstore.importing.pipeline import ImportContested

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
METHODS: Final[list[Method]] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
LOGGER = logging.getLogger("accord.api")


class Handler(msgspec.Struct, frozen=True, kw_only=True):
    """What answers one method of a path. `scope` "" needs no key; `before_acceptance` takes one not yet accepted.

    `confirms`: has the store confirm a remembered key with the boundary that it reads.
    """

    operation: str
    run: Callable[[Ask], Awaitable[Answer]]
    scope: str = ""
    before_acceptance: bool = False
    confirms: bool = False


class Resource:
    """A path of the API."""

    def __init__(self, path: str, handlers: Mapping[str, Handler], living: Living) -> None:
        self.path = path
        self.living = living
        self.form = re.compile(re.sub(r"{[a-z]+}", "[^/]+", path))
        self.handlers = dict(handlers)
        if "GET" in handlers:
            self.handlers["HEAD"] = handlers["GET"]
        self.allow = ", ".join((*sorted(self.handlers), "OPTIONS")).encode()

    def route(self) -> HTTPRouteHandler:
        """Register the path with Litestar; methods are told apart here, so that `Allow` is right everywhere."""

        async def serve(request: Request[Any, Any, Any]) -> Sending:
            return await self.serve(request.scope, request.receive)

        path = self.path.replace("{scope}", "{scope_}")  # Litestar keeps the word `scope` to itself
        return route(path.replace("}", ":str}"), http_method=METHODS)(serve)

    async def serve(self, scope: HTTPScope, receive: Receive) -> Sending:
        """Answer one request."""
        begun = time.perf_counter()
        ask = Ask(scope, receive)
        without_body = ask.method == "HEAD"
        handler = self.handlers.get(ask.method)
        if handler is None:
            if ask.method == "OPTIONS":
                return Sending(Answer(204, b"", [(b"allow", self.allow)]))
            return Sending(problem_answer(self.other_method(ask.method), ask.instance), without_body=without_body)
        answer = await self._answer(handler, ask)
        answer.headers.extend(ask.notes)
        self.living.metrics.observe(handler.operation, answer.status, time.perf_counter() - begun)
        return Sending(answer, without_body=without_body)

    async def _answer(self, handler: Handler, ask: Ask) -> Answer:
        answer = await self._caught(handler, ask, self._handled(handler, ask))
        if ask.credential is None or ask.credential.confirmed:
            return answer
        return await self._caught(handler, ask, self._confirmed(ask, ask.credential, answer))

    async def _handled(self, handler: Handler, ask: Ask) -> Answer:
        _check_path(ask.instance)
        if handler.scope:
            await self._admit(handler, ask)
        return await handler.run(ask)

    async def _confirmed(self, ask: Ask, credential: Credential, answer: Answer) -> Answer:
        """Return an answer that came before the key was confirmed, now that it is."""
        try:
            await confirm(self.living.register, credential, self.living.services.clock())
        except Problem:
            ask.notes.clear()
            raise
        return answer

    async def _caught(self, handler: Handler, ask: Ask, answer: Coroutine[None, None, Answer]) -> Answer:
        try:
            return await answer
        except Problem as problem:
            return problem_answer(problem, ask.instance)
        except Refused as refused:
            return refusal_answer(refused.refusals, ask.instance)
        except Refusal as refusal:
            return refusal_answer([refusal], ask.instance)
        except errors.StoreError as error:
            withdrawn = isinstance(error, errors.CredentialWithdrawn)
            return problem_answer(self._withdrawn(ask) if withdrawn else _store_problem(error), ask.instance)
        except Exception:
            LOGGER.exception("%s failed", handler.operation)
            fault = Problem(problems.INTERNAL, "The request could not be answered.")
            return problem_answer(fault, ask.instance)

    def _withdrawn(self, ask: Ask) -> Problem:
        if ask.credential is not None:
            self.living.register.forget(ask.credential.sha256)
            ask.credential = None
        ask.notes.clear()
        return not_valid()

    async def _admit(self, handler: Handler, ask: Ask) -> None:
        services, register = self.living.services, self.living.register
        authorization, now = ask.headers.get(b"authorization"), services.clock()
        known = remembered(register, authorization, now) if handler.confirms else None
        if known is not None:
            caller, ask.credential = known
        else:
            caller = await authenticate(register, authorization, now)
        ask.caller = caller
        buckets = self.living.buckets
        ask.notes.append(buckets.take(caller.credential))
        ask.notes.append(buckets.policy)
        slug = ask.path.get("workspace")
        if slug is not None:
            ask.workspace = await workspace_of(services.store, caller, slug)
        if not handler.before_acceptance:
            caller.require_acceptance()
            caller.require(handler.scope)

    def other_method(self, method: str) -> Problem:
        """The problem of a method that the path does not have."""
        return Problem(problems.WRONG_METHOD, f"{method} does not apply here.", headers=[(b"allow", self.allow)])


def _check_path(path: str) -> None:
    if _CONTROL.search(path):
        raise Problem(problems.NOT_FOUND, "No path holds control characters.")


_STORE: Final[dict[type[errors.StoreError], tuple[ProblemKind, str]]] = {
    errors.PreconditionFailed: (problems.STALE, "The subject has events after the position that If-Match names."),
    errors.BoundaryConflict: (problems.CONFLICT, "Others kept changing what this act rests on."),
    ImportContested: (problems.CONFLICT, "Another process imports the same file."),
    errors.KeyReused: (problems.KEY_REUSED, "This Idempotency-Key was used for another request."),
    errors.EntryTooLarge: (problems.TOO_LARGE, "The event would take more than 65535 bytes in the ledger."),
    errors.SlugTaken: (problems.SLUG_TAKEN, "Another workspace has that slug."),
    errors.UnknownWorkspace: (problems.NOT_FOUND, "There is no such workspace."),
    errors.StoreUnavailable: (problems.UNAVAILABLE, "The database does not answer in time."),
}


def _store_problem(error: errors.StoreError) -> Problem:
    kind, detail = _STORE.get(type(error), (problems.INTERNAL, "The request could not be answered."))
    if kind.status >= problems.INTERNAL.status:
        LOGGER.error("%r", error)
    headers = [(b"retry-after", b"1")] if kind is problems.UNAVAILABLE else []
    return Problem(kind, detail, headers=headers)
