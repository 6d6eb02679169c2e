"""Statuses as the life of an opportunity: what ends it, each in its own way, and what brings it back."""

from __future__ import annotations

from typing import Any

from domain.opportunities.terms import End
from examples.kubernetes import spelling
from examples.kubernetes.cast import Cast
from examples.kubernetes.counting import Counts
from examples.kubernetes.enhancement import Change, Enhancement
from examples.kubernetes.lines import Lines

STATUS_ALONE = "The source records the status alone."


class Standing:
    """Writes starts, ends and returns. A status that is not known changes nothing."""

    def __init__(self, lines: Lines, cast: Cast, counts: Counts) -> None:
        self.lines = lines
        self.cast = cast
        self.counts = counts

    def _asked(self, enhancement: Enhancement) -> End | None:
        """How the status says that it stands; as it stands now, where the status is none or not known."""
        status = enhancement.status or ""
        return spelling.ENDS.get(status, enhancement.end)

    def come_back(self, enhancement: Enhancement, change: Change) -> str | None:
        """Reopen what ended and no longer stands so."""
        asked = self._asked(enhancement)
        if enhancement.end is None or asked == enhancement.end:
            return None
        self._act("reopen-opportunity", enhancement, change, _because(enhancement))
        self.counts.note(f"reopened, was {enhancement.end}", enhancement.kep)
        enhancement.end, enhancement.at_work = None, False
        return "opportunity reopened"

    def leaves(self, enhancement: Enhancement, change: Change) -> bool:
        """Whether a new status takes it off the backlog undone."""
        return change.judges and enhancement.end is None and self._asked(enhancement) not in {None, "achieved"}

    def end(self, enhancement: Enhancement, change: Change) -> str | None:
        """End what the status says has ended; what is implemented was worked on.

        While a commitment of both sides is in force, the word of one side does not take it off the backlog: the ledger
        refuses, and the attempt stays on the record.
        """
        asked = self._asked(enhancement)
        if asked is None or enhancement.end is not None or not change.judges:
            return None
        reason = _because(enhancement)
        match asked:
            case "achieved":
                self._achieve(enhancement, change, reason)
            case "deferred":
                self._act("defer-opportunity", enhancement, change, reason)
            case "withdrawn":
                self._withdraw(enhancement, change, reason)
            case _:
                self._act("decline-opportunity", enhancement, change, reason)
        if enhancement.bound and asked != "achieved":
            self.counts.note("exit attempted, commitment in force", enhancement.kep)
            return "exit attempted, commitment in force"
        enhancement.end = asked
        return f"opportunity {asked}"

    def _achieve(self, enhancement: Enhancement, change: Change, reason: dict[str, Any]) -> None:
        if not enhancement.at_work:
            waive = [{"rule": "opportunity.not-prioritised", "reason": STATUS_ALONE}]
            note = "Inferred from its being implemented; the source does not say when work began."
            self._act("start-opportunity", enhancement, change, {"note": note, "waive": waive}, inferred=True)
        waive = [{"rule": "opportunity.achieved-without-evidence", "reason": STATUS_ALONE}]
        self._act("conclude-opportunity", enhancement, change, {"outcome": "achieved", **reason, "waive": waive})

    def _withdraw(self, enhancement: Enhancement, change: Change, reason: dict[str, Any]) -> None:
        """Only who raised it takes it back: that it was they is inferred."""
        actor = self.cast.person(enhancement.raiser, change.at)
        key, subject = change.key("withdraw-opportunity"), enhancement.opportunity
        self.lines.write("withdraw-opportunity", key, change.at, reason, actor=actor, subject=subject, inferred=True)

    def _act(
        self,
        command: str,
        enhancement: Enhancement,
        change: Change,
        body: dict[str, Any],
        *,
        inferred: bool = False,
    ) -> None:
        actor = self.cast.committer(change.committer, change.at)
        key, subject = change.key(command), enhancement.opportunity
        self.lines.write(command, key, change.at, body, actor=actor, subject=subject, inferred=inferred)


def _because(enhancement: Enhancement) -> dict[str, Any]:
    return {"reason": f"The record's status is {enhancement.status}."}
