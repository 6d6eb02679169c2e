"""What the converter counts, and where every record went."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from examples.kubernetes import spelling
from examples.kubernetes.records import Record


class Counts:
    """Counts straight from the records, taken in the order in which they stand, beside what became of each record.

    `groups` counts records, `enhancements` the different enhancements among them, `words` what could not be read.
    """

    def __init__(self) -> None:
        self.records: Counter[str] = Counter()
        self.outcomes: dict[str, Counter[str]] = defaultdict(Counter)
        self.groups: Counter[str] = Counter()
        self.enhancements: dict[str, set[int]] = defaultdict(set)
        self.words: dict[str, Counter[str]] = defaultdict(Counter)
        self.current: dict[int, dict[str, Any]] = {}

    def note(self, group: str, kep: int, times: int = 1) -> None:
        """Count a record of a group."""
        self.groups[group] += times
        self.enhancements[group].add(kep)

    def outcome(self, record: Record, outcome: str) -> None:
        """Say what became of a record; each gets exactly one outcome."""
        self.outcomes[record.record][outcome] += 1

    def read(self, record: Record) -> None:
        """Count one record by what it says and by what the ones before it made current."""
        kep = record.kep
        self.records[record.record] += 1
        if kep not in self.current and record.record != "proposed":
            self.note("begins without proposed", kep)
        now = self.current.setdefault(kep, {"status": None, "stage": None, "milestone": None, "approvers": ()})
        match record.record:
            case "proposed":
                for name in now:
                    now[name] = getattr(record, name)
                    self._word(name, now[name])
            case "readiness-signed-off":
                self._signed_off(record, now)
            case "title-changed":
                pass
            case _:
                name = record.record.removesuffix("-changed")
                if now[name] != (record.former or (() if name == "approvers" else None)):
                    self.note("follows from another value", kep)
                self._changed(name, record)
                now[name] = record.people if name == "approvers" else record.word
                self._word(name, now[name])

    def _signed_off(self, record: Record, now: dict[str, Any]) -> None:
        approvers, kep = now["approvers"], record.kep
        if not approvers:
            self.note("signed off, nobody listed", kep)
        if record.stage != now["stage"]:
            self.note("signed off for another stage", kep)
        if record.approver in approvers:
            self.note(
                "signer alone listed" if set(approvers) == {record.approver} else "signer among others listed", kep
            )
        self._word("stage", record.stage)

    def _changed(self, name: str, record: Record) -> None:
        if name == "status" and record.former == "implemented":
            self.note("left implemented", record.kep)
        if name == "milestone":
            before = spelling.number(record.former if isinstance(record.former, str) else None)
            after = spelling.number(record.word)
            if record.word is None:
                self.note("milestone became null", record.kep)
            elif before and after and after < before:
                self.note("milestone moved back", record.kep)

    def _word(self, name: str, word: str | tuple[str, ...] | None) -> None:
        """Note a word that is a placeholder or is not known."""
        if not isinstance(word, str):
            return
        known = {
            "milestone": spelling.cycle(word) is not None,
            "stage": word in spelling.STAGES,
            "status": word in spelling.ENDS,
        }[name]
        if not known:
            placeholder = word in spelling.PLACEHOLDER_MILESTONES | spelling.TEMPLATE_WORDS
            self.words[f"{name}: {'placeholder' if placeholder else 'unknown spelling'}"][word] += 1

    def as_json(self) -> dict[str, Any]:
        """Everything, for the report."""
        overlapping = self.enhancements["signer among others listed"] - self.enhancements["signer alone listed"]
        return {
            "records": dict(self.records),
            "outcomes": {kind: dict(outcomes) for kind, outcomes in self.outcomes.items()},
            "groups": dict(self.groups),
            "enhancements": {group: len(keps) for group, keps in self.enhancements.items()}
            | {"signer never alone, but among others": len(overlapping)},
            "words": {name: dict(words) for name, words in self.words.items()},
        }
