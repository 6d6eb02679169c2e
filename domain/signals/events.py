"""Facts about signals. Who acted stands in the envelope."""

from __future__ import annotations

from typing import Annotated

from domain.fields import Side, Text
from domain.ids import ChallengeId, DecisionId, OpportunityId, SignalId
from domain.kernel import Event, Tag, event
from domain.metrics.terms import MetricKey, ObservationPin
from domain.partnership.correctable import correctable
from domain.signals.terms import Category, SignalSource

Subject = Annotated[SignalId, Tag("signal")]


@correctable("category", "sources")
@event("signal-recorded")
class SignalRecorded(Event):
    """The data say something: a statement, with the observations (as they read then) or the sources behind it."""

    signal: Subject
    category: Category
    statement: Text
    observations: tuple[ObservationPin, ...] = ()
    sources: tuple[SignalSource, ...] = ()
    metrics: Annotated[tuple[MetricKey, ...], Tag("metric")] = ()


@event("signal-interpreted")
class SignalInterpreted(Event):
    """What the signal means seen from one side (`team` or `none` for people of no side)."""

    signal: Subject
    side: Side
    interpretation: Text


@event("signal-challenged")
class SignalChallenged(Event):
    """Somebody doubts that the signal says that."""

    signal: Subject
    challenge: ChallengeId
    text: Text


@event("challenge-answered")
class ChallengeAnswered(Event):
    """What there is to say to a challenge."""

    signal: Subject
    challenge: ChallengeId
    answer: Text


@event("signal-retracted")
class SignalRetracted(Event):
    """The signal does not hold, or not any more.

    `decisions` and `opportunities` rested on it at that moment: the tags put the fact on their trails, so that each is
    seen to rest on retracted ground.
    """

    signal: Subject
    reason: Text
    decisions: Annotated[tuple[DecisionId, ...], Tag("decision")] = ()
    opportunities: Annotated[tuple[OpportunityId, ...], Tag("opportunity")] = ()
