"""Every event of the catalogue, told in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.kernel import Recorded
from projections.assessments import sentences as of_assessments
from projections.benefits import sentences as of_benefits
from projections.brainstorms import sentences as of_brainstorms
from projections.decisions import sentences as of_decisions
from projections.definitions import sentences as of_definitions
from projections.facts import fact_of
from projections.katas import sentences as of_katas
from projections.metrics import sentences as of_metrics
from projections.objectives import sentences as of_objectives
from projections.opportunities import sentences as of_opportunities
from projections.partnership import sentences as of_partnership
from projections.signals import sentences as of_signals
from projections.trackers import sentences as of_trackers
from projections.value_streams import sentences as of_value_streams
from projections.wording import Sentences

SENTENCES: Final = Sentences(
    of_assessments.SENTENCES
    | of_benefits.SENTENCES
    | of_brainstorms.SENTENCES
    | of_decisions.SENTENCES
    | of_definitions.SENTENCES
    | of_katas.SENTENCES
    | of_metrics.SENTENCES
    | of_objectives.SENTENCES
    | of_opportunities.SENTENCES
    | of_partnership.SENTENCES
    | of_signals.SENTENCES
    | of_trackers.SENTENCES
    | of_value_streams.SENTENCES
)


def told(recorded: Recorded) -> str:
    """What an event says, in one sentence. Ids in it can be replaced by names (`projections.people.with_names`)."""
    sentence = SENTENCES[type(recorded.event)](recorded.event, fact_of(recorded))
    return sentence if sentence.endswith((".”", "!”", "?”")) else f"{sentence}."
