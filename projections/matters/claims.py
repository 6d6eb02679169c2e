"""What waits at signals and benefits: answers to who sees it otherwise, and each side's word on what came of it."""

from __future__ import annotations

from typing import Final

from domain.benefits.events import BenefitConfirmed, BenefitRecorded
from domain.kernel import Recorded
from domain.partnership.correctable import RecordCorrected
from domain.signals import events as signals
from projections.matters.memory import ANY_SIDE, MatterMemory, short, waits
from projections.matters.rows import Matters

SIGNALS: Final = Matters("signal", "signal")
BENEFITS: Final = Matters("benefit", "benefit")


@SIGNALS.begin(signals.SignalRecorded)
def _record(memory: MatterMemory, event: signals.SignalRecorded, recorded: Recorded) -> None:
    memory.title = short(event.statement)
    person = recorded.actor.startswith("per_")
    memory.people["recorder"] = f"person:{recorded.actor}" if person else ANY_SIDE


@SIGNALS.on(signals.SignalChallenged)
def _challenge(memory: MatterMemory, event: signals.SignalChallenged, recorded: Recorded) -> None:
    why = f"It was challenged: {short(event.text)}"
    whom = memory.people["recorder"]
    memory.waits[event.challenge] = waits(recorded, "answer-challenge", why, whom, challenge=event.challenge)


@SIGNALS.on(signals.ChallengeAnswered)
def _answer(memory: MatterMemory, event: signals.ChallengeAnswered, _: Recorded) -> None:
    memory.drop(event.challenge)


@SIGNALS.on(signals.SignalRetracted)
def _retract(memory: MatterMemory, _event: signals.SignalRetracted, recorded: Recorded) -> None:
    memory.end(recorded)


SIGNALS.ignore(signals.SignalInterpreted)


@BENEFITS.begin(BenefitRecorded)
def _benefit(memory: MatterMemory, event: BenefitRecorded, recorded: Recorded) -> None:
    memory.title = short(event.text)
    # the side that has the benefit knows best; for teams and customers any side may say
    whom = f"side:{event.receiver}" if event.receiver in {"technology", "business"} else ANY_SIDE
    why = f"A benefit for {event.receiver} was recorded."
    memory.waits["confirm"] = waits(recorded, "confirm-benefit", why, whom)


@BENEFITS.on(BenefitConfirmed)
def _confirm(memory: MatterMemory, event: BenefitConfirmed, _: Recorded) -> None:
    wait = memory.waits.get("confirm")
    if wait is not None and wait.whom[0] in {ANY_SIDE, f"side:{event.side}"}:
        memory.drop("confirm")


@BENEFITS.corrected(BenefitRecorded, "text")
def _text(memory: MatterMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.title = short(str(event.to))
