"""One enhancement as the records tell it so far, and one change to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.opportunities.terms import End
from examples.kubernetes import spelling
from examples.kubernetes.records import Record


@dataclass(kw_only=True)
class Commitment:
    """A commitment that was proposed: one stage in one cycle.

    `operations` and `technology` are who agreed for each side. `refused` says that the only person listed for
    technology had signed off for operations, so that the ledger had to refuse.
    """

    decision: str
    stage: str
    cycle: str
    proposer: str
    by_operations: bool = False
    operations: str | None = None
    technology: str | None = None
    refused: bool = False
    contested: bool = False
    withdrawn: bool = False

    @property
    def reached(self) -> bool:
        """Whether both sides have agreed."""
        return bool(self.operations and self.technology)

    @property
    def stands(self) -> bool:
        """Whether it is still what was asked for: open or agreed, not contested."""
        return not (self.contested or self.withdrawn)


@dataclass(kw_only=True)
class Enhancement:
    """What the records of one enhancement have said so far.

    `commitments` holds the newest of each stage; `bound` says that both sides agreed to one of them once, so that there
    is one in force. `signed` keeps, by stage, who signed off before there was a commitment for it, and when.
    """

    kep: int
    opportunity: str
    title: str
    sig: str | None = None
    raiser: str = ""
    approvers: tuple[str, ...] = ()
    status: str | None = None
    stage: str | None = None
    milestone: str | None = None
    end: End | None = None
    at_work: bool = False
    bound: bool = False
    commitments: dict[str, Commitment] = field(default_factory=dict)
    signed: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str] | None:
        """The stage and the cycle that it is planned for, where the records give both."""
        cycle = spelling.cycle(self.milestone)
        return (self.stage, cycle) if self.stage in spelling.STAGES and self.stage and cycle else None

    @property
    def commitment(self) -> Commitment | None:
        """The newest commitment for the stage it is in."""
        return self.commitments.get(self.stage or "")


@dataclass(kw_only=True)
class Change:
    """What one change of the source did to one enhancement. `former` is the stage before it.

    `remarks` gathers what has no act of its own: it goes on the opportunity's trail in words.
    """

    records: list[Record]
    former: str | None
    remarks: list[str] = field(default_factory=list)

    @property
    def at(self) -> str:
        """When."""
        return self.records[0].at

    @property
    def committer(self) -> str:
        """Who brought it into the record."""
        return self.records[0].committer

    def key(self, *words: str) -> str:
        """An idempotency key for one act that follows from it."""
        first = self.records[0]
        return ".".join((f"kep-{first.kep}", str(first.change), *words))

    @property
    def plans(self) -> bool:
        """Whether it says anything about stage or milestone."""
        return any(record.record in {"proposed", "stage-changed", "milestone-changed"} for record in self.records)

    @property
    def judges(self) -> bool:
        """Whether it says anything about the status."""
        return any(record.record in {"proposed", "status-changed"} for record in self.records)

    def of(self, kind: str) -> list[Record]:
        """Its records of a kind."""
        return [record for record in self.records if record.record == kind]
