"""What countering and revising share: the changed content, and what it voids."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta
from msgspec.structs import replace

from domain.acting import Body
from domain.decisions.events import AgreementVoided
from domain.decisions.proposal import Proposing
from domain.decisions.standing import Table
from domain.decisions.terms import DecisionContent, Grounds, LedgerPosition, Lines, Options, People, Ranking
from domain.decisions.voices import WinVoided
from domain.fields import Key, Moment, Revision, Text
from domain.ids import PersonId
from domain.refusals import Kind, Refusal

Droppable = Literal["respond_by", "expires_at", "review_on", "driver", "stage", "choice", "context_position", "waivers"]


class Changes(Body):
    """What reads differently; what is left out stays as it was, and `drop` empties parts. Kind and scope never change.

    `revision` may name the revision that this one answers.
    """

    revision: Revision | None = None
    options: Options | None = None
    ranking: Ranking | None = None
    choice: Text | None = None
    rationale: Text | None = None
    evidence: Grounds | None = None
    key_results: Lines | None = None
    known_gaps: Lines | None = None
    stage: Key | None = None
    cycle: Key | None = None
    context_position: LedgerPosition | None = None
    respond_by: Moment | None = None
    expires_at: Moment | None = None
    review_on: date | None = None
    driver: PersonId | None = None
    consulted: People | None = None
    informed: Lines | None = None
    drop: Annotated[tuple[Droppable, ...], Meta(max_length=10)] = ()
    sponsor: PersonId | None = None


class NothingChanged(Refusal):
    """The revision would say the same as the one on the table."""

    rule = "decision.nothing-changed"
    kind = Kind.CONFLICT


class Changing(Proposing[Changes]):
    """The next revision of a decision."""

    body_type = Changes

    def sponsored_by(self) -> str | None:
        """The sponsor named in the body."""
        return self.body.sponsor

    def drafted(self) -> DecisionContent | None:
        """The content on the table with the body's changes."""
        table, body = self.decision.table, self.body
        if table is None:
            return None
        emptied = replace(table.content, **{name: () if name == "waivers" else None for name in body.drop})
        given = {name: getattr(body, name, None) for name in DecisionContent.__struct_fields__}
        return replace(emptied, **{name: value for name, value in given.items() if value is not None})

    def changed(self, table: Table, side: str) -> tuple[DecisionContent, tuple[str, ...]]:
        """Check the changed content; answer it with the names of the parts that differ."""
        self.check_revision(table, self.body.revision)
        content = self.settled(self.drafted() or table.content, side)
        changes = tuple(
            name for name in DecisionContent.__struct_fields__ if getattr(content, name) != getattr(table.content, name)
        )
        self.check(changes, NothingChanged(f"Revision {table.revision} says the same."))
        return content, changes

    def void(self, table: Table) -> None:
        """Record the waivers, then void what was agreed and won on the former revision (rule G4)."""
        self.record_waivers(decision=self.subject)
        decision = self.decision
        revision, digest, successor = table.revision, table.digest, table.revision + 1
        for side in dict.fromkeys(agreed.side for agreed in decision.agreements):
            self.record(
                AgreementVoided(
                    decision=self.subject,
                    revision=revision,
                    digest=digest,
                    side=side,
                    people=tuple(agreed.person for agreed in decision.agreements if agreed.side == side),
                    by_revision=successor,
                )
            )
        for side in tuple(decision.wins):
            self.record(
                WinVoided(decision=self.subject, revision=revision, digest=digest, side=side, by_revision=successor)
            )
