"""Ideas are put together, labelled, and become opportunities or part of a definition."""

from __future__ import annotations

from typing import Any

from domain.acting import Body
from domain.brainstorms.close_brainstorm import CloseBrainstorm
from domain.brainstorms.cluster_ideas import ClusterIdeas, Clustering, ClusterUnchanged
from domain.brainstorms.events import IdeaPromoted, IdeasClustered, IdeaTagged
from domain.brainstorms.promote_idea import AlreadyPromoted, NewOpportunity, PromoteIdea, Promotion, PromotionTarget
from domain.brainstorms.refusals import BrainstormUnknown, IdeaIsWithdrawn, IdeaNotRevealed, IdeaUnknown
from domain.brainstorms.reveal_brainstorm import RevealBrainstorm
from domain.brainstorms.tag_idea import Labelling, LabelsUnchanged, TagIdea
from domain.brainstorms.withdraw_idea import IdeaToWithdraw, WithdrawIdea
from domain.canonical import content_hash
from domain.definitions.refusals import DefinitionEnded, DefinitionUnknown
from domain.definitions.retire_definition import RetireDefinition, Retirement
from domain.opportunities.events import OpportunityDeclined, OpportunityRaised
from domain.opportunities.refusals import OpportunityAlreadyExists, OpportunityEnded, OpportunityUnknown
from domain.opportunities.terms import OpportunityContent, Raiser, Source
from domain.partnership.refusals import ScopeUnknown
from tests.domain.brainstorms.scene import (
    BEA,
    DEV,
    FAY,
    HANDOFFS,
    SILO,
    STORM,
    TED,
    WEEKENDS,
    Scene,
    filled,
)
from tests.domain.definitions.scene import DOA, drafted
from tests.domain.opportunities.history import SLOW, raised
from tests.domain.story import an_id

TITLE = "Releases depend on a calendar"
PROBLEM = "Nothing goes out without a chain of handoffs."


def revealed(*further: Any) -> Scene:
    scene = filled(*further)
    scene.goes(FAY, RevealBrainstorm, STORM, Body())
    return scene


def drafting(scene: Scene) -> Scene:
    """A definition was drafted elsewhere."""
    return_to = drafted().history
    scene.history += [recorded for recorded in return_to if f"definition:{DOA}" in recorded.tags]
    return scene


def test_ideas_are_put_together_and_move_from_one_cluster_to_another() -> None:
    scene = revealed()
    scene.act(DEV, ClusterIdeas, Clustering(cluster="Waiting", ideas=(HANDOFFS, SILO))).then(
        IdeasClustered(brainstorm=STORM, cluster="Waiting", ideas=(HANDOFFS, SILO))
    )
    scene.act(DEV, ClusterIdeas, Clustering(cluster="Waiting", ideas=(SILO,))).refused(ClusterUnchanged)
    scene.act(TED, ClusterIdeas, Clustering(cluster="Quality", ideas=(SILO,))).then(IdeasClustered)
    assert [scene.storm.ideas[name].cluster for name in (HANDOFFS, WEEKENDS, SILO)] == ["Waiting", None, "Quality"]


def test_a_laughable_idea_is_kept() -> None:
    scene = revealed()
    scene.goes(FAY, CloseBrainstorm, STORM, Body())
    scene.act(DEV, TagIdea, Labelling(idea=WEEKENDS, labels=("laughable", "laughable"))).then(
        IdeaTagged(brainstorm=STORM, idea=WEEKENDS, labels=("laughable",))
    )
    scene.act(DEV, TagIdea, Labelling(idea=WEEKENDS, labels=("laughable",))).refused(LabelsUnchanged)
    scene.goes(BEA, PromoteIdea, STORM, Promotion(ideas=(WEEKENDS,), new_opportunity=fresh()))


def fresh(**changes: Any) -> NewOpportunity:
    usual: dict[str, Any] = {"title": TITLE, "problem": PROBLEM, "opportunity": SLOW}
    return NewOpportunity(**(usual | changes))


def test_only_what_everybody_can_read_is_sorted() -> None:
    bodies = (
        (ClusterIdeas, lambda name: Clustering(cluster="Waiting", ideas=(name,))),
        (TagIdea, lambda name: Labelling(idea=name, labels=("laughable",))),
        (PromoteIdea, lambda name: Promotion(ideas=(name,), new_opportunity=fresh())),
    )
    scene = revealed()
    scene.goes(DEV, WithdrawIdea, STORM, IdeaToWithdraw(idea=SILO))
    for command, body in bodies:
        filled().act(DEV, command, body(SILO)).refused(IdeaNotRevealed)
        scene.act(DEV, command, body(SILO)).refused(IdeaIsWithdrawn)
        scene.act(DEV, command, body(an_id("idea", 9))).refused(IdeaUnknown)
        Scene().act(DEV, command, body(SILO)).refused(BrainstormUnknown)


def test_ideas_become_an_opportunity_raised_by_those_who_had_them() -> None:
    scene = revealed()
    scene.act(TED, PromoteIdea, Promotion(ideas=(HANDOFFS, WEEKENDS), new_opportunity=fresh())).then(
        OpportunityRaised(
            opportunity=SLOW,
            revision=1,
            digest=content_hash(OpportunityContent(title=TITLE, problem=PROBLEM)),
            title=TITLE,
            problem=PROBLEM,
            theme="other",
            raised_by=(Raiser(person=TED, side="technology"), Raiser(person=BEA, side="business")),
            scope="main",
            sources=(Source(kind="idea", ref=HANDOFFS), Source(kind="idea", ref=WEEKENDS)),
        ),
        IdeaPromoted(brainstorm=STORM, ideas=(HANDOFFS, WEEKENDS), opportunity=SLOW),
    )
    scene.act(TED, PromoteIdea, Promotion(ideas=(SILO,), new_opportunity=fresh())).refused(OpportunityAlreadyExists)
    scene.act(TED, PromoteIdea, Promotion(ideas=(HANDOFFS,), opportunity=SLOW)).refused(AlreadyPromoted)


def test_an_id_is_found_for_a_new_opportunity() -> None:
    outcome = revealed().act(TED, PromoteIdea, Promotion(ideas=(SILO,), new_opportunity=fresh(opportunity=None)))
    outcome.then(OpportunityRaised, IdeaPromoted)


def test_a_new_opportunity_has_a_declared_scope() -> None:
    body = Promotion(ideas=(SILO,), new_opportunity=fresh(scope="elsewhere"))
    revealed().act(TED, PromoteIdea, body).refused(ScopeUnknown)


def test_ideas_go_into_an_opportunity_that_is_there() -> None:
    body = Promotion(ideas=(SILO,), opportunity=SLOW)
    revealed(raised()).act(TED, PromoteIdea, body).then(IdeaPromoted(brainstorm=STORM, ideas=(SILO,), opportunity=SLOW))
    revealed().act(TED, PromoteIdea, body).refused(OpportunityUnknown)
    ended = OpportunityDeclined(opportunity=SLOW, reason="no")
    revealed(raised(), ended).act(TED, PromoteIdea, body).refused(OpportunityEnded)


def test_ideas_go_into_a_definition() -> None:
    body = Promotion(ideas=(SILO,), definition=DOA)
    scene = drafting(revealed())
    scene.act(TED, PromoteIdea, body).then(IdeaPromoted(brainstorm=STORM, ideas=(SILO,), definition=DOA))
    scene.act(TED, PromoteIdea, body).refused(AlreadyPromoted)
    revealed().act(TED, PromoteIdea, body).refused(DefinitionUnknown)
    ended = drafting(revealed())
    ended.goes(TED, RetireDefinition, DOA, Retirement(reason="gone"))
    ended.act(TED, PromoteIdea, body).refused(DefinitionEnded)


def test_ideas_go_to_one_place_at_a_time() -> None:
    revealed().act(TED, PromoteIdea, Promotion(ideas=(SILO,))).refused(PromotionTarget)
    both = Promotion(ideas=(SILO,), opportunity=SLOW, definition=DOA)
    revealed(raised()).act(TED, PromoteIdea, both).refused(PromotionTarget)
