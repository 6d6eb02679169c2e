"""What an auditor looks at twice in a decision. A flag accuses nobody: it says what is on the record, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, Literal

import msgspec

from projections.decisions.considered import OptionRecord
from projections.decisions.shape import AgreementView, DecisionView
from projections.facts import Fact

FlagName = Literal[
    "same_recorder",
    "same_key_issuer",
    "proposer_agreed",
    "options_of_one_side",
    "unanswered",
    "signed_within_a_minute",
    "back_dated",
    "second_hand",
    "reworded_since",
    "retracted_ground",
]
MINUTE: Final = 60
TAKEN_OVER: Final = frozenset({"imported", "inferred"})
SPANS: Final = ((86_400, "day"), (3_600, "hour"), (MINUTE, "minute"), (1, "second"))


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """Something worth a second look, in a sentence, with the events that it rests on.

    `same_recorder` and `same_key_issuer`: one person typed, or issued the keys behind, the agreements of two sides ·
    `proposer_agreed`: who proposed the agreed revision also agreed to it · `options_of_one_side`: only the proposing
    side raised what could be chosen · `unanswered`: agreed on revision 1 without a word from any other side ·
    `signed_within_a_minute`: the sides agreed within sixty seconds · `back_dated`: acts claimed for earlier than they
    were recorded, imports aside · `second_hand`: an agreement that the person did not record first-hand ·
    `reworded_since`: an option reads differently by now ·
    `retracted_ground`: a signal that it rests on was retracted.
    """

    flag: FlagName
    detail: str
    positions: tuple[int, ...]


def flags_of(view: DecisionView, options: Sequence[OptionRecord], issuers: Mapping[str, str]) -> list[Flag]:
    """All flags of a decision. `issuers` says who issued the key behind a credential's prefix."""
    counted = [agreement for agreement in view.agreements if agreement.ended_as != "voided"]
    return [
        *_one_hand(counted, issuers),
        *_proposer(view, counted),
        *_one_side(view, options),
        *_unanswered(view),
        *_at_once(counted),
        *_times(view, counted),
        *_second_hand(counted),
        *_reworded(view, options),
        *_fallen(view),
    ]


def duration(seconds: int) -> str:
    """A length of time in its largest unit: `3 days`."""
    length, unit = next(((length, unit) for length, unit in SPANS if seconds >= length), SPANS[-1])
    count = seconds // length
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _flag(flag: FlagName, detail: str, *facts: Fact) -> Flag:
    return Flag(flag=flag, detail=detail, positions=tuple(sorted({fact.position for fact in facts})))


def _one_hand(counted: Sequence[AgreementView], issuers: Mapping[str, str]) -> Iterator[Flag]:
    for one, other in combinations(counted, 2):
        if one.side == other.side:
            continue
        both = f"the agreements of {one.side} and {other.side}"
        if one.fact.typed_by and one.fact.typed_by == other.fact.typed_by:
            yield _flag("same_recorder", f"{one.fact.typed_by} recorded {both}.", one.fact, other.fact)
        issuer = issuers.get(one.fact.credential)
        if issuer is not None and issuer == issuers.get(other.fact.credential):
            yield _flag("same_key_issuer", f"{issuer} issued the keys behind {both}.", one.fact, other.fact)


def _proposer(view: DecisionView, counted: Sequence[AgreementView]) -> Iterator[Flag]:
    for agreement in counted:
        for revision in view.revisions:
            if revision.revision == agreement.revision and revision.fact.actor == agreement.person:
                yield _flag(
                    "proposer_agreed",
                    f"{agreement.person} put revision {revision.revision} on the table and agreed to it for "
                    f"{agreement.side}.",
                    revision.fact,
                    agreement.fact,
                )


def _one_side(view: DecisionView, options: Sequence[OptionRecord]) -> Iterator[Flag]:
    raised = [option.opportunity_then.raised_sides for option in options if option.opportunity_then]
    if view.proposed and raised and all(set(sides) == {view.proposed_side} for sides in raised):
        yield _flag(
            "options_of_one_side", f"{view.proposed_side} proposed, and raised every option itself.", view.proposed
        )


def _unanswered(view: DecisionView) -> Iterator[Flag]:
    if view.force is None or view.force.revision != 1 or view.proposed is None:
        return
    until = view.force.fact.position
    said = [
        *((objection.side, objection.fact) for objection in view.objections),
        *((stance.side, stance.fact) for stance in view.stances),
        *((win.side, win.fact) for win in view.wins),
        *((word.fact.side, word.fact) for advice in view.advice for word in advice.given),
    ]
    others = {side for side, fact in said if fact.position <= until} - {view.proposed_side, "none", "team"}
    if not others:
        yield _flag(
            "unanswered",
            f"Agreed as {view.proposed_side} first proposed it, and no other side said anything about it before.",
            view.proposed,
            view.force.fact,
        )


def _at_once(counted: Sequence[AgreementView]) -> Iterator[Flag]:
    done = {agreement.side: agreement.fact for agreement in counted if agreement.complete}
    times = [fact.occurred_at for fact in done.values()]
    if len(done) > 1 and (max(times) - min(times)).total_seconds() <= MINUTE:
        yield _flag(
            "signed_within_a_minute", f"{' and '.join(done)} agreed within a minute of each other.", *done.values()
        )


def _times(view: DecisionView, counted: Sequence[AgreementView]) -> Iterator[Flag]:
    acts = [*(revision.fact for revision in view.revisions), *(agreement.fact for agreement in counted)]
    late = {fact.position: fact for fact in acts if fact.delay_seconds >= MINUTE and fact.basis not in TAKEN_OVER}
    if late:
        longest = max(fact.delay_seconds for fact in late.values())
        acts_are = "1 act is" if len(late) == 1 else f"{len(late)} acts are"
        yield _flag(
            "back_dated",
            f"{acts_are} claimed for earlier than recorded, by up to {duration(longest)}.",
            *late.values(),
        )


def _second_hand(counted: Sequence[AgreementView]) -> Iterator[Flag]:
    for agreement in counted:
        fact = agreement.fact
        if fact.basis != "first_hand":
            by = f" by {fact.recorder}" if fact.recorder else ""
            yield _flag("second_hand", f"The agreement of {agreement.side} is {fact.basis}{by}.", fact)


def _reworded(view: DecisionView, options: Sequence[OptionRecord]) -> Iterator[Flag]:
    for option in options:
        then = option.opportunity_then
        if then and then.reworded_to and view.proposed:
            yield _flag(
                "reworded_since",
                f"{option.opportunity} was pinned at revision {option.revision} and reads differently since revision "
                f"{then.reworded_to}.",
                view.proposed,
            )


def _fallen(view: DecisionView) -> Iterator[Flag]:
    for ground in view.fallen:
        yield _flag("retracted_ground", f"{ground.signal} was retracted: {ground.reason}", ground.fact)
