"""The options of a decision as they were then: the wording that was pinned, and how ready each opportunity was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from domain.decisions.events import CounterProposed, DecisionProposed, DecisionRevised
from domain.decisions.terms import DecisionContent, Option
from domain.kernel import Recorded
from domain.opportunities.terms import ImpactedGroup, Lifecycle, Raiser
from projections.decisions.shape import DecisionView
from projections.facts import Fact
from projections.opportunities.shape import EvidenceView, OpportunityView, ReadinessView, Wording
from projections.opportunities.view import fold_opportunity


class ValueThen(msgspec.Struct, frozen=True, kw_only=True):
    """What solving it was said to be worth, and which sides agreed on that."""

    revision: int
    statement: str
    beneficiaries: tuple[str, ...]
    measure: str | None
    agreed_sides: tuple[str, ...]


class OpportunityThen(msgspec.Struct, frozen=True, kw_only=True):
    """An opportunity when the decision was made (or, while it is open, now).

    `title` and `problem` are those of the revision that the option pins. `raised_sides` are the sides of those who
    raised it. `reworded_to` is the latest revision, where it reads differently by now, with `title_now`. `rests_on` are
    the events that say so.
    """

    title: str
    problem: str
    theme: str
    raised_by: tuple[Raiser, ...]
    raised_sides: tuple[str, ...]
    state_then: Lifecycle
    readiness_then: ReadinessView
    evidence_then: tuple[EvidenceView, ...]
    impacted_then: tuple[ImpactedGroup, ...]
    value_then: ValueThen | None
    state_now: Lifecycle
    title_now: str
    reworded_to: int | None
    rests_on: tuple[Fact, ...]


class OptionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could have been decided: an opportunity, something in words, or nothing at all.

    `revision` and `digest` pin the wording that people read. `in_revisions` are the revisions of the decision that had
    it among their options; `on_table` says whether the latest has. `taken` and `rank` (from 1) say what was proposed of
    it in the end. `opportunity_then` is null for words, for nothing, and where the opportunity's events were not read.
    """

    opportunity: str | None
    words: str | None
    do_nothing: bool
    revision: int | None
    digest: str | None
    on_table: bool
    in_revisions: tuple[int, ...]
    taken: bool
    rank: int | None
    opportunity_then: OpportunityThen | None

    @property
    def label(self) -> str:
        """What people call it."""
        if self.opportunity_then:
            return f"“{self.opportunity_then.title}”"
        return self.opportunity or (f"“{self.words}”" if self.words else "to do nothing")


def opportunities_of(history: Iterable[Recorded]) -> tuple[str, ...]:
    """The opportunities that were ever among the options: whose events the record needs."""
    contents = (
        each.event.content
        for each in history
        if isinstance(each.event, DecisionProposed | CounterProposed | DecisionRevised)
    )
    return tuple(dict.fromkeys(name for content in contents for name in content.considered))


def options_of(
    view: DecisionView, opportunities: Mapping[str, Sequence[Recorded]], sides: Sequence[str]
) -> list[OptionRecord]:
    """Every option that was ever on the table, those of the latest revision first and in its order."""
    contents = [(each.revision, each.content) for each in reversed(view.revisions)]
    found: dict[str, tuple[Option, list[int]]] = {}
    for revision, content in contents:
        for option in content.options:
            found.setdefault(option.key, (option, []))[1].append(revision)
    until = view.force.fact.position if view.force else None
    return [
        _option(view, option, revisions, _then(option, opportunities, sides, until))
        for option, revisions in found.values()
    ]


def _option(view: DecisionView, option: Option, revisions: list[int], then: OpportunityThen | None) -> OptionRecord:
    on_table = view.revision in revisions
    rank = _rank(view.content, option) if on_table and view.content else None
    return OptionRecord(
        opportunity=option.opportunity,
        words=option.words,
        do_nothing=option.do_nothing,
        revision=option.revision,
        digest=option.digest,
        on_table=on_table,
        in_revisions=tuple(sorted(set(revisions))),
        taken=rank is not None,
        rank=rank,
        opportunity_then=then,
    )


def _rank(content: DecisionContent, option: Option) -> int | None:
    order = content.ranking or ((content.choice,) if content.choice else ())
    return order.index(option.key) + 1 if option.key in order else None


def _then(
    option: Option, opportunities: Mapping[str, Sequence[Recorded]], sides: Sequence[str], until: int | None
) -> OpportunityThen | None:
    history = opportunities.get(option.opportunity or "", ())
    now = fold_opportunity(option.opportunity or "", history, sides)
    before = [each for each in history if until is None or each.position < until]
    then = fold_opportunity(option.opportunity or "", before, sides) if now else None
    if now is None or then is None:
        return None
    pinned = next((wording for wording in now.wordings if wording.revision == option.revision), None)
    return OpportunityThen(
        title=pinned.title if pinned else then.title,
        problem=pinned.problem if pinned else then.problem,
        theme=then.theme,
        raised_by=then.raised_by,
        raised_sides=tuple(dict.fromkeys(raiser.side or "none" for raiser in then.raised_by)),
        state_then=then.state,
        readiness_then=then.readiness,
        evidence_then=tuple(piece for piece in then.evidence if piece.counts),
        impacted_then=then.impacted.groups if then.impacted else (),
        value_then=_value(then),
        state_now=now.state,
        title_now=now.title,
        reworded_to=now.revision if option.revision and now.revision > option.revision else None,
        rests_on=tuple(sorted(_facts(then, pinned), key=lambda fact: fact.position)),
    )


def _facts(then: OpportunityView, pinned: Wording | None) -> set[Fact]:
    facts = [then.raised, then.adopted, pinned.fact if pinned else None]
    facts += [then.impacted.fact] if then.impacted else []
    facts += [piece.attached for piece in then.evidence if piece.counts]
    if then.value:
        facts += [then.value.fact, *(consent.fact for consent in then.value.consents if consent.stands)]
    return {fact for fact in facts if fact}


def _value(view: OpportunityView) -> ValueThen | None:
    value = view.value
    if value is None:
        return None
    return ValueThen(
        revision=value.revision,
        statement=value.statement,
        beneficiaries=value.beneficiaries,
        measure=value.measure,
        agreed_sides=tuple(value.agreed_sides),
    )
