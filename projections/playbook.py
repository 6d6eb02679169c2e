"""The event types of the playbook's own concepts and of redactions, not of partnership, opportunities, decisions."""

from __future__ import annotations

from typing import Final

from domain.assessments import events as assessments
from domain.benefits import events as benefits
from domain.brainstorms import events as brainstorms
from domain.definitions import events as definitions
from domain.katas import events as katas
from domain.katas import experiments
from domain.kernel import Event
from domain.metrics import events as metrics
from domain.objectives import events as objectives
from domain.redactions import events as redactions
from domain.signals import events as signals
from domain.trackers import events as trackers
from domain.value_streams import events as value_streams
from projections.declared import events_of

PLAYBOOK: Final[frozenset[type[Event]]] = events_of(
    assessments,
    benefits,
    brainstorms,
    definitions,
    katas,
    experiments,
    metrics,
    objectives,
    redactions,
    signals,
    trackers,
    value_streams,
)
