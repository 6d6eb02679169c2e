"""What waits in the partnership itself: a proposed policy, minuted acts, keys."""

from __future__ import annotations

from typing import Final

from domain.kernel import Event, Recorded
from domain.meetings import events as meetings
from domain.partnership import keys, policy
from domain.partnership.correctable import RecordCorrected
from projections.matters.memory import MatterMemory, short, waits
from projections.matters.rows import Matters

POLICY: Final = Matters("policy", "")
MEETINGS: Final = Matters("meeting", "meeting")
KEYS: Final = Matters("key", "key")


def _the_policy(_: Event) -> tuple[str, ...]:
    return ("policy",)


@POLICY.begin(policy.PolicyProposed, named=_the_policy)
def _propose(memory: MatterMemory, event: policy.PolicyProposed, recorded: Recorded) -> None:
    memory.title, memory.spoken = f"Policy, revision {event.revision}", {}
    words = {"revision": event.revision, "digest": event.digest}
    why = f"{event.side} proposed it{f': {short(event.reason)}' if event.reason else '.'}"
    memory.waits["confirm"] = waits(recorded, "confirm-policy", why, **words)
    memory.waits["confirm"].signed = True


@POLICY.on(policy.PolicyConfirmed, named=_the_policy)
def _confirm(memory: MatterMemory, event: policy.PolicyConfirmed, _: Recorded) -> None:
    memory.spoke("confirm", event)


@POLICY.on(policy.PolicyAdopted, policy.PolicyProposalVoided, named=_the_policy)
def _settle(memory: MatterMemory, _event: Event, _: Recorded) -> None:
    memory.drop("confirm")


@MEETINGS.begin(meetings.MeetingHeld)
def _hold(memory: MatterMemory, event: meetings.MeetingHeld, _: Recorded) -> None:
    memory.title = short(event.title)


@MEETINGS.corrected(meetings.MeetingHeld, "title")
def _retitle(memory: MatterMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.title = short(str(event.to))


@MEETINGS.on(meetings.ActMinuted)
def _minute(memory: MatterMemory, event: meetings.ActMinuted, recorded: Recorded) -> None:
    wait = memory.waits.get(event.person)
    if wait is None:
        why = "What you did there was minuted; it counts once you confirm it."
        wait = waits(recorded, "confirm-minutes", why, f"person:{event.person}", acts=[])
    wait.body = {"acts": [*wait.body["acts"], event.act]}
    memory.waits[event.person] = wait


@MEETINGS.on(meetings.MinuteConfirmed, meetings.MinuteDisputed)
def _answer(memory: MatterMemory, event: meetings.MinuteConfirmed | meetings.MinuteDisputed, _: Recorded) -> None:
    wait = memory.waits.get(event.person)
    if wait is not None:
        left = [act for act in wait.body["acts"] if act not in event.acts]
        wait.body = {"acts": left}
        memory.drop(*([] if left else [event.person]))


@KEYS.begin(keys.KeyIssued)
def _issue(memory: MatterMemory, event: keys.KeyIssued, recorded: Recorded) -> None:
    memory.title = f"Key acc_{event.prefix}"
    if event.pending:
        wait = waits(recorded, "accept-key", f"{event.issuer} issued a key for you.", f"person:{event.holder}")
        wait.closes = wait.deadline = event.expires_at
        memory.waits["accept"] = wait


@KEYS.on(keys.KeyAccepted, keys.KeyRevoked)
def _end(memory: MatterMemory, _event: Event, _: Recorded) -> None:
    memory.drop("accept")
