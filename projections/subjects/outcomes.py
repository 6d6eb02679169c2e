"""How benefits stand in their list."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from domain.benefits.events import BenefitConfirmed, BenefitRecorded
from domain.benefits.terms import BenefitAmount, BenefitKind, Receiver
from domain.kernel import Recorded
from domain.partnership.correctable import RecordCorrected
from projections.subjects.rows import Rows, SubjectItem, SubjectMemory


class BenefitItem(SubjectItem, frozen=True, kw_only=True):
    """A benefit of the subject whose tag is `about`; `title` says in words what it is.

    `confirmed_by` are the sides that confirmed it; `rests_on` are the places in the ledger of its record and of those.
    """

    about: str
    receiver: Receiver
    benefit_kind: BenefitKind
    amount: BenefitAmount | None
    metrics: tuple[str, ...]
    confirmed_by: tuple[str, ...]
    rests_on: tuple[int, ...]


BENEFITS: Final = Rows("benefit", "benefit", BenefitItem)


@BENEFITS.begin(BenefitRecorded)
def _benefit(memory: SubjectMemory, event: BenefitRecorded, recorded: Recorded) -> None:
    memory.title, memory.state = event.text, "recorded"
    memory.mark("about", event.about)
    memory.mark("receiver", event.receiver)
    memory.mark("kind", event.kind)
    memory.further = {
        "about": event.about,
        "receiver": event.receiver,
        "benefit_kind": event.kind,
        "amount": msgspec.to_builtins(event.amount),
        "metrics": list(event.metrics),
        "confirmed_by": [],
        "rests_on": [recorded.position],
    }


@BENEFITS.on(BenefitConfirmed)
def _confirm(memory: SubjectMemory, event: BenefitConfirmed, recorded: Recorded) -> None:
    memory.state = "confirmed"
    memory.mark("confirmed_by", *memory.marks.get("confirmed_by", []), event.side)
    memory.further["confirmed_by"] = memory.marks["confirmed_by"]
    memory.further["rests_on"] = [*memory.further["rests_on"], recorded.position]


@BENEFITS.corrected(BenefitRecorded, "text")
def _text(memory: SubjectMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.title = str(event.to)


@BENEFITS.corrected(BenefitRecorded, "receiver")
def _receiver(memory: SubjectMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.mark("receiver", str(event.to))
    memory.further["receiver"] = event.to


@BENEFITS.corrected(BenefitRecorded, "kind")
def _sort(memory: SubjectMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.mark("kind", str(event.to))
    memory.further["benefit_kind"] = event.to


@BENEFITS.corrected(BenefitRecorded, "amount")
def _amount(memory: SubjectMemory, event: RecordCorrected, _: Recorded) -> None:
    amount: Any = msgspec.to_builtins(event.to)
    memory.further["amount"] = amount
