"""Turn the record of the Kubernetes enhancements into a file of commands for `accord import`.

    python examples/kubernetes_enhancements.py RECORDS COMMANDS

COMMANDS begins with the workspace `kubernetes` itself. Beside it, COMMANDS.counts.json says what was counted on the
way, for the report. The same records give the same bytes. Records are streamed; what is kept grows with the number of
enhancements and people, not with the number of records.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import msgspec

from examples.kubernetes import spelling
from examples.kubernetes.cast import Cast
from examples.kubernetes.counting import Counts
from examples.kubernetes.lines import Lines
from examples.kubernetes.mapping import Mapping
from examples.kubernetes.records import grouped, records


def convert(source: Path, commands: Path) -> Counts:
    """Write the commands and the counts; answer the counts."""
    begins, days = _days(source)
    counts = Counts()
    with commands.open("wb") as file:
        lines = Lines(file)
        mapping = Mapping(lines, Cast(lines, begins, days), counts)
        for group in grouped(source):
            mapping.take(group)
    counts_file(commands).write_bytes(msgspec.json.format(msgspec.json.encode(counts.as_json())) + b"\n")
    return counts


def counts_file(commands: Path) -> Path:
    """Where the counts stand that belong to a file of commands."""
    return commands.with_name(commands.name + ".counts.json")


def _days(source: Path) -> tuple[str, dict[str, tuple[date, date]]]:
    """The time of the first record, and for each milestone the first and the last day on which a record names it."""
    begins = ""
    days: dict[str, tuple[date, date]] = {}
    for record in records(source):
        begins = begins or record.at
        day = date.fromisoformat(record.at[:10])
        values = (record.former, record.to) if record.record == "milestone-changed" else (record.milestone,)
        for value in values:
            if key := spelling.cycle(value if isinstance(value, str) else None):
                days[key] = (days.get(key, (day, day))[0], day)
    if not begins:
        raise SystemExit(f"{source} has no records.")
    return begins, days


def main() -> None:
    """Convert from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("records", type=Path, help="JSON Lines of the source")
    parser.add_argument("commands", type=Path, help="where the commands go")
    options = parser.parse_args()
    counts = convert(options.records, options.commands)
    print(f"{counts.records.total()} records of {len(counts.current)} enhancements: {options.commands}")


if __name__ == "__main__":
    main()
