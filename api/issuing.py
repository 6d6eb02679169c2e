"""Keys over HTTP: the ledger says who gave whom which key, the register knows a key again when it is used."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api import keys
from api.acts import Doing
from api.answers import Answer
from api.asking import Ask
from api.recorded import RecordedAct, planned_answer
from domain.acting import Body
from domain.kernel import Context
from domain.partnership.accept_key import KeyAlreadyAccepted
from domain.partnership.issue_key import NewKey
from domain.partnership.keys import KeyEnded
from domain.refusals import Refused
from eventstore.idempotency import Idempotency

Secret = Annotated[
    str,
    Meta(max_length=60, pattern="^acc_[0-9A-Za-z]{8}_[0-9A-Za-z]{38}$(?!\\n)", examples=["acc_3fT9xKq2_" + "0" * 38]),
]


class IssuedKey(RecordedAct, frozen=True, kw_only=True):
    """A new key. `secret` is shown this once; a repeat of the request answers null there."""

    secret: Secret | None


class Issuing(Doing):
    """Issues a key: makes the secret, records the issue, registers the key's hash."""

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
        """Record the issue, then register the key; in between it does not work yet, which is the safe side."""
        new = keys.generate()
        named: Any = msgspec.structs.replace(body, prefix=new.prefix)
        try:
            outcome = await self.perform(ask, context, subject, named, idempotency, dry_run=dry_run)
        except Refused as refused:
            if dry_run:
                return planned_answer((), refused.refusals, None)
            raise
        if dry_run:
            return planned_answer(outcome.recorded, (), outcome.last)
        if not outcome.repeated:
            await self._register(ask, subject, named, new, context.now)
        answer = self.answer(ask, outcome, subject)
        shown = "null" if outcome.repeated else f'"{new.secret}"'
        answer.body = answer.body[:-1] + f',"secret":{shown}}}'.encode()
        answer.headers.append((b"cache-control", b"no-store"))
        return answer

    async def _register(self, ask: Ask, key_id: str, body: NewKey, new: keys.NewKey, now: datetime) -> None:
        pending = body.holder.startswith("per_") and body.holder != ask.caller.holder
        await self.living.register.add(
            new,
            key_id=key_id,
            workspace_id=ask.workspace.workspace_id,
            holder=body.holder,
            scopes=body.scopes,
            expires_at=body.expires_at,
            accepted_at=None if pending else now,
        )


class Accepting(Doing):
    """Accepts a key: it works from here."""

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
        """Record the acceptance, then let the key work; one that was cut short in between works after a repeat."""
        workspace_id = ask.workspace.workspace_id
        try:
            answer = await super().run(ask, context, subject, body, idempotency, dry_run=dry_run)
        except Refused as refused:
            if any(isinstance(refusal, KeyAlreadyAccepted) for refusal in refused.refusals):
                await self.living.register.accept(workspace_id, subject, context.now)
            raise
        if not dry_run:
            await self.living.register.accept(workspace_id, subject, context.now)
        return answer


class Revoking(Doing):
    """Revokes a key: it works no more once this is answered, whatever process is asked."""

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
        """Record the revocation and end the key; one that was recorded but not ended is ended by a repeat."""
        workspace_id = ask.workspace.workspace_id
        try:
            answer = await super().run(ask, context, subject, body, idempotency, dry_run=dry_run)
        except Refused as refused:
            if any(isinstance(refusal, KeyEnded) for refusal in refused.refusals):
                await self.living.register.revoke(workspace_id, subject, context.now)
            raise
        if not dry_run:
            await self.living.register.revoke(workspace_id, subject, context.now)
        return answer
