"""The library's synchronous recorder contract on top of Accord's store, in one workspace of its own."""

import asyncio
import base64
import itertools
import json
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
    DCBSubscription,
)
from eventsourcing.dcb.persistence import DCBListenNotifySubscription
from eventsourcing.dcb.popo import SimpleDCBReadResponse
from eventsourcing.persistence import IntegrityError, ProgrammingError

from eventstore.appends import Append, NewEvent
from eventstore.conditions import Criterion, joined
from eventstore.errors import BoundaryConflict
from eventstore.store import Entry, Store
from eventstore.workspaces import Workspace

T = TypeVar("T")
ACTOR = "system:library"


class LibraryRecorder(DCBRecorder):
    """Payloads are bytes that need not be JSON, so they travel in base64. The store lives on another thread's loop."""

    def __init__(self, store: Store, workspace: Workspace, loop: asyncio.AbstractEventLoop) -> None:
        self._store = store
        self._workspace = workspace
        self._loop = loop
        self._numbers = itertools.count()

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        head, entries = self._run(self._store.boundary_entries(self._workspace, criteria(query)))
        events = [sequenced(entry) for entry in entries if entry.position > (after or 0)][:limit]
        if limit is None:
            return SimpleDCBReadResponse(iter(events), head or None)
        return SimpleDCBReadResponse(iter(events), events[-1].position if events else None)

    def append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None) -> int:
        if not events:
            raise ProgrammingError("no events")
        append = Append(
            workspace_id=self._workspace.workspace_id,
            events=tuple(self._new(event) for event in events),
            after=None if condition is None else condition.after or 0,
            criteria=() if condition is None else tuple(criteria(condition.fail_if_events_match)),
            actor=ACTOR,
        )
        try:
            return self._run(self._store.append(append)).last
        except BoundaryConflict as conflict:
            raise IntegrityError(condition) from conflict

    def subscribe(
        self, query: DCBQuery | None = None, *, after: int | None = None
    ) -> DCBSubscription["LibraryRecorder"]:
        return Subscription(self, query, after)

    def watch(self, watcher: Callable[[int, int], None]) -> None:
        self._store.hints.watch(watcher)

    def unwatch(self, watcher: Callable[[int, int], None]) -> None:
        self._store.hints.unwatch(watcher)

    def _run(self, doing: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result()

    def _new(self, event: DCBEvent) -> NewEvent:
        number = f"evt_{next(self._numbers)}"
        content = {"id": number, "type": event.type, "tags": event.tags, "data": base64.b64encode(event.data).decode()}
        tags = tuple(dict.fromkeys(event.tags))
        return NewEvent(id=number, type=event.type, actor=ACTOR, tags=tags, line=json.dumps(content)[1:])


class Subscription(DCBListenNotifySubscription[LibraryRecorder]):
    def __init__(self, recorder: LibraryRecorder, query: DCBQuery | None, after: int | None) -> None:
        super().__init__(recorder, query=query, after=after)
        recorder.watch(self._hint)

    def stop(self) -> None:
        super().stop()
        self._recorder.unwatch(self._hint)

    def _hint(self, _workspace_id: int, _head: int) -> None:
        self._has_been_notified.set()


def criteria(query: DCBQuery | None) -> list[Criterion]:
    """Without items a query matches everything."""
    if query is None or not query.items:
        return [Criterion("", "")]
    return [Criterion(joined(dict.fromkeys(item.tags)), joined(item.types)) for item in query.items]


def sequenced(entry: Entry) -> DCBSequencedEvent:
    content = json.loads(entry.text)
    data = base64.b64decode(content["data"])
    return DCBSequencedEvent(
        event=DCBEvent(type=content["type"], data=data, tags=content["tags"]), position=entry.position
    )
