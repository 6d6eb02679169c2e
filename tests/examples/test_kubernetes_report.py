"""The record in the ledger: imported once, reported truly."""

from pathlib import Path

from eventstore.store import Store
from examples.kubernetes.reporting import markdown
from examples.kubernetes_report import report
from tests.examples.conftest import imported
from tests.examples.sources import EXCERPT, SOURCE, rows, tally
from tests.examples.tutorial import EMBEDDED, GET, TUTORIAL


async def test_the_report_tells_what_the_ledger_refused_and_what_both_sides_agreed(
    kubernetes: Store, commands: Path
) -> None:
    found = await report(kubernetes, commands)
    ledger, counts = found["ledger"], found["counts"]
    _, enhancements = tally(rows())
    refused = ledger["refused for one person on both sides"]
    assert refused["enhancements"] == len(enhancements["signer alone listed"])
    assert refused["attempts"] == counts["groups"]["attempted for both sides"]
    assert sum(ledger["opportunities"].values()) == len({row["kep"] for row in rows()})
    assert sum(ledger["decisions"].values()) == sum(ledger["commitments"].values())
    assert ledger["commitments"]["one-sided, refused by rule"] == refused["attempts"]
    assert ledger["acts"]["opportunities raised, inferred"] == len(enhancements["begins without proposed"])


async def test_nobody_s_word_counts_for_two_sides(kubernetes: Store, commands: Path) -> None:
    """Not one of the commitments that are in force rests on one person."""
    found = await report(kubernetes, commands)
    assert found["ledger"]["commitments"]["agreed by both sides"] > 0
    assert "decision.same-person-both-sides" not in found["ledger"]["waivers"]


async def test_agreements_of_technology_are_never_more_than_inferred(kubernetes: Store, commands: Path) -> None:
    found = await report(kubernetes, commands)
    assert [act for act in found["ledger"]["acts"] if act.startswith("agreements of technology")] == [
        "agreements of technology, inferred"
    ]


async def test_a_second_run_adds_nothing(kubernetes: Store, commands: Path) -> None:
    workspace = await kubernetes.workspace("kubernetes")
    before = await kubernetes.head(workspace)
    again = await imported(kubernetes, commands)
    assert (again.finished, again.position) == (True, before.position)
    assert await kubernetes.head(workspace) == before


async def test_the_report_reads_as_tables(kubernetes: Store, commands: Path) -> None:
    found = await report(kubernetes, commands)
    text = markdown(found)
    assert f"| all |  | {len(rows())} |" in text
    assert f"{found['ledger']['events']} events." in text


async def test_the_tutorial_shows_the_report(kubernetes: Store, commands: Path) -> None:
    """Word for word where the whole record is at hand; with the excerpt, the same parts in the same order."""
    text = markdown(await report(kubernetes, commands))
    tutorial = TUTORIAL.read_text(encoding="utf-8")
    (shown,) = EMBEDDED.findall(tutorial)
    assert GET in tutorial
    if SOURCE == EXCERPT:
        assert headings(shown) == headings(text)
    else:
        assert shown.strip() == text.strip()


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("## ")]
