"""Lines of definitions: what teams said before adoption and what was answered, support promised and delivered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec

from domain.definitions import events
from domain.definitions.terms import Amount, SealedFeedback
from domain.kernel import Event, Recorded
from projections.reporting.lines import Begin, LineMemory, Lines, ReportItem, Step, begun, others


class AnswerLine(msgspec.Struct, kw_only=True, frozen=True):
    """What a side answered."""

    text: str
    side: str
    by: str
    position: int


class FeedbackLine(ReportItem, kw_only=True):
    """What somebody of a team said, and what was answered. Sealed words stay sealed: their commitment is shown."""

    feedback: str
    definition: str
    revision: int
    team: str
    buy_in: str | None
    text: str | None
    sealed: SealedFeedback | None
    answers: list[AnswerLine] = msgspec.field(default_factory=list)


class DeliveryLine(msgspec.Struct, kw_only=True, frozen=True):
    """Some of what was promised arrived."""

    amount: Amount | None
    period: str | None
    note: str | None
    by: str
    position: int


class SupportLine(ReportItem, kw_only=True):
    """Support that a side promised to teams, by whom, and what of it arrived."""

    support: str
    definition: str
    kind: str
    text: str
    side: str
    by: str
    amount: Amount | None
    period: str | None
    deliveries: list[DeliveryLine] = msgspec.field(default_factory=list)


class DefinitionLine(ReportItem, kw_only=True):
    """A definition, which the others take their scope and opportunities from; where it was adopted first."""

    definition: str
    adopted_position: int | None = None


def _given(event: events.TeamFeedbackGiven, recorded: Recorded) -> LineMemory[FeedbackLine]:
    item = FeedbackLine(
        at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        feedback=event.feedback,
        definition=event.definition,
        revision=event.revision,
        team=event.team,
        buy_in=event.buy_in,
        text=event.text,
        sealed=event.sealed,
    )
    return begun("feedback", event.feedback, item, recorded, parent=f"definition:{event.definition}")


def _answered(memory: LineMemory[FeedbackLine], event: events.FeedbackAnswered, recorded: Recorded) -> None:
    answer = AnswerLine(text=event.text, side=event.side, by=recorded.actor, position=recorded.position)
    memory.item.answers.append(answer)


class Feedback(Lines[FeedbackLine]):
    """One line for each thing that people of teams said."""

    kind = "feedback"
    memory = LineMemory[FeedbackLine]
    begins: ClassVar[dict[type[Event], Begin]] = {events.TeamFeedbackGiven: _given}
    steps: ClassVar[dict[type[Event], Step]] = {events.FeedbackAnswered: _answered}
    folds: ClassVar[frozenset[type[Event]]] = frozenset((*begins, *steps))
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)

    def names(self, recorded: Recorded) -> Iterable[str]:
        """The feedback; an answer may be to several."""
        event: Any = recorded.event
        return event.feedback if isinstance(event, events.FeedbackAnswered) else (event.feedback,)


def _committed(event: events.SupportCommitted, recorded: Recorded) -> LineMemory[SupportLine]:
    item = SupportLine(
        at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        support=event.support,
        definition=event.definition,
        kind=event.kind,
        text=event.text,
        side=event.side,
        by=recorded.actor,
        amount=event.amount,
        period=event.period,
    )
    return begun("support", event.support, item, recorded, parent=f"definition:{event.definition}")


def _delivered(memory: LineMemory[SupportLine], event: events.SupportDelivered, recorded: Recorded) -> None:
    memory.item.deliveries.append(
        DeliveryLine(
            amount=event.amount, period=event.period, note=event.note, by=recorded.actor, position=recorded.position
        )
    )


class Support(Lines[SupportLine]):
    """One line a promise."""

    kind = "support"
    memory = LineMemory[SupportLine]
    begins: ClassVar[dict[type[Event], Begin]] = {events.SupportCommitted: _committed}
    steps: ClassVar[dict[type[Event], Step]] = {events.SupportDelivered: _delivered}
    folds: ClassVar[frozenset[type[Event]]] = frozenset((*begins, *steps))
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)

    def names(self, recorded: Recorded) -> Iterable[str]:
        """The promise."""
        event: Any = recorded.event
        return (event.support,)


def _drafted(event: events.DefinitionDrafted, recorded: Recorded) -> LineMemory[DefinitionLine]:
    item = DefinitionLine(at=recorded.occurred_at, recorded_at=recorded.recorded_at, definition=event.definition)
    about = list(event.opportunities)
    return begun("definition", event.definition, item, recorded, scope=event.scope, opportunities=about)


def _revised(memory: LineMemory[DefinitionLine], event: events.DefinitionRevised, _: Recorded) -> None:
    memory.opportunities = list(event.opportunities)


def _adopted(memory: LineMemory[DefinitionLine], _: events.DefinitionAdopted, recorded: Recorded) -> None:
    memory.item.adopted_position = memory.item.adopted_position or recorded.position


class Definitions(Lines[DefinitionLine]):
    """One line a definition."""

    kind = "definition"
    memory = LineMemory[DefinitionLine]
    begins: ClassVar[dict[type[Event], Begin]] = {events.DefinitionDrafted: _drafted}
    steps: ClassVar[dict[type[Event], Step]] = {
        events.DefinitionRevised: _revised,
        events.DefinitionAdopted: _adopted,
    }
    folds: ClassVar[frozenset[type[Event]]] = frozenset((*begins, *steps))
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)

    def names(self, recorded: Recorded) -> Iterable[str]:
        """The definition."""
        event: Any = recorded.event
        return (event.definition,)
