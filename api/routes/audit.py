"""The audit area beside its proofs: exports and the access log."""

from __future__ import annotations

from api.accesses import AccessPage, AccessQuery, list_accesses
from api.declarations import Read
from api.exporting import ExportQuery, export, export_manifest
from api.membership import INSIGHT, OVERSIGHT
from eventstore.exporting.content import MEDIA_TYPES
from eventstore.exporting.manifest import Manifest

READS = (
    Read(
        path="/audit/export",
        operation="exportLedger",
        summary="The ledger as a file: every entry exactly as it was hashed",
        description=(
            "The ledger as a file: JSON Lines, each line an entry exactly as it was hashed, or CSV, with the entry in "
            "the last column. It is streamed, however long it is; `Accord-Position` is its last position. What breaks "
            "off goes on with `from` = the last position received + 1, and the same `to`."
        ),
        tag="audit",
        reader=export,
        answers=MEDIA_TYPES["jsonl"],
        also=(MEDIA_TYPES["csv"],),
        query=ExportQuery,
        etag=False,
        roles=INSIGHT,
    ),
    Read(
        path="/audit/export/manifest",
        operation="getExportManifest",
        summary="What an export is: its query, count, range, hash, and the signed root of the ledger at its end",
        description=(
            "What an export with the same parameters is: its query, count, range, the hash of its bytes, and the "
            "signed root of the ledger at its end. Give `to`, so that both speak of the same events."
        ),
        tag="audit",
        reader=export_manifest,
        answers=Manifest,
        query=ExportQuery,
        etag=False,
        roles=INSIGHT,
    ),
    Read(
        path="/audit/access-log",
        operation="listAccesses",
        summary="Who read what in the audit area, the newest first",
        description=(
            "Who read what in the audit area (everything under `audit` and `reports`, decision records and proofs), "
            "the newest first. Reading this is recorded, too."
        ),
        tag="audit",
        reader=list_accesses,
        answers=AccessPage,
        query=AccessQuery,
        roles=OVERSIGHT,
    ),
)
