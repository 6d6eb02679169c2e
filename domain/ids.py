"""Typed ids: `<prefix>_<UUIDv7 in Crockford base32, lower case>`, 26 characters after the prefix."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from msgspec import Meta

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_FORM = "[0-7][0-9a-hjkmnp-tv-z]{25}$(?!\\n)"
_EXAMPLE = "01kb5v3n8rf4tt2q9w6zg0x1y7"
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]


def new_id(prefix: str, milliseconds: int, random: int) -> str:
    """Write a fresh id of the given prefix: a UUIDv7 (RFC 9562 §5.7) of a Unix time and at least 74 random bits.

    The first ten characters are the time. Behind it come two halves of 40 bits, that is eight characters each.
    """
    upper = 0x7 << 36 | (random >> 62 & 0xFFF) << 24 | 0b10 << 22 | random >> 40 & 0x3FFFFF
    lower = random & 0xFFFFFFFFFF
    return (
        f"{prefix}_{_time(milliseconds & 0xFFFFFFFFFFFF)}"
        f"{_PAIRS[upper >> 30]}{_PAIRS[upper >> 20 & 1023]}{_PAIRS[upper >> 10 & 1023]}{_PAIRS[upper & 1023]}"
        f"{_PAIRS[lower >> 30]}{_PAIRS[lower >> 20 & 1023]}{_PAIRS[lower >> 10 & 1023]}{_PAIRS[lower & 1023]}"
    )


@lru_cache(maxsize=1024)
def _time(milliseconds: int) -> str:
    return "".join([_PAIRS[milliseconds >> shift & 1023] for shift in range(40, -1, -10)])


PersonId = Annotated[str, Meta(pattern="^per_" + _FORM, examples=["per_" + _EXAMPLE])]
ActorId = Annotated[str, Meta(pattern=f"^(per_{_FORM}|(integration|system):[a-z][a-z0-9-]{{0,62}}$(?!\\n))")]
TeamId = Annotated[str, Meta(pattern="^team_" + _FORM, examples=["team_" + _EXAMPLE])]
DelegationId = Annotated[str, Meta(pattern="^del_" + _FORM, examples=["del_" + _EXAMPLE])]
MeetingId = Annotated[str, Meta(pattern="^mtg_" + _FORM, examples=["mtg_" + _EXAMPLE])]
ActId = Annotated[str, Meta(pattern="^act_" + _FORM, examples=["act_" + _EXAMPLE])]
KeyId = Annotated[str, Meta(pattern="^key_" + _FORM, examples=["key_" + _EXAMPLE])]
OpportunityId = Annotated[str, Meta(pattern="^opp_" + _FORM, examples=["opp_" + _EXAMPLE])]
EvidenceId = Annotated[str, Meta(pattern="^evd_" + _FORM, examples=["evd_" + _EXAMPLE])]
DecisionId = Annotated[str, Meta(pattern="^dec_" + _FORM, examples=["dec_" + _EXAMPLE])]
ObjectionId = Annotated[str, Meta(pattern="^obj_" + _FORM, examples=["obj_" + _EXAMPLE])]
AdviceId = Annotated[str, Meta(pattern="^adv_" + _FORM, examples=["adv_" + _EXAMPLE])]
EventId = Annotated[str, Meta(pattern="^evt_" + _FORM, examples=["evt_" + _EXAMPLE])]
DefinitionId = Annotated[str, Meta(pattern="^doa_" + _FORM, examples=["doa_" + _EXAMPLE])]
FeedbackId = Annotated[str, Meta(pattern="^fbk_" + _FORM, examples=["fbk_" + _EXAMPLE])]
SupportId = Annotated[str, Meta(pattern="^sup_" + _FORM, examples=["sup_" + _EXAMPLE])]
KataId = Annotated[str, Meta(pattern="^kata_" + _FORM, examples=["kata_" + _EXAMPLE])]
TargetConditionId = Annotated[str, Meta(pattern="^tc_" + _FORM, examples=["tc_" + _EXAMPLE])]
ObstacleId = Annotated[str, Meta(pattern="^obst_" + _FORM, examples=["obst_" + _EXAMPLE])]
ExperimentId = Annotated[str, Meta(pattern="^exp_" + _FORM, examples=["exp_" + _EXAMPLE])]
ObservationId = Annotated[str, Meta(pattern="^obs_" + _FORM, examples=["obs_" + _EXAMPLE])]
MapId = Annotated[str, Meta(pattern="^vsm_" + _FORM, examples=["vsm_" + _EXAMPLE])]
SignalId = Annotated[str, Meta(pattern="^sig_" + _FORM, examples=["sig_" + _EXAMPLE])]
ChallengeId = Annotated[str, Meta(pattern="^chl_" + _FORM, examples=["chl_" + _EXAMPLE])]
ObjectiveSetId = Annotated[str, Meta(pattern="^okr_" + _FORM, examples=["okr_" + _EXAMPLE])]
BenefitId = Annotated[str, Meta(pattern="^ben_" + _FORM, examples=["ben_" + _EXAMPLE])]
TrackerLinkId = Annotated[str, Meta(pattern="^trk_" + _FORM, examples=["trk_" + _EXAMPLE])]
BrainstormId = Annotated[str, Meta(pattern="^bst_" + _FORM, examples=["bst_" + _EXAMPLE])]
IdeaId = Annotated[str, Meta(pattern="^idea_" + _FORM, examples=["idea_" + _EXAMPLE])]
StepId = Annotated[str, Meta(pattern="^stp_" + _FORM, examples=["stp_" + _EXAMPLE])]
AssessmentId = Annotated[str, Meta(pattern="^asm_" + _FORM, examples=["asm_" + _EXAMPLE])]
