"""From records to commands: what one change did to one enhancement becomes acts on its opportunity.

The records of a change belong together, so they are all read before anything is written: first the wording, then what
brings an enhancement back, then the plan and the sign-offs, then what ends it, then a remark about whatever has no act.
"""

from __future__ import annotations

from typing import Any

from examples.kubernetes import spelling
from examples.kubernetes.cast import Cast
from examples.kubernetes.commitments import Commitments
from examples.kubernetes.counting import Counts
from examples.kubernetes.enhancement import Change, Enhancement
from examples.kubernetes.lines import Lines, identity
from examples.kubernetes.records import Record
from examples.kubernetes.standing import Standing

MOST_RAISERS = 20
REMARK = 4000


class Mapping:
    """Takes the changes in their order and writes the commands."""

    def __init__(self, lines: Lines, cast: Cast, counts: Counts) -> None:
        self.lines = lines
        self.cast = cast
        self.counts = counts
        self.commitments = Commitments(lines, cast, counts)
        self.standing = Standing(lines, cast, counts)
        self.enhancements: dict[int, Enhancement] = {}

    def take(self, records: list[Record]) -> None:
        """Take one change to one enhancement."""
        for record in records:
            self.counts.read(record)
        known = self.enhancements.get(records[0].kep)
        change = Change(records=records, former=known.stage if known else None)
        enhancement = known or self._first(change)
        for record in records:
            self._apply(enhancement, change, record)
        status = self.standing.come_back(enhancement, change)
        planned = self.commitments.plan(enhancement, change)
        if any(record.word is None for record in change.of("milestone-changed")):
            reason = "The milestone was removed from the record."
            planned = self.commitments.unplan(enhancement, change, reason) or planned
        for record in change.of("readiness-signed-off"):
            self.counts.outcome(record, self.commitments.sign_off(enhancement, change, record))
        if self.standing.leaves(enhancement, change):
            self.commitments.unplan(enhancement, change, f"The record's status is {enhancement.status}.")
        status = self.standing.end(enhancement, change) or status
        self._account(change, planned=planned, status=status)
        self._remark(enhancement, change)

    def _first(self, change: Change) -> Enhancement:
        """Begin an enhancement: raised as proposed or, where that comes later, inferred from what comes first."""
        first = change.records[0]
        titles = change.of("title-changed")
        title = first.title or (titles[0].word if titles else None) or f"Enhancement {first.kep}"
        enhancement = Enhancement(
            kep=first.kep,
            opportunity=identity("opp", first.at, first.kep),
            title=spelling.line(title),
        )
        self.enhancements[first.kep] = enhancement
        body: dict[str, Any] = {
            "title": enhancement.title,
            "problem": _problem(first),
            "external_ref": f"kep-{first.kep}",
        }
        if first.record == "proposed":
            names, raisers = self._raisers(first)
            body["raised_by"] = raisers
            body["sources"] = [{"kind": "other", "ref": ref} for ref in map(spelling.line, first.see_also) if ref]
        else:
            names, body["raised_by"] = [], []
        enhancement.raiser = names[0] if names else first.committer
        actor = self.cast.people[names[0]] if names else self.cast.committer(first.committer, first.at)
        self.lines.write(
            "raise-opportunity",
            change.key("raise"),
            first.at,
            body,
            actor=actor,
            subject=enhancement.opportunity,
            inferred=first.record != "proposed",
        )
        return enhancement

    def _raisers(self, record: Record) -> tuple[list[str], list[dict[str, Any]]]:
        names = list(dict.fromkeys(record.authors))[:MOST_RAISERS]
        raisers = []
        for name in names:
            raiser = {"person": self.cast.author(name, record.owning_sig or "", record.at)}
            if len(self.cast.sides.get(name, ())) > 1:  # the record does not say for which side it was written
                raiser["side"] = "team"
            raisers.append(raiser)
        return names, raisers

    def _apply(self, enhancement: Enhancement, change: Change, record: Record) -> None:
        """Take a record's values over; wording and lists of people are written at once."""
        match record.record:
            case "proposed":
                enhancement.sig, enhancement.approvers = record.owning_sig, record.approvers
                enhancement.status, enhancement.stage = record.status, record.stage
                enhancement.milestone = record.milestone
                self._proposed(enhancement, change, record)
            case "title-changed":
                self._reword(enhancement, change, record, spelling.line(record.word or enhancement.title))
            case "approvers-changed":
                enhancement.approvers = record.people
                listed = ", ".join(record.people) or "nobody"
                change.remarks.append(f"Listed as approvers: {listed}.")
                self.counts.outcome(record, "noted: names who may approve, no act")
            case "status-changed":
                enhancement.status = record.word
            case "stage-changed":
                enhancement.stage = record.word
            case "milestone-changed":
                enhancement.milestone = record.word
            case "readiness-signed-off":
                pass

    def _proposed(self, enhancement: Enhancement, change: Change, record: Record) -> None:
        if record is change.records[0] and enhancement.opportunity == identity("opp", record.at, record.kep):
            self.counts.outcome(record, "opportunity raised")
            return
        self._raisers(record)
        self._reword(enhancement, change, record, spelling.line(record.title or enhancement.title), _problem(record))

    def _reword(
        self, enhancement: Enhancement, change: Change, record: Record, title: str, problem: str | None = None
    ) -> None:
        if title == enhancement.title and problem is None:
            self.counts.outcome(record, "says what was known")
            return
        if enhancement.end:
            change.remarks.append(f"The title reads now: {title}")
            self.counts.outcome(record, "noted: reworded after the end")
            return
        body = {"title": title, "problem": problem} if problem else {"title": title}
        actor = self.cast.committer(change.committer, change.at)
        subject = enhancement.opportunity
        self.lines.write("reword-opportunity", change.key("reword"), change.at, body, actor=actor, subject=subject)
        enhancement.title = title
        self.counts.outcome(record, "opportunity reworded")

    def _account(self, change: Change, *, planned: bool, status: str | None) -> None:
        """Say what became of the records that are read together: status, stage and milestone."""
        for record in change.records:
            if record.record in {"stage-changed", "milestone-changed"}:
                change.remarks += [] if planned else [_told(record)]
                self.counts.outcome(record, "part of a new plan" if planned else "noted: no plan follows")
            elif record.record == "status-changed":
                change.remarks += [] if status else [_told(record)]
                self.counts.outcome(record, status or "noted: no other standing")

    def _remark(self, enhancement: Enhancement, change: Change) -> None:
        if change.remarks:
            text = " ".join(dict.fromkeys(change.remarks))[:REMARK]
            body = {"about": f"opportunity:{enhancement.opportunity}", "text": text}
            actor = self.cast.committer(change.committer, change.at)
            self.lines.write("annotate", change.key("remark"), change.at, body, actor=actor)


def _told(record: Record) -> str:
    """A change of one value in words."""
    name = record.record.removesuffix("-changed")
    before, after = (word if isinstance(word, str) else "none" for word in (record.former, record.to))
    return f"The record's {name} changed from {before} to {after}."


def _problem(record: Record) -> str:
    """What the record says of an enhancement, in words; the source has no statement of the problem itself."""
    if record.record != "proposed":
        return f"Enhancement {record.kep} of the source; its proposal comes later in the record."
    parts = [
        f"Enhancement {record.kep}, owned by {record.owning_sig or 'nobody'}.",
        f"With {', '.join(record.participating_sigs)}." if record.participating_sigs else "",
        f"Dated {record.created}." if record.created else "",
        f"First on record with status {record.status or 'none'}, stage {record.stage or 'none'}.",
        f"Milestone {record.milestone or 'none'}.",
        f"Listed as approvers: {', '.join(record.approvers) or 'nobody'}.",
    ]
    return spelling.line(" ".join(filter(None, parts)), REMARK)
