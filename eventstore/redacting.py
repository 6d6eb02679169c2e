"""Redactions: the stored entry without the texts that every side wants gone, written with the event that says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from domain.kernel import Recorded
from domain.redactions.events import EventRedacted
from domain.redactions.prose import MARKER, path_of
from eventstore.appends import Beside, RedactedEntry
from eventstore.merkle import leaf_hash
from eventstore.store import Store
from eventstore.workspaces import Workspace

KEPT = "redacted"


async def with_redactions(
    store: Store, workspace: Workspace, recorded: Iterable[Recorded], beside: Beside | None
) -> Beside | None:
    """What is written beside events that redact others: also those others, as they are to read."""
    redactions = [each.event for each in recorded if isinstance(each.event, EventRedacted)]
    if not redactions:
        return beside
    entries = []
    for redaction in redactions:
        (entry,) = await store.range(workspace, redaction.position, redaction.position)
        entries.append(RedactedEntry(position=redaction.position, entry=rewritten(entry.text, redaction.fields)))
    return msgspec.structs.replace(beside or Beside(), redact=tuple(entries))


def rewritten(entry: str, fields: Iterable[str]) -> str:
    """The entry with a marker in place of these texts; it keeps the leaf of what stood there first."""
    known: dict[str, Any] = msgspec.json.decode(entry)
    leaf = known.pop(KEPT, None) or leaf_hash(entry).hex()
    for pointer in fields:
        *way, last = path_of(pointer)
        within: Any = known["data"]
        for step in way:
            within = within[int(step) if isinstance(within, list) else step]
        within[int(last) if isinstance(within, list) else last] = MARKER
    head = ("workspace", "position", "recorded_at")
    written = {name: known.pop(name) for name in head} | {KEPT: leaf} | known
    return msgspec.json.encode(written).decode()
