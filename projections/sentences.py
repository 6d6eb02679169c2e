"""Every event of the catalogue, told in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.kernel import Recorded
from projections.decisions import sentences as of_decisions
from projections.facts import fact_of
from projections.opportunities import sentences as of_opportunities
from projections.partnership import sentences as of_partnership
from projections.wording import Sentences

SENTENCES: Final = Sentences(
    of_partnership.SENTENCES | of_opportunities.SENTENCES | of_decisions.SENTENCES,
)


def told(recorded: Recorded) -> str:
    """What an event says, in one sentence. Ids in it can be replaced by names (`projections.people.with_names`)."""
    sentence = SENTENCES[type(recorded.event)](recorded.event, fact_of(recorded))
    return sentence if sentence.endswith((".”", "!”", "?”")) else f"{sentence}."
