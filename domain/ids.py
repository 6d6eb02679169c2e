"""Typed ids: `<prefix>_<UUIDv7 in Crockford base32, lower case>`, 26 characters after the prefix."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_FORM = "[0-7][0-9a-hjkmnp-tv-z]{25}$(?!\\n)"
_EXAMPLE = "01kb5v3n8rf4tt2q9w6zg0x1y7"
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_SHIFTS = range(120, -1, -10)


def encode(number: int) -> str:
    """Write a 128-bit number as 26 base32 characters, most significant first."""
    return "".join([_PAIRS[(number >> shift) & 1023] for shift in _SHIFTS])


def uuid7(milliseconds: int, random: int) -> int:
    """Lay out a UUIDv7 (RFC 9562 §5.7) from a Unix time in milliseconds and at least 74 random bits."""
    high = (milliseconds & 0xFFFFFFFFFFFF) << 80
    return high | 0x7 << 76 | (random >> 62 & 0xFFF) << 64 | 0b10 << 62 | (random & 0x3FFFFFFFFFFFFFFF)


def new_id(prefix: str, milliseconds: int, random: int) -> str:
    """Write a fresh id of the given prefix."""
    return f"{prefix}_{encode(uuid7(milliseconds, random))}"


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
