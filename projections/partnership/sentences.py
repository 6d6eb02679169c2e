"""What each event about people, sides, teams, policy, keys and meetings says, in one plain sentence."""

from __future__ import annotations

from typing import Any, Final

from domain.acting import RuleWaived
from domain.kernel import Event
from domain.meetings.events import ActMinuted, MeetingHeld, MinuteConfirmed, MinuteDisputed
from domain.partnership import events
from domain.partnership.annotate import RecordAnnotated
from domain.partnership.correctable import RecordCorrected
from domain.partnership.keys import KeyAccepted, KeyIssued, KeyRevoked
from domain.partnership.policy import PolicyAdopted, PolicyConfirmed, PolicyProposalVoided, PolicyProposed
from domain.partnership.scopes import ScopeDeclared
from domain.redactions.events import EventRedacted, RedactionConfirmed, RedactionProposed
from projections.facts import Fact
from projections.wording import Sentences, listed, quoted

SENTENCES: Final = Sentences()

# {actor} is whose act it was; every other name in braces is a field of the event, {reason} one that may be missing
PLAIN: Final[dict[type[Event], str]] = {
    events.WorkspaceRenamed: "{actor} renamed the partnership from “{former}” to “{name}”",
    events.WorkspaceArchived: "{actor} archived the partnership{reason}",
    events.PersonRegistered: "{actor} registered {person}",
    events.PersonForgotten: "Whatever the directory held about {person} was erased",
    events.PartnerJoined: "{person} became a partner of {side}",
    events.SideVacated: "Nobody speaks for {side} any more; agreeing waits for a successor",
    events.DelegationRevoked: "{receiver} no longer acts for {giver}{reason}",
    events.SponsorshipWithdrawn: "{member} no longer proposes for {side} under the name of {sponsor}{reason}",
    events.TeamFormed: "{actor} formed the team “{name}”",
    events.TeamRenamed: "{actor} renamed the team from “{former}” to “{name}”",
    events.TeamDisbanded: "{actor} disbanded the team{reason}",
    events.TeamMemberJoined: "{person} joined {team} as {role}",
    events.TeamMemberLeft: "{person} left {team}",
    events.RoleGranted: "{actor} made {person} {role}",
    events.RoleWithdrawn: "{actor} took the role of {role} from {person}{reason}",
    PolicyProposed: "{actor} proposed policy revision {revision} for {side}{reason}",
    PolicyConfirmed: "{person} confirmed policy revision {revision} for {side}",
    PolicyProposalVoided: "Policy revision {revision} gave way to revision {by} before it was confirmed",
    PolicyAdopted: "Every side confirmed policy revision {revision}: it is in force",
    KeyAccepted: "{holder} accepted the key {key}",
    KeyRevoked: "{actor} revoked the key {key} of {holder}{reason}",
    ActMinuted: "{actor} minuted that {person} did: {command}",
    MinuteDisputed: "{person} disputed what was minuted{reason}",
    RedactionProposed: "{actor} wants texts of an event ({type}) to be taken out{reason}",
    RedactionConfirmed: "{person} agreed for {side} that texts are taken out",
    EventRedacted: "Texts of an event ({type}) were taken out, as every side agreed{reason}",
    RuleWaived: "{actor} skipped the rule {rule}{reason}",
}


def _plain(event: Any, fact: Fact) -> str:  # noqa: ANN401 - any event of the table above
    fields = {name: getattr(event, name) for name in event.__struct_fields__}
    reason = fields.get("reason")
    fields["reason"] = f": {quoted(reason)}" if reason else ""
    return PLAIN[type(event)].format(**{"actor": fact.actor} | fields)


SENTENCES.on(*PLAIN)(_plain)


@SENTENCES.on(events.WorkspaceCreated)
def _created(event: events.WorkspaceCreated, _: Fact) -> str:
    return f"{event.owner} founded the partnership {quoted(event.name)} of {listed(event.sides)}"


@SENTENCES.on(events.PersonDetailsChanged)
def _details(event: events.PersonDetailsChanged, fact: Fact) -> str:
    return f"{fact.actor} changed the {listed(event.details)} of {event.person} in the directory"


@SENTENCES.on(events.PartnerLeft)
def _left(event: events.PartnerLeft, _: Fact) -> str:
    successor = f"; {event.successor} goes on" if event.successor else ""
    reason = f": {quoted(event.reason)}" if event.reason else ""
    return f"{event.person} is no longer a partner of {event.side}{reason}{successor}"


@SENTENCES.on(events.DelegationGranted)
def _delegated(event: events.DelegationGranted, _: Fact) -> str:
    where = f" in {event.scope}" if event.scope else ""
    days = f"from {event.begins.date().isoformat()} to {event.ends.date().isoformat()}"
    return f"{event.giver} lets {event.receiver} act for {event.side}{where} {days}"


@SENTENCES.on(events.SponsorshipGranted)
def _sponsored(event: events.SponsorshipGranted, _: Fact) -> str:
    where = f" in {event.scope}" if event.scope else ""
    return f"{event.sponsor} lets {event.member} propose for {event.side}{where} as sponsor"


@SENTENCES.on(ScopeDeclared)
def _declared(event: ScopeDeclared, fact: Fact) -> str:
    days = f" from {event.begins.isoformat()} to {event.ends.isoformat()}" if event.begins and event.ends else ""
    return f"{fact.actor} declared the {event.kind} {event.scope}{days} as a scope of its own"


@SENTENCES.on(KeyIssued)
def _issued(event: KeyIssued, _: Fact) -> str:
    pending = "; it waits to be accepted" if event.pending else ""
    return f"{event.issuer} issued {event.holder} the key {event.key} to {listed(event.scopes)}{pending}"


@SENTENCES.on(MeetingHeld)
def _held(event: MeetingHeld, _: Fact) -> str:
    who = f"{listed(event.present)} met" if event.present else "People met"
    return f"{who} on {event.held_at.date().isoformat()}: {quoted(event.title)}"


@SENTENCES.on(MinuteConfirmed)
def _stood_by(event: MinuteConfirmed, _: Fact) -> str:
    acts = "an act" if len(event.acts) == 1 else f"{len(event.acts)} acts"
    return f"{event.person} confirmed {acts} minuted in {event.meeting}"


@SENTENCES.on(RecordAnnotated)
def _remarked(event: RecordAnnotated, fact: Fact) -> str:
    on = f" on the event at {event.position}" if event.position else ""
    return f"{fact.actor} remarked{on}: {quoted(event.text)}"


@SENTENCES.on(RecordCorrected)
def _corrected(event: RecordCorrected, fact: Fact) -> str:
    return f"{fact.actor} corrected {event.field} of the event at {event.position}: {quoted(event.reason)}"
