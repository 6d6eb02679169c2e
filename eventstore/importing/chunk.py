"""Deciding one chunk of lines: acts in order, each on what the earlier ones did. Reads only what it has not seen."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Self

import msgspec

from domain import ids
from domain.acting import Act
from domain.kernel import Context
from domain.refusals import Refused
from domain.registry import COMMANDS
from eventstore.appends import Append
from eventstore.conditions import criteria
from eventstore.deciding import Decided, decide, own_rows
from eventstore.hiding import pseudonym
from eventstore.idempotency import Idempotency, request_digest
from eventstore.importing.lines import Line, MalformedLineError, parse
from eventstore.importing.memory import Memory
from eventstore.store import Store
from eventstore.unsealing import sealed_contents
from eventstore.workspaces import Workspace

FOLLOWS = 4
LINE_LIMIT = 65_000
MOST_BYTES = 4  # that a character takes in UTF-8
# these do more than what they record, and only over HTTP: the register of keys, the acts that minutes tell of
NOT_IMPORTED = frozenset({"issue-key", "accept-key", "revoke-key", "confirm-minutes"})
TOO_LARGE = f"An event would take more than {LINE_LIMIT} bytes."


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A line that was not taken in: `rule` is the domain's, or one of the importer's own (`import.…`)."""

    line: int
    rule: str
    detail: str
    command: str = ""
    subject: str = ""


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A line ready to be decided."""

    number: int
    line: Line
    kind: type[Act[Any]]
    body: Any
    actor: str
    idempotency: Idempotency


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a chunk comes to; refusals are in the order of their lines."""

    appends: list[Append]
    refusals: list[Refusal]
    repeated: int


class Importing(msgspec.Struct, frozen=True, kw_only=True):
    """What stays the same throughout one import."""

    store: Store
    workspace: Workspace
    importer: str
    sha256: bytes
    secret: bytes
    clock: Callable[[], datetime]
    name: str
    pseudonym: Callable[[str], str]

    @classmethod
    def of(
        cls,
        store: Store,
        workspace: Workspace,
        *,
        importer: str,
        sha256: bytes,
        secret: bytes,
        clock: Callable[[], datetime],
    ) -> Self:
        """Describe the import of the file with this hash."""
        return cls(
            store=store,
            workspace=workspace,
            importer=importer,
            sha256=sha256,
            secret=secret,
            clock=clock,
            name=f"import:{sha256.hex()[:16]}",
            pseudonym=partial(pseudonym, secret),
        )


_BODY_DECODERS: dict[type[Act[Any]], msgspec.json.Decoder[Any]] = {}


def prepare(run: Importing, lines: Sequence[tuple[int, bytes]]) -> tuple[list[Prepared], list[Refusal]]:
    """Read a chunk's lines; blank ones are passed over, those that cannot be read are refused."""
    prepared: list[Prepared] = []
    refusals: list[Refusal] = []
    for number, raw in lines:
        if not raw.strip():
            continue
        try:
            line = parse(raw)
        except MalformedLineError as error:
            refusals.append(Refusal(line=number, rule="import.malformed-line", detail=str(error)))
            continue
        found = _prepare(run, number, raw, line)
        (prepared if isinstance(found, Prepared) else refusals).append(found)  # type: ignore[arg-type]
    return prepared, refusals


def _prepare(run: Importing, number: int, raw: bytes, line: Line) -> Prepared | Refusal:
    kind = COMMANDS.get(line.command)
    subject = line.subject or ""
    if kind is None or not issubclass(kind, Act):
        return Refusal(
            line=number, rule="import.unknown-command", detail=f"There is no command {line.command}.", subject=subject
        )
    if line.command in NOT_IMPORTED:
        detail = f"{line.command} is done over HTTP only."
        return Refusal(line=number, rule="import.not-imported", detail=detail, command=line.command, subject=subject)
    decoder = _BODY_DECODERS.get(kind)
    if decoder is None:
        decoder = _BODY_DECODERS[kind] = msgspec.json.Decoder(kind.body_type)
    try:
        body = decoder.decode(line.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return Refusal(
            line=number, rule="import.malformed-body", detail=str(error), command=line.command, subject=subject
        )
    return Prepared(
        number=number,
        line=line,
        kind=kind,
        body=body,
        actor=line.actor or run.importer,
        idempotency=Idempotency(line.idempotency_key, request_digest(run.secret, "IMPORT", line.command, raw)),
    )


async def decide_chunk(
    run: Importing,
    memory: Memory,
    prepared: Sequence[Prepared],
    known: dict[tuple[str, str], bytes],
) -> Decision:
    """Decide the lines of a chunk in order; `known` holds the digests of idempotency keys already in the ledger."""
    decision = Decision(appends=[], refusals=[], repeated=0)
    seen = dict(known)
    repeated = 0
    acts = [(each, act(run, each)) for each in prepared]
    await _learn(run, memory, [state for _, command in acts for state in command.states])
    read_at = memory.base
    for each, command in acts:
        key = (each.actor, each.idempotency.key)
        if key in seen:
            if each.idempotency.covers(seen[key]):
                repeated += 1
            else:
                decision.refusals.append(_refuse(each, "import.key-reused", "The key stands for another line already."))
            continue
        try:
            await _fold(run, memory, command)
            await _unseal(run, memory, command)
            decided = decide(command)
        except Refused as refused:
            first = refused.refusals[0]
            details = " ".join(refusal.detail for refusal in refused.refusals)
            decision.refusals.append(_refuse(each, first.rule, details))
            continue
        if any(_too_large(event.line) for event in decided.events):
            decision.refusals.append(_refuse(each, "import.entry-too-large", TOO_LARGE))
            continue
        seen[key] = each.idempotency.digest
        append = _append(run, each, command, decided)
        decision.appends.append(append)
        memory.take(decided.recorded, append.beside)
    if decision.appends:
        decision.appends[0] = _under_condition(decision.appends[0], memory, read_at)
    return msgspec.structs.replace(decision, repeated=repeated)


def _too_large(text: str) -> bool:
    return len(text) > LINE_LIMIT // MOST_BYTES and len(text.encode()) > LINE_LIMIT


def _append(run: Importing, each: Prepared, command: Act[Any], decided: Decided) -> Append:
    return Append(
        workspace_id=run.workspace.workspace_id,
        events=decided.events,
        after=None,
        actor=each.actor,
        idempotency=each.idempotency,
        beside=own_rows(command, decided),
    )


def _under_condition(first: Append, memory: Memory, read_at: int) -> Append:
    """Put the whole chunk's boundary on its first append: the chunk goes in whole or not at all."""
    relied = memory.relied
    return msgspec.structs.replace(first, after=read_at if relied else None, criteria=tuple(criteria(relied)))


def act(run: Importing, each: Prepared) -> Act[Any]:
    """Build the command of a line. Ids and salts come from the file and the line, so a repeat makes the same."""
    line, now = each.line, run.clock()
    claimed = line.occurred_at
    milliseconds = max(int(claimed.timestamp() * 1000), 0)
    count = 0

    def new_id(prefix: str) -> str:
        nonlocal count
        count += 1
        seed = hashlib.sha256(run.sha256 + f"{each.number}/{count}/{prefix}".encode()).digest()
        return ids.new_id(prefix, milliseconds, int.from_bytes(seed[:10]))

    def new_salt() -> bytes:
        nonlocal count
        count += 1
        return hmac.digest(run.secret, run.sha256 + f"{each.number}/{count}/salt".encode(), "sha256")

    context = Context(
        workspace=run.workspace.slug,
        sides=run.workspace.sides,
        actor=each.actor,
        now=now,
        new_id=new_id,
        recorder=run.importer,
        credential=run.name,
        basis=line.basis,
        occurred_at=claimed,
        correlation=f"{run.name}:{each.number}",
        new_salt=new_salt,
        pseudonym=run.pseudonym,
    )
    kind = each.kind
    return kind(context, line.subject or (new_id(kind.subject_type) if kind.subject_type else ""), each.body)


async def _fold(run: Importing, memory: Memory, command: Act[Any]) -> None:
    """Fold what is known into the command; its first states were learnt with the whole chunk's."""
    folded = 0
    for _ in range(FOLLOWS):
        for state in command.states[folded:]:
            memory.recall(state)
        folded = len(command.states)
        command.follow()
        if len(command.states) == folded:
            return
        await _learn(run, memory, command.states[folded:])
    raise RecursionError(f"{type(command).__name__}.follow names new states without end")


async def _unseal(run: Importing, memory: Memory, command: Act[Any]) -> None:
    """Hand over what the command opens: from beside the ledger, and of events on their way there."""
    wanted = command.unseals()
    if wanted:
        command.contents = {**await sealed_contents(run.store, run.workspace, wanted), **memory.sealed}


async def _learn(run: Importing, memory: Memory, states: Sequence[Any]) -> None:
    missing = memory.missing(states)
    if missing:
        boundary = await run.store.read_boundary(run.workspace, criteria(missing))
        memory.learn(missing, boundary.head, boundary.recorded)


def _refuse(each: Prepared, rule: str, detail: str) -> Refusal:
    return Refusal(
        line=each.number, rule=rule, detail=detail, command=each.line.command, subject=each.line.subject or ""
    )
