"""Keys over HTTP: the ledger says who gave whom which key, the register knows a key again when it is used."""

from __future__ import annotations

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
from domain.partnership.issue_key import NewKey
from domain.refusals import Refused
from eventstore.appends import Beside
from eventstore.appends import IssuedKey as IssuedRow
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
        """Record the issue and register the key, both or neither."""
        new = keys.generate()
        named: Any = msgspec.structs.replace(body, prefix=new.prefix)
        try:
            outcome = await self.perform(
                ask, context, subject, named, idempotency, dry_run=dry_run, beside=registered(ask, subject, named, new)
            )
        except Refused as refused:
            if dry_run:
                return planned_answer((), refused.refusals, None)
            raise
        if dry_run:
            return planned_answer(outcome.recorded, (), outcome.last)
        answer = self.answer(ask, outcome, subject)
        shown = "null" if outcome.repeated else f'"{new.secret}"'
        answer.body = answer.body[:-1] + f',"secret":{shown}}}'.encode()
        answer.headers.append((b"cache-control", b"no-store"))
        return answer


def registered(ask: Ask, key_id: str, body: NewKey, new: keys.NewKey) -> Beside:
    """The register's row of a new key; a person's waits for acceptance unless the person issues it."""
    issued = IssuedRow(
        key=key_id,
        sha256=new.sha256.hex(),
        prefix=new.prefix,
        holder=body.holder,
        scopes=tuple(sorted(set(body.scopes))),
        expires_at=body.expires_at,
        accepted=not body.holder.startswith("per_") or body.holder == ask.caller.holder,
    )
    return Beside(issued=(issued,))
