"""What holds of every decision, by the ledger alone, whatever people do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from domain.decisions.events import (
    AgreementCarried,
    AgreementReached,
    AgreementRescinded,
    AgreementVoided,
    CounterProposed,
    DecisionConfirmed,
    DecisionExpired,
    DecisionProposed,
    DecisionRevised,
    DecisionRevoked,
    DecisionSuperseded,
    SideAgreed,
)
from domain.decisions.state import Decision
from domain.decisions.terms import AgreedBy
from domain.kernel import Recorded, State
from domain.opportunities.state import Opportunity
from tests.domain.story import SIDES

S = TypeVar("S", bound=State)


def folded(state: S, history: Sequence[Recorded]) -> S:
    """A state as a history leaves it."""
    for recorded in history:
        if state.sees(recorded):
            state.fold(recorded)
    return state


def agreements_are_whole(history: Sequence[Recorded]) -> None:
    """Each agreement rests on every side's, on the revision and hash on the table, in the order they were given."""
    standing: dict[str, list[AgreedBy]] = {}
    table: dict[str, tuple[int, str]] = {}
    for recorded in history:
        match recorded.event:
            case DecisionProposed() | CounterProposed() | DecisionRevised() as fact:
                assert not standing.get(fact.decision)
                table[fact.decision] = (fact.revision, fact.digest)
            case SideAgreed() as fact:
                assert (fact.revision, fact.digest) == table[fact.decision]
                by = AgreedBy(side=fact.side, person=fact.person, behalf_of=fact.behalf_of)
                standing.setdefault(fact.decision, []).append(by)
            case AgreementCarried() as fact:
                assert (fact.revision, fact.digest) == table[fact.decision]
                standing.setdefault(fact.decision, []).extend(fact.agreed)
            case AgreementVoided() | AgreementRescinded() as fact:
                kept = [by for by in standing[fact.decision] if by.side != fact.side]
                assert len(kept) < len(standing[fact.decision])
                standing[fact.decision] = kept
            case AgreementReached() as fact:
                assert (fact.revision, fact.digest) == table[fact.decision]
                assert list(fact.sides) == standing[fact.decision]
                assert {by.side for by in fact.sides} == set(SIDES)
            case DecisionConfirmed() as fact:  # who left has come back, or another of the side has
                assert {by.side for by in fact.sides} == set(SIDES)
                standing[fact.decision] = list(fact.sides)


def nobody_supplies_two_sides(history: Sequence[Recorded]) -> None:
    for recorded in history:
        if isinstance(recorded.event, AgreementReached | DecisionRevoked):
            people: dict[str, str] = {}
            for by in recorded.event.sides:
                for person in filter(None, (by.person, by.behalf_of)):
                    assert people.setdefault(person, by.side) == by.side


def one_is_in_force_per_place(history: Sequence[Recorded]) -> None:
    """By the ledger alone: a place is freed before it is taken; commitments hold per opportunity and stage."""
    held: dict[tuple[str, str], str] = {}
    for recorded in history:
        match recorded.event:
            case AgreementReached(kind="commitment") as fact:
                for name in fact.opportunities:
                    assert held.setdefault((name, fact.stage or ""), fact.decision) == fact.decision
            case AgreementReached(place=str(place)) as fact:
                assert held.setdefault((place, ""), fact.decision) == fact.decision
            case (
                DecisionSuperseded(decision=ended, opportunities=gone)
                | DecisionRevoked(decision=ended, opportunities=gone)
                | DecisionExpired(decision=ended, opportunities=gone)
            ):
                held = {key: by for key, by in held.items() if by != ended or not (key[0] in gone or "/" in key[0])}
    for (where, stage), decision in held.items():
        state = folded(Decision(decision), history)
        assert state.in_force
        if "/" not in where:
            assert folded(Opportunity(where), history).commitments[stage] == decision
            assert where in state.held


def dissent_stays_on_the_record(history: Sequence[Recorded]) -> None:
    """An agreement names each objection that was neither withdrawn nor accepted, and no blocking one is open."""
    for position, recorded in enumerate(history):
        if isinstance(recorded.event, AgreementReached):
            before = folded(Decision(recorded.event.decision), history[:position])
            named = {dissent.objection for dissent in recorded.event.dissent}
            for objection, found in before.objections.items():
                settled = found.withdrawn or (not found.open and found.resolution != "overruled")
                assert settled != (objection in named)
                assert not (found.open and found.blocking)
            doubting = {person for person, (stance, _) in before.stances.items() if stance != "agree"}
            assert doubting == {dissent.person for dissent in recorded.event.dissent if dissent.stance}


EVERY = (agreements_are_whole, nobody_supplies_two_sides, one_is_in_force_per_place, dissent_stays_on_the_record)
