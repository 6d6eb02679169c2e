"""Steps of a decision's view: advice, objections, stances, wins."""

from __future__ import annotations

from domain.decisions.voices import (
    AdviceAsked,
    AdviceGiven,
    ObjectionRaised,
    ObjectionResolved,
    ObjectionWithdrawn,
    OverrulingSupported,
    ResolutionAccepted,
    StanceTaken,
    WinAssessed,
    WinStated,
    WinVoided,
)
from projections.decisions.shape import DecisionView
from projections.decisions.voices import (
    AdviceView,
    AdviceWord,
    Assessment,
    ObjectionView,
    ResolutionView,
    StanceView,
    Supporter,
    WinView,
)
from projections.facts import Fact
from projections.folding import Folding

STEPS: Folding[DecisionView] = Folding()


@STEPS.on(AdviceAsked)
def _ask(view: DecisionView, event: AdviceAsked, fact: Fact) -> None:
    view.advice.append(
        AdviceView(advice=event.advice, asked=event.asked, question=event.question, asking=fact, given=[])
    )


@STEPS.on(AdviceGiven)
def _advise(view: DecisionView, event: AdviceGiven, fact: Fact) -> None:
    asked = next((advice for advice in view.advice if advice.advice == event.advice), None)
    if asked is None:
        asked = AdviceView(advice=event.advice, asked=None, question=None, asking=None, given=[])
        view.advice.append(asked)
    asked.given.append(AdviceWord(by=event.by, text=event.text, taken=event.taken, fact=fact))


@STEPS.on(ObjectionRaised)
def _object(view: DecisionView, event: ObjectionRaised, fact: Fact) -> None:
    view.objections.append(
        ObjectionView(
            objection=event.objection,
            person=fact.actor,
            side=event.side,
            revision=event.revision,
            blocking=event.blocking,
            reason=event.reason,
            standing="open",
            resolutions=[],
            overruling=[],
            fact=fact,
        )
    )


def _objection(view: DecisionView, name: str) -> ObjectionView | None:
    return next((objection for objection in reversed(view.objections) if objection.objection == name), None)


@STEPS.on(OverrulingSupported)
def _support(view: DecisionView, event: OverrulingSupported, fact: Fact) -> None:
    if objection := _objection(view, event.objection):
        objection.overruling.append(
            Supporter(side=event.side, person=event.person, behalf_of=event.behalf_of, reason=event.reason, fact=fact)
        )


@STEPS.on(ObjectionResolved)
def _resolve(view: DecisionView, event: ObjectionResolved, fact: Fact) -> None:
    if objection := _objection(view, event.objection):
        objection.resolutions.append(
            ResolutionView(resolution=event.resolution, text=event.text, revision=event.revision, fact=fact)
        )
        if event.resolution == "overruled":
            objection.standing, objection.closed = "overruled", fact
        else:
            objection.standing, objection.closed = "awaiting_objector", None


@STEPS.on(ResolutionAccepted)
def _accept(view: DecisionView, event: ResolutionAccepted, fact: Fact) -> None:
    if objection := _objection(view, event.objection):
        objection.standing, objection.closed = "accepted", fact


@STEPS.on(ObjectionWithdrawn)
def _withdraw(view: DecisionView, event: ObjectionWithdrawn, fact: Fact) -> None:
    if objection := _objection(view, event.objection):
        objection.standing, objection.closed, objection.withdrawn_because = "withdrawn", fact, event.reason


@STEPS.on(StanceTaken)
def _stand(view: DecisionView, event: StanceTaken, fact: Fact) -> None:
    for former in view.stances:
        former.latest = former.latest and former.person != fact.actor
    view.stances.append(
        StanceView(
            person=fact.actor,
            side=event.side,
            stance=event.stance,
            reason=event.reason,
            revision=event.revision,
            latest=True,
            fact=fact,
        )
    )


def _standing_win(view: DecisionView, side: str) -> WinView | None:
    return next((win for win in view.wins if win.side == side and win.stands), None)


@STEPS.on(WinStated)
def _win(view: DecisionView, event: WinStated, fact: Fact) -> None:
    if former := _standing_win(view, event.side):
        former.stands = False
    view.wins.append(
        WinView(
            side=event.side,
            text=event.text,
            revision=event.revision,
            digest=event.digest,
            stands=True,
            assessments=[],
            fact=fact,
        )
    )


@STEPS.on(WinVoided)
def _void_win(view: DecisionView, event: WinVoided, fact: Fact) -> None:
    if win := _standing_win(view, event.side):
        win.stands, win.voided = False, fact


@STEPS.on(WinAssessed)
def _assess(view: DecisionView, event: WinAssessed, fact: Fact) -> None:
    if win := _standing_win(view, event.side):
        win.assessments.append(Assessment(verdict=event.verdict, text=event.text, fact=fact))
