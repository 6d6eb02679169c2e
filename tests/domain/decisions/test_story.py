"""A whole decision: proposed, countered, objected to, integrated, won, agreed, and replaced a season later."""

from domain.decisions.accept_resolution import AcceptResolution
from domain.decisions.changing import Changes
from domain.decisions.counter_propose import CounterPropose
from domain.decisions.events import (
    AgreementReached,
    AgreementVoided,
    CounterProposed,
    DecisionProposed,
    DecisionRevised,
    DecisionSuperseded,
    SideAgreed,
)
from domain.decisions.objecting import AboutObjection
from domain.decisions.raise_objection import ObjectionWords, RaiseObjection
from domain.decisions.resolve_objection import ResolutionWords, ResolveObjection
from domain.decisions.revise_decision import ReviseDecision
from domain.decisions.signing import BlockedByObjection
from domain.decisions.take_stance import StanceWords, TakeStance
from domain.decisions.terms import AgreedBy, Dissent
from domain.decisions.voices import (
    ObjectionRaised,
    ObjectionResolved,
    ResolutionAccepted,
    StanceTaken,
    WinStated,
    WinVoided,
)
from tests.domain.decisions.scene import BEA, BEN, DEC, DEV, LATER, OBJ, SLOW, TED, TESTS, again, proposal, scene


def test_how_the_tests_came_first() -> None:
    story = scene()
    story.proposes(proposal()).then(DecisionProposed)
    story.wins(TED).then(WinStated)
    story.agrees(TED).then(SideAgreed)

    # business has another idea: what technology agreed to and won is void
    story.does(BEA, CounterPropose, Changes(choice=TESTS, rationale="A red build costs us a day each.")).then(
        AgreementVoided, WinVoided, CounterProposed
    )
    story.does(DEV, RaiseObjection, ObjectionWords(objection=OBJ, blocking=True, reason="Which tests?")).then(
        ObjectionRaised
    )
    story.wins(BEA)
    story.agrees(BEA).refused(BlockedByObjection)

    # the objection is integrated, and its author is content
    story.does(BEN, ReviseDecision, Changes(known_gaps=("Only the nightly ones, for now",))).then(
        WinVoided, DecisionRevised
    )
    integrated = ResolutionWords(objection=OBJ, resolution="integrated", revision=3, text="Said which")
    story.does(BEN, ResolveObjection, integrated).then(ObjectionResolved)
    story.does(DEV, AcceptResolution, AboutObjection(objection=OBJ)).then(ResolutionAccepted)

    # both say what they win; one person commits in spite of doubts; they agree, business first
    story.wins(TED)
    story.wins(BEA)
    story.does(DEV, TakeStance, StanceWords(stance="disagree_and_commit", reason="I would fix the build first")).then(
        StanceTaken
    )
    story.agrees(BEA).then(SideAgreed)
    _, agreement = story.agrees(TED).then(SideAgreed, AgreementReached).events
    assert isinstance(agreement, AgreementReached)
    assert (agreement.revision, agreement.digest) == (3, story.table().digest)
    assert agreement.opportunities == (TESTS,)
    assert agreement.sides == (AgreedBy(side="business", person=BEA), AgreedBy(side="technology", person=TED))
    assert agreement.dissent == (Dissent(person=DEV, side="team", stance="disagree_and_commit"),)
    assert (story.opportunity(TESTS).state, story.opportunity(SLOW).state) == ("prioritised", "open")

    # a season later something else comes first
    again(story, proposal(), LATER)
    *_, superseded, _ = (recorded.event for recorded in story.history)
    assert superseded == DecisionSuperseded(
        decision=DEC, by=LATER, kind="first_priority", opportunities=(TESTS,), place="first_priority/main"
    )
    assert (story.state().state, story.state(LATER).state) == ("superseded", "agreed")
    assert (story.opportunity(TESTS).state, story.opportunity(SLOW).state) == ("open", "prioritised")
