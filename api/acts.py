"""The one handler of all acts: bytes to a command, the command to the ledger, what was recorded to the client."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from api.answers import Answer
from api.asking import Ask
from api.authority import NOWHERE, confirm
from api.bodies import decode
from api.contexts import first_hand, idempotency_of, sent_body
from api.declarations import PARAMETERS, Act, ActQuery
from api.living import Living
from api.minutes import minute
from api.preconditions import expected_position
from api.problems import NOT_FOUND, Problem
from api.recorded import planned_answer, recorded_answer
from api.tags import tag_of
from api.wires import ID_FORM, wire_of
from domain.acting import Act as Command
from domain.acting import Body
from domain.kernel import Context
from domain.refusals import Refused
from eventstore.appends import Beside
from eventstore.execute import execute
from eventstore.idempotency import Idempotency
from eventstore.outcome import Outcome


class Doing:
    """Runs one act as it is declared."""

    def __init__(self, act: Act, living: Living) -> None:
        self.act = act
        self.living = living
        self.wire = wire_of(act)
        self._id = re.compile(f"{act.command.subject_type}{ID_FORM}")
        self._creates = act.creates
        self._chosen = "key" if act.keyed else "id"
        self._parameter = act.subject or act.keyed or PARAMETERS.get(act.command.subject_type, "workspace")

    async def __call__(self, ask: Ask) -> Answer:
        """Answer one request."""
        dry_run = ask.query(ActQuery).dry_run if ask.scope["query_string"] else False
        raw = await sent_body(ask, needed=self.wire.needs_body)
        sent = decode(self.wire.decoder, raw)
        subject = self.subject_of(ask, getattr(sent, self._chosen, None) if self._creates else None)
        body = self.wire.body(sent, ask.path)
        secret = self.living.services.secret
        idempotency = idempotency_of(ask, secret, raw)
        if dry_run:
            idempotency = None
        if body.minuted is not None:
            if ask.credential is not None:
                await confirm(self.living.register, ask.credential, self.living.services.clock())
            return await minute(self, ask, subject, body, idempotency, dry_run=dry_run)
        context = first_hand(self.living, ask, body)
        return await self.run(ask, context, subject, body, idempotency, dry_run=dry_run)

    def subject_of(self, ask: Ask, chosen: str | None) -> str:
        """The subject's id: from the path, chosen by the client, or fresh."""
        if self._creates:
            return chosen or self.living.services.new_id(self.act.command.subject_type)
        if not self.act.subject:
            return ""
        subject = ask.path[self.act.subject]
        if self.act.command.subject_type and not self._id.fullmatch(subject):
            raise Problem(NOT_FOUND, f"{subject!r} is no id of that kind.")
        return subject

    async def run(
        self,
        ask: Ask,
        context: Context,
        subject: str,
        body: Body,
        idempotency: Idempotency | None,
        *,
        dry_run: bool = False,
    ) -> Answer:
        """Run the command and answer with what it recorded, or would record."""
        try:
            outcome = await self.perform(ask, context, subject, body, idempotency, dry_run=dry_run)
        except Refused as refused:
            if dry_run:
                return planned_answer((), refused.refusals, None)
            raise
        if dry_run:
            return planned_answer(outcome.recorded, (), outcome.last)
        return self.answer(ask, outcome, subject)

    async def perform(
        self,
        ask: Ask,
        context: Context,
        subject: str,
        body: Body,
        idempotency: Idempotency | None,
        *,
        dry_run: bool = False,
        beside: Beside | None = None,
    ) -> Outcome:
        """Run the command; `beside` are rows to be written with its events."""
        position = expected_position(ask.headers.get(b"if-match"))
        expected = () if position is None else ((self.tag(ask, subject), position),)
        made: list[Command[Any]] = []
        try:
            return await execute(
                self.living.services.store,
                self.maker(context, subject, body, made),
                idempotency=idempotency,
                expected=expected,
                dry_run=dry_run,
                beside=beside,
                credential=ask.credential,
            )
        except Refused:
            if ask.caller.workspace_id is None and not made[-1].me.belongs:
                raise Problem(NOT_FOUND, NOWHERE) from None
            raise

    def answer(self, ask: Ask, outcome: Outcome, subject: str) -> Answer:
        """Answer with what was recorded; a repeat of a creation answers with the id of the first call."""
        tag = self.tag(ask, subject)
        if outcome.repeated and self._creates:
            kind = tag.partition(":")[0] + ":"
            tag = next((each for event in outcome.recorded for each in event.tags if each.startswith(kind)), tag)
            subject = tag.removeprefix(kind)
        return recorded_answer(outcome, subject=subject, tag=tag, location=self.location(ask, subject))

    def maker(self, context: Context, subject: str, body: Body, made: list[Command[Any]]) -> Callable[[], Command[Any]]:
        """What builds the command anew for each attempt; `made` keeps the latest."""

        def make() -> Command[Any]:
            command = self.act.command(context, subject, body)
            made[:] = [command]
            return command

        return make

    def tag(self, ask: Ask, subject: str) -> str:
        """The tag of what `If-Match` and `ETag` speak about."""
        return tag_of(self._parameter, subject or ask.workspace.slug)

    def location(self, ask: Ask, subject: str) -> str:
        """Where the subject can be read."""
        act, root = self.act, f"/v1/workspaces/{ask.workspace.slug}"
        if self._creates:
            return f"{root}{act.located or act.path}/{subject}"
        if act.located is not None:
            return root + act.located
        if not act.subject:
            return ask.instance
        return f"{root}{act.path.partition('{')[0]}{subject}"
