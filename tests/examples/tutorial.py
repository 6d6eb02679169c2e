"""Renew what the tutorial shows: `python -m tests.examples.tutorial`, while a service runs that has the record.

The commands of its console blocks are run anew, in one shell, with ACCORD and KEY from the environment; curl and jq are
needed. The report is taken from where `make example` leaves it.
"""

import re
import subprocess

from tests.examples.sources import ROOT

TUTORIAL = ROOT / "docs/tutorial-kubernetes.md"
REPORT = ROOT / ".cache/example/kubernetes.jsonl.report.md"
CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
EMBEDDED = re.compile(r"(?<=<!-- report -->\n).*?(?=<!-- end of report -->)", re.DOTALL)
MARK = "=== next ==="
GET = 'get() { curl -s -H "Authorization: Bearer $KEY" "$ACCORD/$1"; }'


def commands(text: str) -> list[list[str]]:
    """The commands of each console block."""
    return [[line[2:] for line in block.splitlines() if line.startswith("$ ")] for block in CONSOLE.findall(text)]


def run(blocks: list[list[str]]) -> list[list[str]]:
    """What each command prints, block by block."""
    script = "\n".join([GET, *(f"{command}\necho '{MARK}'" for block in blocks for command in block)])
    printed = subprocess.run(
        ["bash", "-euc", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split(f"{MARK}\n")
    return [[printed.pop(0) for _ in block] for block in blocks]


def renewed(text: str, report: str) -> str:
    """The tutorial with fresh answers."""
    blocks = commands(text)
    answers = iter(
        "".join(f"$ {command}\n{answer}" for command, answer in zip(block, answer_block, strict=True))
        for block, answer_block in zip(blocks, run(blocks), strict=True)
    )
    return EMBEDDED.sub(lambda _: f"\n{report}\n", CONSOLE.sub(lambda _: next(answers), text))


if __name__ == "__main__":
    fresh = renewed(TUTORIAL.read_text(encoding="utf-8"), REPORT.read_text(encoding="utf-8"))
    TUTORIAL.write_text(fresh, encoding="utf-8")
