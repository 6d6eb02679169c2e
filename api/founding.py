"""POST /v1/workspaces: the one act outside a workspace."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.answers import Answer
from api.asking import Ask
from api.bodies import decode
from api.contexts import correlation_of, idempotency_of, sent_body
from api.declarations import ActQuery
from api.living import Living
from api.problems import SCOPE_MISSING, Problem
from api.recorded import planned_answer, recorded_answer
from domain.kernel import Context
from domain.partnership.create_workspace import CreateWorkspace, Workspace
from domain.refusals import Refused
from eventstore.found import found

Slug = Annotated[
    str, Meta(min_length=1, max_length=63, pattern="^[a-z0-9]([a-z0-9-]*[a-z0-9])?$(?!\\n)", examples=["acme"])
]
OF_ACTS = ("occurred_at", "side", "waive", "minuted")
_OWN = [field for field in msgspec.structs.fields(Workspace) if field.name not in OF_ACTS]
FoundWorkspace = msgspec.defstruct(
    "FoundWorkspace",
    [
        ("slug", Slug),
        *((each.name, each.type) if each.required else (each.name, each.type, each.default) for each in _OWN),
    ],
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    namespace={
        "__doc__": "A partnership to begin. `slug` names it in every path, for good; its `sides` never change either."
    },
    module="api.founding",
)
_DECODER = msgspec.json.Decoder(FoundWorkspace)


class Founding:
    """Creates a workspace; its maker becomes its owner."""

    def __init__(self, living: Living) -> None:
        self.living = living

    async def __call__(self, ask: Ask) -> Answer:
        """Answer one request."""
        if ask.caller.workspace_id is not None:
            raise Problem(SCOPE_MISSING, "A key of one workspace creates no others; an instance key does.")
        dry_run = ask.query(ActQuery).dry_run
        raw = await sent_body(ask, needed=True)
        sent: Any = decode(_DECODER, raw)
        body = Workspace(**{each.name: getattr(sent, each.name) for each in _OWN})
        services = self.living.services
        idempotency = idempotency_of(ask, services.secret, raw)
        context = Context(
            workspace=sent.slug,
            sides=body.sides,
            actor=ask.caller.holder,
            now=services.clock(),
            new_id=services.new_id,
            credential=ask.caller.credential,
            scopes=ask.caller.scopes,
            correlation=correlation_of(ask),
        )
        try:
            outcome = await found(
                services.store,
                lambda: CreateWorkspace(context, sent.slug, body),
                time_zone=body.time_zone,
                idempotency=None if dry_run else idempotency,
                dry_run=dry_run,
            )
        except Refused as refused:
            if dry_run:
                return planned_answer((), refused.refusals, None)
            raise
        if dry_run:
            return planned_answer(outcome.recorded, (), outcome.last)
        location = f"/v1/workspaces/{sent.slug}"
        return recorded_answer(outcome, subject=sent.slug, tag="partnership", location=location)
