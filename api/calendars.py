"""The calendars: of the workspace, and of the caller."""

from __future__ import annotations

from api.answers import Answer
from api.askers import asker_for
from api.asking import Ask
from api.declarations import NoQuery
from api.icalendar import calendar_of
from api.living import Living
from api.membership import require_part
from api.pages import fingerprint
from api.preconditions import revalidated, weak_etag
from eventstore.faults import reaching
from projections.matters.calendar import list_days
from projections.matters.listing import Asker

ICALENDAR = (b"content-type", b"text/calendar; charset=utf-8")


async def workspace_calendar(living: Living, ask: Ask) -> Answer:
    """Answer every day of the workspace."""
    ask.query(NoQuery)
    await require_part(living, ask)
    return await _calendar(living, ask, ask.workspace.slug, None)


async def own_calendar(living: Living, ask: Ask) -> Answer:
    """Answer the days that concern the caller."""
    ask.query(NoQuery)
    asker = await asker_for(living, ask, ask.caller.holder)
    return await _calendar(living, ask, f"{ask.workspace.slug}: mine", asker)


async def _calendar(living: Living, ask: Ask, name: str, asker: Asker | None) -> Answer:
    services, workspace = living.services, ask.workspace
    with reaching():
        calendar = await list_days(services.pool, workspace.workspace_id, services.clock(), asker)
    body = calendar_of(name, f"{workspace.slug}.accord", calendar.entries)
    tag = weak_etag(fingerprint(body))
    headers = [ICALENDAR, (b"accord-position", b"%d" % calendar.position)]
    return revalidated(Answer(200, body, headers), tag, ask.headers.get(b"if-none-match"))
