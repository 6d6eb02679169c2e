"""Steps of a definition's view: revisions, signatures, and what became of it."""

from __future__ import annotations

from domain.brainstorms.events import IdeaPromoted
from domain.definitions.events import (
    AchievementConfirmed,
    DefinitionAchieved,
    DefinitionAdopted,
    DefinitionDrafted,
    DefinitionRetired,
    DefinitionRevised,
    DefinitionSignaturesVoided,
    DefinitionSigned,
    DefinitionSuperseded,
)
from domain.katas.events import KataStarted
from projections.definitions.shape import AchievementView, DefinitionRevisionView, DefinitionView, SignatureView
from projections.facts import Fact
from projections.folding import Folding

STEPS: Folding[DefinitionView] = Folding()


@STEPS.on(DefinitionDrafted, DefinitionRevised)
def _draft(view: DefinitionView, event: DefinitionDrafted | DefinitionRevised, fact: Fact) -> None:
    revised = event if isinstance(event, DefinitionRevised) else None
    if isinstance(event, DefinitionDrafted):
        view.scope, view.drafted = event.scope, fact
    content = event.content
    view.revision, view.digest = event.revision, event.digest
    view.north_star, view.teams = content.north_star, content.teams
    view.press_release, view.customer_letter = content.press_release, content.customer_letter
    view.goal_and_metrics = content.goal_and_metrics
    view.opportunities, view.decision = event.opportunities, event.decision
    view.revisions.append(
        DefinitionRevisionView(
            revision=event.revision,
            digest=event.digest,
            content=content,
            changes=revised.changes if revised else (),
            side=event.side,
            sponsor=event.sponsor,
            reason=revised.reason if revised else None,
            policy=event.policy,
            fact=fact,
        )
    )


@STEPS.on(DefinitionSigned)
def _sign(view: DefinitionView, event: DefinitionSigned, fact: Fact) -> None:
    view.signatures.append(
        SignatureView(
            revision=event.revision,
            digest=event.digest,
            side=event.side,
            person=event.person,
            behalf_of=event.behalf_of,
            complete=event.complete,
            policy=event.policy,
            waivers=event.waivers,
            stands=True,
            fact=fact,
        )
    )


@STEPS.on(DefinitionSignaturesVoided)
def _void(view: DefinitionView, event: DefinitionSignaturesVoided, fact: Fact) -> None:
    for signature in view.signatures:
        if signature.stands and signature.side in event.sides:
            signature.stands, signature.voided = False, fact


@STEPS.on(DefinitionAdopted)
def _adopt(view: DefinitionView, _: DefinitionAdopted, fact: Fact) -> None:
    view.state, view.adopted = "adopted", fact


@STEPS.on(AchievementConfirmed)
def _come_true(view: DefinitionView, event: AchievementConfirmed, fact: Fact) -> None:
    if event.definition == view.definition:
        view.achievements.append(
            AchievementView(
                side=event.side,
                person=event.person,
                behalf_of=event.behalf_of,
                complete=event.complete,
                evidence=event.evidence,
                fact=fact,
            )
        )


@STEPS.on(DefinitionAchieved)
def _achieve(view: DefinitionView, _: DefinitionAchieved, fact: Fact) -> None:
    view.state, view.achieved = "achieved", fact


@STEPS.on(DefinitionRetired)
def _retire(view: DefinitionView, event: DefinitionRetired, fact: Fact) -> None:
    view.state, view.ended, view.ended_because = "retired", fact, event.reason


@STEPS.on(DefinitionSuperseded)
def _supersede(view: DefinitionView, event: DefinitionSuperseded, fact: Fact) -> None:
    if event.definition != view.definition:
        view.supersedes.append(event.definition)
        return
    view.state, view.superseded_by = "superseded", event.by
    view.ended, view.ended_because = fact, event.reason


@STEPS.on(KataStarted)
def _set_out(view: DefinitionView, event: KataStarted, _: Fact) -> None:
    if event.kata not in view.katas:
        view.katas.append(event.kata)


@STEPS.on(IdeaPromoted)
def _promote(view: DefinitionView, event: IdeaPromoted, _: Fact) -> None:
    if event.brainstorm not in view.promoted_from:
        view.promoted_from.append(event.brainstorm)
