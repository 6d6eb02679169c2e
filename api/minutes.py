"""Acts taken from minutes: recorded for the person to confirm, or carried out at once where the policy says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from api.answers import Answer
from api.asking import Ask
from api.contexts import first_hand, minuted
from api.membership import require_part
from api.recorded import planned_answer, recorded_answer
from api.tags import tag_of
from domain.acting import Body
from domain.meetings.minute_act import ActUnknown, MinuteAct, MinutedAct
from domain.partnership.policy import PolicyInForce
from domain.refusals import Refused
from eventstore.conditions import criteria
from eventstore.execute import execute
from eventstore.idempotency import Idempotency

if TYPE_CHECKING:
    from api.acts import Doing


async def minute(
    doing: Doing, ask: Ask, subject: str, body: Body, idempotency: Idempotency | None, *, dry_run: bool
) -> Answer:
    """Handle an act whose body says `minuted`: {meeting, actor}."""
    command, living = doing.act.command, doing.living
    if body.minuted is None or not command.minutable:
        raise Refused([ActUnknown(f"{command.name} cannot be minuted.", "/minuted")])
    await require_part(living, ask)
    store = living.services.store
    policy = PolicyInForce()
    for recorded in (await store.read_boundary(ask.workspace, criteria([policy]))).recorded:
        policy.fold(recorded)
    if policy.policy.minutes == "at_once":
        if idempotency is not None:  # the recorder's key, apart from the keys that the person uses: those hold no space
            idempotency = msgspec.structs.replace(idempotency, key=f"{ask.caller.holder} {idempotency.key}")
        return await doing.run(ask, minuted(living, ask, body), subject, body, idempotency, dry_run=dry_run)
    meeting = body.minuted.meeting
    act = msgspec.to_builtins(msgspec.structs.replace(body, minuted=None))
    told = MinutedAct(person=body.minuted.actor, command=command.name, act=act, subject=subject)
    context = first_hand(living, ask, Body())
    try:
        outcome = await execute(
            store, lambda: MinuteAct(context, meeting, told), idempotency=idempotency, dry_run=dry_run
        )
    except Refused as refused:
        if dry_run:
            return planned_answer((), refused.refusals, None)
        raise
    if dry_run:
        return planned_answer(outcome.recorded, (), outcome.last)
    location = f"/v1/workspaces/{ask.workspace.slug}/meetings/{meeting}"
    return recorded_answer(outcome, subject=meeting, tag=tag_of("meeting", meeting), location=location)
