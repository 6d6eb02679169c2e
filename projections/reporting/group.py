"""The projections that reports are made of, with a checkpoint of their own."""

from __future__ import annotations

from projections.projector import Group
from projections.reporting.deciding import Decided
from projections.reporting.hands import Hands
from projections.reporting.promised import Definitions, Feedback, Support
from projections.reporting.raised import Raised
from projections.reporting.single import Attributions, IssuedKeys, Retracted, Scores, Waivers
from projections.reporting.tried import Katas, Targets, Tried

REPORTS = Group(
    name="reports",
    projectors=(
        Decided(),
        Raised(),
        Waivers(),
        Attributions(),
        Scores(),
        Retracted(),
        IssuedKeys(),
        Tried(),
        Targets(),
        Katas(),
        Feedback(),
        Support(),
        Definitions(),
        Hands(),
    ),
)
