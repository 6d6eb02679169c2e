"""What holds of a whole ledger after any walk, read from its entries alone: rules G1 to G13 as far as they show.

Decisions and katas have promises of their own, in tests/domain.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

import msgspec
import rfc8785

from domain.assessments.events import (
    AssessmentAgreed,
    ScoreSheetRevealed,
    ScoresSubmitted,
    SettlementConfirmationsVoided,
    SettlementConfirmed,
)
from domain.brainstorms.events import IdeaRevealed, IdeaSubmitted
from domain.decisions.events import AgreementReached
from domain.definitions.events import (
    AchievementConfirmed,
    DefinitionAchieved,
    DefinitionAdopted,
    DefinitionSignaturesVoided,
    DefinitionSigned,
)
from domain.kernel import Event, Recorded, tags_of
from domain.opportunities.events import (
    OpportunityRaised,
    OpportunityReworded,
    ValueAgreedBySide,
    ValueAgreementReached,
    ValueAgreementVoided,
    ValueAgreementWithdrawn,
)
from domain.partnership.member import Member
from domain.partnership.policy import PolicyAdopted
from eventstore.codec import decode
from tests.domain.decisions import promises as of_decisions
from tests.domain.katas import promises as of_katas
from tests.domain.story import SIDES

# what each whole agreement consists of, and what takes parts away
WHOLES: Final[dict[type[Event], tuple[type[Event], tuple[type[Event], ...], str]]] = {
    ValueAgreementReached: (ValueAgreedBySide, (ValueAgreementVoided, ValueAgreementWithdrawn), "opportunity"),
    DefinitionAdopted: (DefinitionSigned, (DefinitionSignaturesVoided,), "definition"),
    DefinitionAchieved: (AchievementConfirmed, (), "definition"),
    AssessmentAgreed: (SettlementConfirmed, (SettlementConfirmationsVoided,), "assessment"),
}
OF_SERVICES: Final = {
    "observation-recorded.v1",
    "observation-corrected.v1",
    "target-reached.v1",
    "key-result-checked-in.v1",
    "tracker-linked.v1",
    "tracker-state-observed.v1",
    "tracker-unlinked.v1",
    "opportunity-suggested.v1",
    "key-revoked.v1",
}


def entries_are_chained(entries: Sequence[str], leaves: Sequence[bytes], workspace: str) -> None:
    """Positions have no gaps, times do not run back, and each leaf is the hash of the stored text."""
    seen = [json.loads(entry) for entry in entries]
    assert [each["position"] for each in seen] == list(range(1, len(seen) + 1))
    assert {each["workspace"] for each in seen} == {workspace}
    assert [each["recorded_at"] for each in seen] == sorted(each["recorded_at"] for each in seen)
    assert len({each["id"] for each in seen}) == len(seen)
    for entry, leaf in zip(entries, leaves, strict=True):
        assert hashlib.sha256(b"\x00" + entry.encode()).digest() == leaf
        recorded = decode(entry)
        assert recorded.occurred_at <= recorded.recorded_at or json.loads(entry)["occurred_at"] is None
        assert list(recorded.tags) == list(tags_of(recorded.event))


def acts(history: Sequence[Recorded]) -> list[list[Recorded]]:
    """What was recorded together."""
    return [list(together) for _, together in groupby(history, lambda each: each.recorded_at)]


def sides_are_those_of_that_moment(history: Sequence[Recorded]) -> None:
    """G2: who acts for a side is its partner or delegate then; `team` works in one; `none` speaks for nobody alone."""
    members: dict[str, Member] = {}
    for together in acts(history):
        for each in together:
            if each.actor.startswith("system:"):
                continue
            me = members.setdefault(each.actor, Member(each.actor))
            at = (each.occurred_at, each.recorded_at if each.basis == "first_hand" else each.occurred_at)
            speaks = me.speaks_for(at)
            match each.side:
                case "team":
                    assert me.teams, each
                    assert not me.sides, each
                case "none":
                    assert len(me.sides) != 1 or len(speaks) != 1, each
                case side:
                    assert side in speaks, each
        for each in together:
            for tag in each.tags:
                kind, _, person = tag.partition(":")
                if kind == "member":
                    member = members.setdefault(person, Member(person))
                    if member.sees(each):
                        member.fold(each)


def services_only_observe(history: Sequence[Recorded]) -> None:
    """G9: an integration never agrees, objects, scores or learns."""
    for each in history:
        if each.actor.startswith("integration:"):
            assert type(each.event).TOPIC in OF_SERVICES, each.event
            assert each.side == "none"


def the_policy_named_is_the_one_in_force(history: Sequence[Recorded]) -> None:
    """G10: its revision stands on every event that used it."""
    revision = 1
    for each in history:
        named = getattr(each.event, "policy", revision)
        assert named == revision or not isinstance(named, int), each.event
        if isinstance(each.event, PolicyAdopted):
            assert each.event.revision > revision
            revision = each.event.revision


def everyone_was_asked_that_the_policy_asks_for(history: Sequence[Recorded]) -> None:
    """Where all partners have to agree, every partner at that time is among those who did, or behind a delegate."""
    agreement = "any_partner"
    partners: defaultdict[str, set[str]] = defaultdict(set)
    for each in history:
        match type(each.event).TOPIC, each.event:
            case _, PolicyAdopted(policy=policy):
                agreement = policy.agreement
            case "partner-joined.v1", joined:
                partners[joined.side].add(joined.person)  # type: ignore[attr-defined]
            case "partner-left.v1", left:
                partners[left.side].discard(left.person)  # type: ignore[attr-defined]
            case _, AgreementReached(sides=sides) if agreement == "all_partners":
                for side in SIDES:
                    spoke = {by.behalf_of or by.person for by in sides if by.side == side}
                    assert partners[side] <= spoke, each.event


def wholes_have_every_part(history: Sequence[Recorded]) -> None:
    """G3, G4: each side's word on the same revision and hash, and nobody's for two sides."""
    for whole, (part, voiding, field) in WHOLES.items():
        spoken: defaultdict[str, list[Any]] = defaultdict(list)
        for event in (each.event for each in history):
            subject = getattr(event, field, "")
            if isinstance(event, part):
                spoken[subject].append(event)
            elif isinstance(event, voiding):
                gone = getattr(event, "sides", None) or (getattr(event, "side", ""),)
                spoken[subject] = [each for each in spoken[subject] if each.side not in gone]
            elif isinstance(event, whole):
                read = (event.revision, getattr(event, "digest", ""))  # type: ignore[attr-defined]
                said = [each for each in spoken[subject] if (each.revision, getattr(each, "digest", "")) == read]
                assert {each.side for each in said} == set(SIDES), event
                assert {by.side for by in event.sides} == set(SIDES), event  # type: ignore[attr-defined]
                behind: dict[str, str] = {}
                for each in said:
                    for person in filter(None, (each.person, each.behalf_of)):
                        assert behind.setdefault(person, each.side) == each.side, event


def wordings_have_their_hash(history: Sequence[Recorded]) -> None:
    """G4: whoever holds the words can compute the hash."""
    for event in (each.event for each in history):
        if isinstance(event, OpportunityRaised | OpportunityReworded):
            words = {"title": event.title, "problem": event.problem}
            assert hashlib.sha256(rfc8785.dumps(words)).hexdigest() == event.digest
        elif hasattr(event, "content") and hasattr(event, "digest"):
            assert hashlib.sha256(rfc8785.dumps(shown_content(event))).hexdigest() == event.digest, event


def what_was_sealed_is_what_was_revealed(history: Sequence[Recorded]) -> None:
    """G11: commitment = SHA-256(salt, canonical content), and nothing is shown of the rest."""
    committed: dict[Any, str | None] = {}
    for event in (each.event for each in history):
        match event:
            case IdeaSubmitted():
                committed[event.idea] = event.commitment
                assert (event.text is None) == (event.commitment is not None)
            case ScoresSubmitted():
                committed[event.assessment, event.round, event.person] = event.commitment
                assert (event.scores is None) == (event.commitment is not None)
            case IdeaRevealed():
                assert proved(event, event.salt) == committed.pop(event.idea)
            case ScoreSheetRevealed(salt=str(salt)):
                key = (event.assessment, event.content.round, event.content.person)
                assert proved(event, salt) == committed.pop(key)


def shown_content(event: Event) -> Any:
    """The content of an event as everybody reads it."""
    return json.loads(msgspec.json.encode(event))["content"]


def proved(event: Event, salt: str) -> str:
    """What anybody computes from an event that reveals."""
    content = shown_content(event)
    return hashlib.sha256(bytes.fromhex(salt) + rfc8785.dumps(content)).hexdigest()


def katas_keep_their_order(history: Sequence[Recorded]) -> None:
    """§9, for each kata."""
    katas: defaultdict[str, list[Event]] = defaultdict(list)
    for each in history:
        for tag in each.tags:
            if tag.startswith("kata:"):
                katas[tag].append(each.event)
    for events in katas.values():
        for promise in of_katas.EVERY:
            promise(events)


EVERY = (
    sides_are_those_of_that_moment,
    services_only_observe,
    the_policy_named_is_the_one_in_force,
    everyone_was_asked_that_the_policy_asks_for,
    wholes_have_every_part,
    wordings_have_their_hash,
    what_was_sealed_is_what_was_revealed,
    katas_keep_their_order,
    *of_decisions.EVERY,
)
