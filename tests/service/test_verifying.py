"""`accord checkpoint` and `accord verify` as an auditor uses them, against a running service and without it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from eventstore.proving.checkpoints import notes_in
from service.cli import main
from tests.service.running_service import accord, serving


class Case(NamedTuple):
    """What an auditor has: public keys, an API key, checkpoints from earlier and from now, an export, a proof."""

    home: Path
    folder: Path
    address: str
    keys: Path
    api_key: Path
    early: Path
    written: Path
    export: Path
    decision: Path

    def verify(self, *arguments: str | Path) -> tuple[int, str]:
        """Run it; answers its exit code and what it says."""
        said = StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = main(["verify", "--data-dir", str(self.home), *map(str, arguments)])
        return code, said.getvalue()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("auditor")
    home = folder / "accord"
    written = folder / "written.txt"
    with serving(home, ACCORD_CHECKPOINT_FILE=str(written)) as service, service.client() as client:
        owner = _founded(client)
        early = folder / "early.txt"
        early.write_text(client.get(f"{ROOT}/audit/checkpoint").text)
        decision = _decided(client, owner)
        (folder / "keys.json").write_text(client.get(f"{ROOT}/audit/keys").text)
        (folder / "key").write_text(service.key)
        (folder / "decision.json").write_text(client.get(f"{ROOT}/decisions/{decision}/proof").text)
        assert accord(home, "export", "--workspace", "acme", str(folder / "export")).returncode == 0
        made = accord(home, "checkpoint", "--out", str(written))
        assert made.returncode == 0, made.stderr
        yield Case(
            home,
            folder,
            service.address,
            folder / "keys.json",
            folder / "key",
            early,
            written,
            folder / "export",
            folder / "decision.json",
        )
        assert service.stop() == 0


ROOT = "/v1/workspaces/acme"


def _post(client: httpx.Client, path: str, body: dict[str, object]) -> str:
    answer = client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


def _founded(client: httpx.Client) -> str:
    _post(client, "/v1/workspaces", {"slug": "acme", "name": "Acme"})
    (event, *_) = client.get(f"{ROOT}/events").json()["items"]
    owner: str = event["actor"]
    return owner


def _decided(client: httpx.Client, owner: str) -> str:
    _post(client, f"{ROOT}/partners", {"person": owner, "of": "technology"})
    kim = _post(client, f"{ROOT}/people", {"name": "Kim"})
    _post(client, f"{ROOT}/partners", {"person": kim, "of": "business"})
    raised = client.post(f"{ROOT}/opportunities", json={"title": "Slow", "problem": "Slow."}).json()["events"][0]
    pinned = {"opportunity": raised["data"]["opportunity"], "revision": 1, "digest": raised["data"]["digest"]}
    return _post(
        client,
        f"{ROOT}/decisions",
        {
            "kind": "first_priority",
            "choice": pinned["opportunity"],
            "options": [pinned, {"do_nothing": True}],
            "rationale": "Most time is lost on it.",
            "respond_by": "2999-01-01T00:00:00Z",
        },
    )


def test_an_export_holds_against_an_earlier_checkpoint(case: Case) -> None:
    code, said = case.verify(case.export, "--keys", case.keys, "--checkpoint", case.early)
    assert (code, "valid: " in said, "2 checkpoints hold" in said) == (0, True, True), said


def test_a_changed_export_is_not_valid(case: Case, tmp_path: Path) -> None:
    lines = (case.export / "events.jsonl").read_bytes().split(b"\n")
    size = len(lines) - 1
    for name, changed, words in (
        ("word", [*lines[:3], lines[3].replace(b'"type"', b'"tyqe"'), *lines[4:]], f"positions 3 to {size}"),
        ("cut", [*lines[:-2], b""], f"position {size}: 1 events that were there are gone"),
        ("swap", [*lines[:2], lines[3], lines[2], *lines[4:]], "position 3: the entry here begins"),
        ("twice", [lines[0], *lines], "position 2: the entry here begins"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        manifest = json.loads((case.export / "manifest.json").read_text())
        (folder / "manifest.json").write_text(json.dumps({"checkpoint": manifest["checkpoint"]}))
        (folder / "events.jsonl").write_bytes(b"\n".join(changed))
        code, said = case.verify(folder, "--keys", case.keys, "--checkpoint", case.early)
        assert (code, words in said) == (1, True), (name, said)


def test_an_export_alone_needs_a_checkpoint_of_all_of_it(case: Case, tmp_path: Path) -> None:
    alone = tmp_path / "alone.jsonl"
    alone.write_bytes((case.export / "events.jsonl").read_bytes())
    code, said = case.verify(alone, "--keys", case.keys, "--checkpoint", case.early)
    assert (code, "no checkpoint was given for all" in said) == (1, True), said
    code, said = case.verify(alone, "--keys", case.keys, "--checkpoint", case.written)
    assert (code, "valid: " in said) == (0, True), said
    code, said = case.verify(alone)
    assert (code, "--keys" in said) == (1, True), said


def test_the_proof_of_a_decision_stands_alone(case: Case, tmp_path: Path) -> None:
    code, said = case.verify(case.decision, "--keys", case.keys)
    assert (code, "valid: 1 events" in said) == (0, True), said
    changed = tmp_path / "changed.json"
    changed.write_text(case.decision.read_text().replace("Most time", "Some time"))
    code, said = case.verify(changed, "--keys", case.keys)
    assert (code, "does not lead to the signed root" in said) == (1, True), said


def test_a_server_is_read_from_outside(case: Case) -> None:
    asked = ("--server", case.address, "--workspace", "acme", "--key-file", case.api_key, "--keys", case.keys)
    code, said = case.verify(*asked, "--checkpoint", case.early)
    assert (code, "2 checkpoints hold" in said) == (0, True), said
    code, said = case.verify(*asked[:3], "nowhere", *asked[4:])
    assert (code, "404" in said) == (1, True), said
    code, said = case.verify(*asked[:4], "--keys", case.keys)
    assert (code, "--key-file" in said) == (1, True), said


def test_a_database_is_computed_anew(case: Case) -> None:
    asked = ("--database", "--workspace", "acme", "--keys", case.keys)
    code, said = case.verify(*asked, "--checkpoint", case.early, "--checkpoint", case.written)
    assert (code, "acme: valid: " in said) == (0, True), said
    assert case.verify("--database")[0] == 0
    code, said = case.verify("--database", "--workspace", "nowhere")
    assert (code, "no workspace nowhere" in said) == (1, True), said


def test_keys_of_somebody_else_believe_nothing(case: Case, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    keys = json.loads(case.keys.read_text())
    other.write_text(json.dumps({**keys, "keys": []}))
    code, said = case.verify("--database", "--keys", other, "--checkpoint", case.early)
    assert (code, "--checkpoint needs --keys" in said) == (1, True), said
    lines = tmp_path / "lines.txt"
    lines.write_text("# kept on paper\n" + keys["keys"][0]["verifier_key"] + "\n")
    assert case.verify(case.export, "--keys", lines)[0] == 0
    lines.write_text("accord.local/acme/1+00000000+AAAA\n")
    code, said = case.verify(case.export, "--keys", lines)
    assert (code, "NOT VALID" in said) == (1, True), said


def test_one_thing_is_verified_at_a_time(case: Case) -> None:
    for asked in ((), (case.export, "--database")):
        code, said = case.verify(*asked)
        assert (code, "Name one thing" in said) == (1, True), said


def test_checkpoints_are_written_once_a_state(case: Case) -> None:
    before = notes_in(case.written.read_text())
    again = accord(case.home, "checkpoint", "--out", str(case.written), "--workspace", "acme")
    assert (again.returncode, "0 of 1 checkpoints are new" in again.stdout) == (0, True), again.stderr
    assert notes_in(case.written.read_text()) == before
    printed = accord(case.home, "checkpoint")
    assert printed.stdout in before
    missing = accord(case.home, "checkpoint", "--workspace", "nowhere")
    assert (missing.returncode, "nothing recorded" in missing.stderr) == (1, True)
