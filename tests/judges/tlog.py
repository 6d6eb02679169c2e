"""Proofs for a judge that is not ours: of trees of many sizes, of a running service, and spoilt ones of both."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import httpx

from eventstore.merkle import leaf_hash, node_hash, root
from eventstore.proving import paths
from eventstore.proving.checkpoints import Checkpoint
from eventstore.proving.keyring import Keyring
from eventstore.proving.notes import decoded, encoded
from eventstore.proving.subtrees import perfect

PACKAGES = Path("/usr/share/gocode")  # where Debian keeps Go packages
LARGEST = 65_537
SIZES = (1, 2, 3, 4, 7, 8, 9, 255, 256, 257, 4095, 4097, 65_535, 65_536, LARGEST)
DRAWN = 100
ORIGIN = "accord.local/judged/1"
Case = dict[str, Any]


class Tree:
    """All perfect subtrees over the first entries of a made-up log."""

    def __init__(self, size: int) -> None:
        self.levels = [[leaf_hash(str(number)) for number in range(size)]]
        while len(below := self.levels[-1]) > 1:
            pairs = zip(below[::2], below[1::2], strict=False)
            self.levels.append([node_hash(left, right) for left, right in pairs])

    def root(self, leaves: paths.Range) -> bytes:
        """The hash of a subtree."""
        return root([self.levels[level][number] for level, number in perfect(leaves)])

    def hashes(self, ranges: list[paths.Range]) -> list[str]:
        """Several of them, in Base64."""
        return [encoded(self.root(each)) for each in ranges]


def of_trees() -> Iterator[Case]:
    """Proofs of sizes up to 65 537, the edges and some between."""
    dice = Random(DRAWN)  # noqa: S311 - no secret
    tree, ring = Tree(LARGEST), Keyring.derived(b"a secret of the judges")
    (key,) = ring.verifiers(ORIGIN)
    for size in (*SIZES, *(dice.randint(1, LARGEST) for _ in range(DRAWN))):
        index, old = dice.randrange(size), dice.randint(1, size)
        checkpoint = Checkpoint(ORIGIN, size, tree.root((0, size)))
        yield {
            "what": f"leaf {index} of {size}, after {old}",
            "good": True,
            "key": key.text,
            "note": ring.sign(checkpoint, datetime.now(UTC)),
            "entry": str(index),
            "index": index,
            "path": tree.hashes(paths.inclusion(index, size)),
            "old": old,
            "old_root": encoded(tree.root((0, old))),
            "continue": tree.hashes(paths.consistency(old, size)),
        }


def of_service(address: str, key: str) -> Iterator[Case]:
    """Proofs of every event of a workspace, as a running service answers them."""
    root = "/v1/workspaces/judged"
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, trust_env=False) as client:
        client.post("/v1/workspaces", json={"slug": "judged", "name": "Judged"}).raise_for_status()
        for number in range(20):
            raised = {"title": f"Slow {number}", "problem": "Slow."}
            client.post(f"{root}/opportunities", json=raised).raise_for_status()
        (verifier,) = client.get(f"{root}/audit/keys").json()["keys"]
        # the entries as they are: a JSON Lines export is the ledger word for word
        entries = client.get(f"{root}/events", params={"limit": 200}).text.removeprefix('{"items":[')
        lines = [f'{{"workspace":{part}' for part in entries.split('{"workspace":')[1:]]
        for position, line in enumerate(lines, 1):
            proof = client.get(f"{root}/audit/proofs/inclusion", params={"position": position}).json()
            grown = client.get(f"{root}/audit/proofs/consistency", params={"from": position}).json()
            yield {
                "what": f"position {position} of the service",
                "good": True,
                "key": verifier["verifier_key"],
                "note": proof["checkpoint"],
                "entry": line.rpartition('],"position":')[0] if position == len(lines) else line.removesuffix(","),
                "index": proof["index"],
                "path": proof["path"],
                "old": position,
                "old_root": grown["from_root"],
                "continue": grown["path"],
            }


def spoilt(case: Case, dice: Random) -> Case:
    """The same with one bit flipped somewhere."""
    places = [name for name in ("note", "entry", "path", "old_root", "continue") if case[name]]
    name = dice.choice(places)
    changed: Any = case[name]
    if isinstance(changed, list):
        at = dice.randrange(len(changed))
        changed = [*changed[:at], _flipped(changed[at], dice), *changed[at + 1 :]]
    elif name == "old_root":
        changed = _flipped(changed, dice)
    else:
        at = dice.randrange(len(changed))
        changed = changed[:at] + chr(ord(changed[at]) ^ 1) + changed[at + 1 :]
    return {**case, name: changed, "good": False, "what": f"{case['what']}, {name} spoilt"}


def _flipped(text: str, dice: Random) -> str:
    data = bytearray(decoded(text))
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return encoded(bytes(data))


def go_tlog(address: str, key: str) -> bool:
    """Go's transparency log packages: notes, inclusion, consistency; what is spoilt is refused."""
    go = shutil.which("go")
    if go is None or not (PACKAGES / "src" / "golang.org" / "x" / "mod").is_dir():
        sys.stderr.write("Go is missing: apt-get install golang-go golang-golang-x-mod-dev\n")
        return False
    dice = Random(1)  # noqa: S311 - no secret
    good = [*of_trees(), *of_service(address, key)]
    cases = [*good, *(spoilt(case, dice) for case in good)]
    program = Path(__file__).with_name("tlog.go")
    return (
        subprocess.run(
            [go, "run", str(program)],
            input="\n".join(map(json.dumps, cases)),
            text=True,
            env={**os.environ, "GO111MODULE": "off", "GOPATH": str(PACKAGES)},
            check=False,
        ).returncode
        == 0
    )
