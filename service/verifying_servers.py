"""A running service seen from outside: everything is computed from what it hands out, nothing is believed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import msgspec

from eventstore.proving.checkpoints import Checkpoint
from eventstore.proving.judging import judge
from eventstore.proving.notes import VerifierKey, decoded
from eventstore.proving.paths import check_consistency
from eventstore.proving.scanning import Scan
from eventstore.proving.trust import trusted
from service.exits import CommandError
from service.verifying_files import Found

PAGE = 200
PATIENCE = 60


class _Page(msgspec.Struct):
    items: tuple[msgspec.Raw, ...]


class Remote(msgspec.Struct, frozen=True):
    """One workspace of a service."""

    address: str
    workspace: str
    key: str

    def ask(self, path: str, **query: str | int) -> bytes:
        """GET a path of the workspace; raises CommandError with what the service says."""
        url = f"{self.address.rstrip('/')}/v1/workspaces/{self.workspace}/{path}?{urlencode(query)}"
        if not url.startswith(("http://", "https://")):
            raise CommandError("--server takes an address that begins with http:// or https://")
        request = Request(url.rstrip("?"), headers={"Authorization": f"Bearer {self.key}"})  # noqa: S310 - see above
        try:
            with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - see above
                body: bytes = answer.read()
                return body
        except HTTPError as error:
            told = json.loads(error.read() or b"{}")
            status = HTTPStatus(error.code).phrase
            raise CommandError(f"{path}: {error.code} {status}: {told.get('detail', '')}") from error


def verify_server(
    remote: Remote, keys: Sequence[VerifierKey], outside: Sequence[Checkpoint], *, restored: bool
) -> Found:
    """Fetch the signed state, prove that it continues what was kept, then read every entry up to it."""
    newest = trusted(remote.ask("audit/checkpoint").decode(), keys)
    for older in outside:
        if older.origin == newest.origin and older.size <= newest.size:
            proof = json.loads(remote.ask("audit/proofs/consistency", **{"from": older.size, "to": newest.size}))
            path = [decoded(text) for text in proof["path"]]
            check_consistency(older.size, older.root, newest.size, newest.root, path)
    checkpoints = [*outside, newest]
    scan = Scan(remote.workspace, (each.size for each in checkpoints))
    while scan.size < newest.size:
        limit = min(PAGE, newest.size - scan.size)
        page = msgspec.json.decode(remote.ask("events", after=scan.size, limit=limit), type=_Page).items
        if not page:
            break
        scan.feed([bytes(item) for item in page])
    judge(scan, checkpoints, log=newest.log, epoch=newest.epoch, restored=restored)
    return Found(count=scan.size, root=scan.root, redacted=tuple(scan.redacted), checkpoints=tuple(checkpoints))
