"""Which acts a caller could do on a subject now, each with a body to send, or with the refusals in its way.

Every candidate is decided for real, without recording: all of them share two or three reads, however many they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.asking import Ask
from api.contexts import first_hand
from api.declarations import PARAMETER
from api.living import Living
from api.prefilled import prefilled
from api.problems import Fault, fault_of
from api.proposing import Proposals, proposals
from api.targets import targets
from api.wires import Wire
from domain.acting import Act as Command
from domain.kernel import Recorded, State
from domain.refusals import Refused
from eventstore.conditions import Criterion, criteria
from eventstore.unsealing import sealed_contents
from projections.facts import Viewed

FOLLOWS = 4
Words = Annotated[str, Meta(max_length=500)]


class PossibleAct(msgspec.Struct, frozen=True, kw_only=True):
    """An act on this subject. `body` is what is known of it already, `needs` are the fields that are still to be given.

    `refusals` say what is in the way for this caller; without any the act is possible.
    """

    name: Annotated[str, Meta(max_length=64, pattern="^[a-z-]+$(?!\\n)", examples=["agree-decision"])]
    title: Words
    method: Annotated[str, Meta(max_length=4, pattern="^POST$(?!\\n)", examples=["POST"])]
    href: Annotated[str, Meta(max_length=500, pattern="^/v1/", examples=["/v1/workspaces/acme/decisions"])]
    possible: bool
    body: dict[str, Any]
    needs: Annotated[tuple[Words, ...], Meta(max_length=100)]
    refusals: Annotated[tuple[Fault, ...], Meta(max_length=1000)]


class Candidate:
    """One act, tried out."""

    def __init__(
        self,
        living: Living,
        ask: Ask,
        wire: Wire,
        subject: str,
        view: Viewed,
        target: dict[str, str],
        proposed: Proposals,
    ) -> None:
        act = wire.act
        self.act = act
        self.body = prefilled(act, view, target) | proposed.get((act.command.name, *target.values()), {})
        asked = (*wire.required, *(name for name in act.asks if name not in wire.required))
        example = {name: value for name, value in act.example.items() if name in asked}
        self.needs = tuple(name for name in asked if name not in self.body)
        sent = msgspec.convert({**example, **self.body}, wire.type)
        body = wire.body(sent, target)
        where = {"workspace": ask.workspace.slug, act.subject: subject, **target}
        self.href = PARAMETER.sub(lambda match: where[match.group(1)], act.full_path)
        new = living.services.new_id(act.command.subject_type) if act.command.subject_type and act.creates else ""
        self.command: Command[Any] = act.command(first_hand(living, ask, body), subject if act.subject else new, body)

    def outcome(self) -> PossibleAct:
        """Decide, and tell what would come of it; refusals of the example's own values do not count."""
        refusals: tuple[Fault, ...] = ()
        try:
            self.command.execute()
        except Refused as refused:
            refusals = tuple(
                fault_of(each)
                for each in refused.refusals
                if each.pointer.split("/")[1:2] not in ([n] for n in self.needs)
            )
        return PossibleAct(
            name=self.act.command.name,
            title=(self.act.command.__doc__ or "").strip().splitlines()[0].rstrip("."),
            method="POST",
            href=self.href,
            possible=not refusals,
            body=self.body,
            needs=self.needs,
            refusals=refusals,
        )


async def possible_acts(
    living: Living, ask: Ask, wires: Sequence[Wire], subject: str, view: Viewed
) -> list[PossibleAct]:
    """Try every act on the subject of a view."""
    proposed = await proposals(living, ask, view)
    candidates = [
        Candidate(living, ask, wire, subject, view, target, proposed)
        for wire in wires
        for target in targets(wire.act, view)
    ]
    fresh = [state for candidate in candidates for state in candidate.command.states]
    for _ in range(FOLLOWS):
        await _learn(living, ask, fresh)
        known = [len(candidate.command.states) for candidate in candidates]
        for candidate in candidates:
            candidate.command.follow()
        fresh = [
            state
            for candidate, count in zip(candidates, known, strict=True)
            for state in candidate.command.states[count:]
        ]
        if not fresh:
            break
    store = living.services.store
    for command in (candidate.command for candidate in candidates):
        command.contents = await sealed_contents(store, ask.workspace, command.unseals())
    return [candidate.outcome() for candidate in candidates]


async def _learn(living: Living, ask: Ask, states: list[State]) -> None:
    wanted: dict[Criterion, list[State]] = defaultdict(list)
    for state, criterion in zip(states, criteria(states), strict=True):
        wanted[criterion].append(state)
    read = await living.services.store.read_boundary(ask.workspace, list(wanted))
    by_tag: dict[str, list[Recorded]] = defaultdict(list)
    for recorded in read.recorded:
        for tag in recorded.tags:
            by_tag[tag].append(recorded)
    for same in wanted.values():
        for state in same:
            _fold(state, by_tag[state.tag] if state.tag else read.recorded)


def _fold(state: State, history: Iterable[Recorded]) -> None:
    for recorded in history:
        if state.sees(recorded):
            state.fold(recorded)
