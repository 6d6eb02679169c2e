"""Histories of a few opportunities and decisions in any order, claimed for any of a few hours."""

from datetime import timedelta
from typing import get_args

from hypothesis import strategies as st

from domain.assessments.events import AssessmentAgreed
from domain.assessments.terms import Settlement
from domain.decisions.events import (
    AgreementReached,
    AgreementRescinded,
    DecisionConfirmed,
    DecisionExpired,
    DecisionRevoked,
    DecisionSuperseded,
)
from domain.decisions.terms import AgreedBy, DecisionKind
from domain.katas.events import KataStarted
from domain.kernel import Event
from domain.objectives.events import OpportunityAligned, OpportunityUnaligned
from domain.opportunities.events import (
    EvidenceAttached,
    EvidenceDetached,
    ImpactStated,
    OpportunityAdopted,
    OpportunityConcluded,
    OpportunityDeclined,
    OpportunityDeferred,
    OpportunityMerged,
    OpportunityRaised,
    OpportunityReopened,
    OpportunityReworded,
    OpportunityStarted,
    OpportunitySuggested,
    OpportunityWithdrawn,
    ValueAgreedBySide,
    ValueAgreementVoided,
    ValueAgreementWithdrawn,
    ValueProposed,
)
from domain.opportunities.terms import Evidence, ImpactedGroup, Raiser, SignalEvidence, Stance, UrlEvidence
from domain.partnership.correctable import RecordCorrected
from domain.signals.events import SignalRetracted
from projections.backlog.projector import Backlog
from tests.domain.anything import any_of
from tests.domain.story import BEGINNING, an_id
from tests.projections.ledger import SIDES, Said

DIGEST = "0" * 64
OPPORTUNITIES = [an_id("opp", number) for number in (1, 2, 3)]
PERSON = an_id("per", 1)
SIGNAL, OKR = an_id("sig", 1), an_id("okr", 1)
# each decision is about one thing for its whole life
DECISIONS: dict[str, tuple[DecisionKind, str]] = {
    an_id("dec", 1): ("first_priority", "main"),
    an_id("dec", 2): ("first_priority", "main"),
    an_id("dec", 3): ("backlog_order", "main"),
    an_id("dec", 4): ("backlog_order", "main"),
    an_id("dec", 5): ("backlog_order", "platform"),
    an_id("dec", 6): ("commitment", "main"),
    an_id("dec", 7): ("stop", "main"),
}
HOURS = 5


def begun(opportunity: str, *, scope: str = "main", suggested: bool = False) -> Event:
    """An opportunity raised by a person, or suggested by an integration."""
    words = {"title": f"Title {opportunity[-1]}", "problem": "Slow", "theme": "culture", "scope": scope}
    if suggested:
        return OpportunitySuggested(opportunity=opportunity, revision=1, digest=DIGEST, **words)  # type: ignore[arg-type]
    people = (Raiser(person=PERSON, side="technology"),)
    return OpportunityRaised(opportunity=opportunity, revision=1, digest=DIGEST, raised_by=people, **words)  # type: ignore[arg-type]


def reached(decision: str, *opportunities: str) -> AgreementReached:
    """Every side agrees on a decision about these opportunities, best first."""
    kind, scope = DECISIONS[decision]
    return AgreementReached(
        decision=decision,
        revision=1,
        digest=DIGEST,
        kind=kind,
        scope=scope,
        opportunities=opportunities,
        sides=(AgreedBy(side="technology", person=PERSON),),
        in_force_from=BEGINNING,
        policy=1,
        place=f"{kind}/{scope}" if kind in {"first_priority", "backlog_order"} else None,
    )


def _about(draw: st.DrawFn, opportunity: str) -> Event:
    side = draw(st.sampled_from(SIDES))
    evidence = an_id("evd", draw(st.integers(1, 2)))
    stance: Stance = draw(st.sampled_from(get_args(Stance)))
    grounds: tuple[Evidence, ...] = (UrlEvidence(url="https://example.org/a"), SignalEvidence(signal=SIGNAL))
    what: Evidence = draw(st.sampled_from(grounds))
    group = ImpactedGroup(name="Support", kind="team", how="Waits")
    words = {"revision": 2, "digest": DIGEST}
    choices: list[Event] = [
        OpportunityAdopted(opportunity=opportunity, raised_by=(Raiser(person=PERSON),)),
        OpportunityReworded(
            opportunity=opportunity,
            title=draw(st.sampled_from(["Zeta", "alpha", "Alpha"])),
            problem="Slow",
            former_title="a",
            former_problem="b",
            revision=2,
            digest=DIGEST,
        ),
        ImpactStated(opportunity=opportunity, groups=(group,)),
        EvidenceAttached(opportunity=opportunity, evidence=evidence, stance=stance, what=what),
        EvidenceDetached(opportunity=opportunity, evidence=evidence, reason="old"),
        ValueProposed(
            opportunity=opportunity, statement="Fast", beneficiaries=("a",), side=side, revision=2, digest=DIGEST
        ),
        *(
            ValueAgreedBySide(
                opportunity=opportunity,
                side=one,
                person=PERSON,
                policy=1,
                complete=draw(st.booleans()),
                revision=2,
                digest=DIGEST,
            )
            for one in SIDES
        ),
        ValueAgreementWithdrawn(opportunity=opportunity, side=side, reason="x", reached=False, **words),  # type: ignore[arg-type]
        ValueAgreementVoided(opportunity=opportunity, sides=(side,), cause="reworded", reached=False, **words),  # type: ignore[arg-type]
        SignalRetracted(signal=SIGNAL, reason="x", opportunities=(opportunity,)),
        OpportunityAligned(
            opportunity=opportunity, objectives=OKR, revision=1, key="O1", place=f"{OKR}/O1", mechanism="x"
        ),
        OpportunityUnaligned(opportunity=opportunity, objectives=OKR, key="O1", place=f"{OKR}/O1", reason="x"),
        AssessmentAgreed(
            assessment=an_id("asm", 1),
            revision=1,
            digest=DIGEST,
            items=(Settlement(opportunity=opportunity, difficulty=1, urgency=1, quadrant="fill_in"),),
            opportunities=(opportunity,),
            sides=(),
            policy=1,
        ),
        KataStarted(
            kata=an_id("kata", 1),
            north_star="x",
            opportunities=(opportunity,),
            focus_process="x",
            team=an_id("team", 1),
            learner=PERSON,
            coach=PERSON,
            policy=1,
        ),
        OpportunityStarted(opportunity=opportunity),
        OpportunityConcluded(
            opportunity=opportunity, outcome=draw(st.sampled_from(["achieved", "stopped"])), reason="x"
        ),
        OpportunityDeferred(opportunity=opportunity, reason="x"),
        OpportunityDeclined(opportunity=opportunity, reason="x"),
        OpportunityMerged(
            opportunity=opportunity, into=next(name for name in OPPORTUNITIES if name != opportunity), reason="x"
        ),
        OpportunityWithdrawn(opportunity=opportunity, reason="x"),
        OpportunityReopened(opportunity=opportunity, ended_as="deferred", reason="x"),
        RecordCorrected(
            event=an_id("evt", 1),
            subjects=(f"opportunity:{opportunity}",),
            position=1,
            type=OpportunityRaised.TOPIC,
            field=draw(st.sampled_from(["theme", "external_ref"])),
            reason="x",
            to="resiliency",
        ),
    ]
    return draw(st.sampled_from(choices))


def _deciding(draw: st.DrawFn) -> Event:
    decision = draw(st.sampled_from(list(DECISIONS)))
    kind, scope = DECISIONS[decision]
    most = 1 if kind in {"first_priority", "stop"} else 3
    named = tuple(draw(st.lists(st.sampled_from(OPPORTUNITIES), min_size=1, max_size=most, unique=True)))
    ended = {"decision": decision, "kind": kind, "opportunities": named}
    if draw(st.booleans()):
        return reached(decision, *named)
    choices: list[Event] = [
        DecisionRevoked(scope=scope, sides=(), policy=1, **ended),  # type: ignore[arg-type]
        DecisionExpired(scope=scope, revision=1, expired_at=BEGINNING, in_force=True, **ended),  # type: ignore[arg-type]
        AgreementRescinded(
            decision=decision,
            revision=1,
            digest=DIGEST,
            side="business",
            reason="x",
            reached=draw(st.booleans()),
            opportunities=named,
        ),
        DecisionConfirmed(decision=decision, sides=(), cause="review", policy=1, opportunities=named),
    ]
    if kind != "stop":
        choices.append(DecisionSuperseded(by=an_id("dec", 1), **ended))  # type: ignore[arg-type]
    return draw(st.sampled_from(choices))


@st.composite
def backlogs(draw: st.DrawFn, most: int = 14) -> list[Said]:
    """Any history of the backlog; each opportunity begins once, somewhere."""
    events: list[Event] = []
    for _ in range(draw(st.integers(0, most))):
        sort = draw(st.sampled_from(["about", "about", "decide", "decide", "other"]))
        if sort == "about":
            events.append(_about(draw, draw(st.sampled_from(OPPORTUNITIES))))
        elif sort == "decide":
            events.append(_deciding(draw))
        else:
            events.append(draw(st.sampled_from(sorted(Backlog.ignores, key=lambda kind: kind.TOPIC)).flatmap(any_of)))
    for opportunity in OPPORTUNITIES:
        scope = draw(st.sampled_from(["main", "main", "platform"]))
        event = begun(opportunity, scope=scope, suggested=draw(st.integers(0, 4)) == 0)
        events.insert(draw(st.integers(0, len(events))) // 2, event)
    return [Said(event=event, at=BEGINNING + timedelta(hours=draw(st.integers(0, HOURS)))) for event in events]
