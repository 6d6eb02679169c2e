"""The record of the Kubernetes enhancements as the tests count it: plain JSON, without the converter's code."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
WHOLE = ROOT.parent / "shared/data/kubernetes-enhancements.jsonl"
EXCERPT = ROOT / "examples/kubernetes/excerpt.jsonl"
SOURCE = WHOLE if WHOLE.exists() else EXCERPT
STAGES = ("alpha", "beta", "stable", "deprecated", "disabled", "removed")
STATUSES = ("provisional", "implementable", "implemented", "deferred", "rejected", "withdrawn", "replaced")


def rows(path: Path = SOURCE) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def version(milestone: str | None) -> tuple[int, int] | None:
    """`v1.22` and `1.22` as numbers."""
    first, _, second = (milestone or "").removeprefix("v").partition(".")
    return (int(first), int(second)) if first.isdigit() and second.isdigit() else None


def tally(found: list[dict[str, Any]]) -> tuple[Counter[str], dict[str, set[int]]]:
    """How many records are of each group that the report keeps apart, and at which enhancements."""
    groups: dict[str, list[int]] = defaultdict(list)
    values: dict[int, dict[str, Any]] = {}
    for row in found:
        kep, record = row["kep"], row["record"]
        if kep not in values and record != "proposed":
            groups["begins without proposed"].append(kep)
        now = values.setdefault(kep, {"approvers": [], "stage": None})
        if record == "proposed":
            now.update({name: row[name] for name in ("approvers", "stage", "status", "milestone")})
        elif record == "readiness-signed-off":
            for group in sign_off_groups(row, now):
                groups[group].append(kep)
        else:
            now[record.removesuffix("-changed")] = row["to"]
            for group in change_groups(row):
                groups[group].append(kep)
    return Counter({name: len(keps) for name, keps in groups.items()}), {n: set(keps) for n, keps in groups.items()}


def sign_off_groups(row: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    if not now["approvers"]:
        yield "signed off, nobody listed"
    if now["stage"] != row["stage"]:
        yield "signed off for another stage"
    if now["approvers"] == [row["approver"]]:
        yield "signer alone listed"
    elif row["approver"] in now["approvers"]:
        yield "signer among others listed"


def change_groups(row: dict[str, Any]) -> Iterator[str]:
    if row["record"] == "status-changed" and row["from"] == "implemented":
        yield "left implemented"
    if row["record"] == "milestone-changed" and row["to"] is None:
        yield "milestone became null"
    elif row["record"] == "milestone-changed":
        before, after = version(row["from"]), version(row["to"])
        if before is not None and after is not None and after < before:
            yield "milestone moved back"


def words(found: list[dict[str, Any]], name: str) -> Counter[str]:
    """Every value of a field that a record gives."""
    given = [row[name] for row in found if name in row and row["record"] != "readiness-signed-off"]
    given += [row["to"] for row in found if row["record"] == f"{name}-changed"]
    if name == "stage":
        given += [row["stage"] for row in found if row["record"] == "readiness-signed-off"]
    return Counter(word for word in given if word is not None)
