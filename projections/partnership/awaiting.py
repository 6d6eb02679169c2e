"""Steps of a person's view: keys, meetings, advice and whatever else concerns the person."""

from __future__ import annotations

from domain.decisions.voices import AdviceAsked, AdviceGiven
from domain.meetings.events import ActMinuted, MeetingHeld, MinuteConfirmed, MinuteDisputed
from domain.partnership.keys import KeyAccepted, KeyIssued, KeyRevoked
from domain.partnership.policy import PolicyConfirmed
from domain.redactions.events import RedactionConfirmed
from projections.facts import Fact
from projections.folding import Folding
from projections.partnership.person import AdviceWanted, KeyHeld, MeetingAttended, PersonView, WaitingAct

STEPS: Folding[PersonView] = Folding(
    {
        PolicyConfirmed: "it is about the policy, whose view shows who confirmed it",
        RedactionConfirmed: "it is about an event of another subject, where it is mentioned once every side agreed",
    }
)


@STEPS.on(KeyIssued)
def _issue(view: PersonView, event: KeyIssued, fact: Fact) -> None:
    if event.holder == view.person:
        view.keys.append(
            KeyHeld(
                key=event.key,
                prefix=event.prefix,
                issuer=event.issuer,
                scopes=event.scopes,
                standing="pending" if event.pending else "works",
                expires_at=event.expires_at,
                issued=fact,
            )
        )


@STEPS.on(KeyAccepted)
def _accept(view: PersonView, event: KeyAccepted, _: Fact) -> None:
    for held in view.keys:
        if held.key == event.key and held.standing == "pending":
            held.standing = "works"


@STEPS.on(KeyRevoked)
def _revoke(view: PersonView, event: KeyRevoked, _: Fact) -> None:
    for held in view.keys:
        if held.key == event.key:
            held.standing = "revoked"


@STEPS.on(MeetingHeld)
def _attend(view: PersonView, event: MeetingHeld, _: Fact) -> None:
    view.meetings.append(MeetingAttended(meeting=event.meeting, title=event.title, held_at=event.held_at))


@STEPS.on(ActMinuted)
def _minute(view: PersonView, event: ActMinuted, fact: Fact) -> None:
    view.waiting.append(
        WaitingAct(act=event.act, meeting=event.meeting, command=event.command, subject=event.subject, minuted=fact)
    )


@STEPS.on(MinuteConfirmed, MinuteDisputed)
def _settle(view: PersonView, event: MinuteConfirmed | MinuteDisputed, _: Fact) -> None:
    view.waiting = [waiting for waiting in view.waiting if waiting.act not in event.acts]


@STEPS.on(AdviceAsked)
def _ask(view: PersonView, event: AdviceAsked, fact: Fact) -> None:
    view.advice.append(AdviceWanted(decision=event.decision, advice=event.advice, question=event.question, asked=fact))


@STEPS.on(AdviceGiven)
def _advise(view: PersonView, event: AdviceGiven, fact: Fact) -> None:
    for wanted in view.advice:
        if wanted.advice == event.advice and wanted.answered is None:
            wanted.answered = fact
