"""What each event of a benefit says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.benefits import events
from projections.wording import Sentences

SENTENCES: Final = Sentences()
SENTENCES.plainly(
    {
        events.BenefitRecorded: "{actor} recorded a benefit for {receiver} ({kind}) of {about}: {text:q}",
        events.BenefitConfirmed: "{person} confirmed the benefit for {side}{note:why}",
    }
)
