"""The report as Markdown: what the records say, what became of them, and what the ledger holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Rows = Iterable[tuple[object, ...]]


def markdown(report: Mapping[str, Any]) -> str:
    """Render a report."""
    counts, ledger = report["counts"], report["ledger"]
    parts = [
        "## Where the records went",
        _table(("record", "what became of it", "records"), _outcomes(counts)),
        "## Groups that are kept apart",
        "Counted straight from the records, in the order in which they stand.",
        _table(("group", "records", "enhancements"), _groups(counts)),
        "Words that were not taken at their face value:",
        _table(("value", "word", "times"), _words(counts)),
        "## In the ledger",
        f"{ledger['events']} events.",
        _table(("opportunities", ""), _pairs(ledger["opportunities"])),
        _table(("commitments", ""), [*_pairs(ledger["commitments"]), *_states(ledger)]),
        _table(("acts", ""), _acts(ledger)),
        _table(("rule waived", "waivers"), _pairs(ledger["waivers"])),
        "## Refused",
        _both_sides(ledger),
        "A refused line takes along those that build on it: `decision.unknown` and `opportunity.ended` are such.",
        _table(("rule, command", "lines"), _pairs(ledger["refused"])),
    ]
    return "\n\n".join(parts) + "\n"


GROUPS = (
    ("the only listed approver at sign-off was the signer", "signer alone listed"),
    ("the signer was listed, with others available", "signer among others listed"),
    ("sign-off while no approver was listed", "signed off, nobody listed"),
    ("sign-off for another stage than the current one", "signed off for another stage"),
    ("milestone moved back", "milestone moved back"),
    ("milestone became null", "milestone became null"),
    ("left `implemented`", "left implemented"),
    ("does not begin with `proposed`", "begins without proposed"),
    ("`from` is not what was current", "follows from another value"),
    ("planned while nobody was listed", "planned, nobody listed"),
    ("planned after it had ended", "planned after the end"),
    ("operations agreed by a sign-off earlier than the commitment", "agreed by an earlier sign-off"),
    ("operations' agreement carried to another milestone", "agreement carried"),
    ("agreement attempted for both sides by one person", "attempted for both sides"),
    ("technology took its agreement back", "rescinded for technology"),
    ("exit attempted while a commitment of both sides was in force", "exit attempted, commitment in force"),
)
OVERLAP = "signer never alone, but among others"


def _outcomes(counts: Mapping[str, Any]) -> Rows:
    for kind, outcomes in sorted(counts["outcomes"].items()):
        for outcome, number in sorted(outcomes.items(), key=lambda pair: (-pair[1], pair[0])):
            yield kind, outcome, number
    yield "all", "", sum(counts["records"].values())


def _groups(counts: Mapping[str, Any]) -> Rows:
    for title, group in GROUPS:
        yield title, counts["groups"].get(group, 0), counts["enhancements"].get(group, 0)
        if group == "signer among others listed":
            yield "… and not already in the group above", "", counts["enhancements"][OVERLAP]


def _words(counts: Mapping[str, Any]) -> Rows:
    for name, words in sorted(counts["words"].items()):
        for word, number in sorted(words.items(), key=lambda pair: (-pair[1], pair[0])):
            yield name, f"`{word.replace('|', chr(92) + '|')}`", number


def _acts(ledger: Mapping[str, Any]) -> Rows:
    yield from _pairs(ledger["acts"])
    yield "people who speak for both sides", ledger["people who speak for both sides"]


def _states(ledger: Mapping[str, Any]) -> Rows:
    for state, number in sorted(ledger["decisions"].items()):
        yield f"… now {state}", number


def _both_sides(ledger: Mapping[str, Any]) -> str:
    refused = ledger["refused for one person on both sides"]
    return (
        f"One person for both sides: {refused['attempts']} attempts refused, "
        f"at {refused['enhancements']} enhancements. It cannot be waived."
    )


def _pairs(numbers: Mapping[str, int]) -> Rows:
    return sorted(numbers.items())


def _table(head: tuple[str, ...], rows: Rows) -> str:
    lines = [head, tuple("--" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in lines)
