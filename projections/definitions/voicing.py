"""Steps of a definition's view: what teams said, what was answered, and what sides promised and delivered."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from domain.definitions.events import (
    DefinitionContributed,
    FeedbackAnswered,
    SupportCommitted,
    SupportDelivered,
    TeamFeedbackGiven,
)
from domain.definitions.terms import DOUBTS, Amount, BuyInCounts
from projections.definitions.shape import (
    BuyInSummary,
    ContributionView,
    DefinitionView,
    DeliveryView,
    FeedbackAnswerView,
    FeedbackView,
    SupportView,
    TeamVoices,
)
from projections.facts import Fact
from projections.folding import Folding

STEPS: Folding[DefinitionView] = Folding()


@STEPS.on(DefinitionContributed)
def _contribute(view: DefinitionView, event: DefinitionContributed, fact: Fact) -> None:
    view.contributions.append(
        ContributionView(
            revision=event.revision,
            part=event.part,
            text=event.text,
            side=event.side,
            person=event.person,
            fact=fact,
        )
    )


@STEPS.on(TeamFeedbackGiven)
def _voice(view: DefinitionView, event: TeamFeedbackGiven, fact: Fact) -> None:
    for former in view.feedback:
        if not event.sealed and not former.sealed and (former.team, former.fact.actor) == (event.team, fact.actor):
            former.latest = False
    view.feedback.append(
        FeedbackView(
            feedback=event.feedback,
            revision=event.revision,
            team=event.team,
            sealed=event.sealed is not None,
            buy_in=event.buy_in,
            text=event.text,
            commitment=event.sealed.commitment if event.sealed else None,
            doubt=event.buy_in in DOUBTS,
            latest=True,
            before_adoption=view.state == "draft",
            fact=fact,
        )
    )


@STEPS.on(FeedbackAnswered)
def _answer(view: DefinitionView, event: FeedbackAnswered, fact: Fact) -> None:
    for voice in view.feedback:
        if voice.feedback in event.feedback:
            voice.answers.append(FeedbackAnswerView(side=event.side, text=event.text, fact=fact))


@STEPS.on(SupportCommitted)
def _promise(view: DefinitionView, event: SupportCommitted, fact: Fact) -> None:
    view.support.append(
        SupportView(
            support=event.support,
            kind=event.kind,
            side=event.side,
            text=event.text,
            amount=event.amount,
            period=event.period,
            committed=fact,
        )
    )


@STEPS.on(SupportDelivered)
def _deliver(view: DefinitionView, event: SupportDelivered, fact: Fact) -> None:
    for support in view.support:
        if support.support == event.support:
            support.deliveries.append(
                DeliveryView(amount=event.amount, period=event.period, note=event.note, fact=fact)
            )
            support.delivered = _sum(support)


def _sum(support: SupportView) -> Amount | None:
    given = [delivery.amount for delivery in support.deliveries if delivery.amount]
    unit = support.amount.unit if support.amount else next((amount.unit for amount in given), None)
    alike = [Decimal(repr(amount.value)) for amount in given if amount.unit == unit]
    return Amount(value=float(sum(alike)), unit=unit) if unit and alike else None


def summary(view: DefinitionView, sealed: dict[str, BuyInCounts]) -> BuyInSummary:
    """What the teams said; `sealed` maps teams to the counts of their sealed voices."""
    open_voices = [voice for voice in view.feedback if voice.buy_in and voice.latest]
    teams = {
        team: _counted(view, team, sealed.get(team)) for team in dict.fromkeys(each.team for each in view.feedback)
    }
    total = BuyInCounts()
    for counts in teams.values():
        total = _plus(total, counts)
    return BuyInSummary(
        counts=total,
        teams=[TeamVoices(team=team, counts=counts) for team, counts in teams.items()],
        unheard=[team for team in view.teams if team not in teams],
        unanswered=sum(voice.doubt and not voice.answers for voice in open_voices),
    )


def _counted(view: DefinitionView, team: str, sealed: BuyInCounts | None) -> BuyInCounts:
    counts = sealed or BuyInCounts()
    for voice in view.feedback:
        if voice.team == team and voice.latest and voice.buy_in:
            counts = _plus(counts, BuyInCounts(**{voice.buy_in: 1}))
    return counts


def _plus(one: BuyInCounts, other: BuyInCounts) -> BuyInCounts:
    return BuyInCounts(**{name: getattr(one, name) + getattr(other, name) for name in one.__struct_fields__})


def sealed_counts(known: dict[str, BuyInCounts], event: TeamFeedbackGiven) -> None:
    """Note what the sealed voices of a team count together, as the last of them says."""
    if event.sealed:
        known[event.team] = msgspec.structs.replace(event.sealed.counts)
