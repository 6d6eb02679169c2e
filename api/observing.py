"""Many observations in one call: what was recorded, and an answer for each row."""

from __future__ import annotations

from collections import defaultdict, deque
from contextlib import suppress
from itertools import zip_longest
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from api.acts import Doing
from api.answers import Answer
from api.asking import Ask
from api.problems import Pointer, Words
from api.recorded import RecordedIfNew, planned_answer
from domain.acting import Body
from domain.ids import ObservationId
from domain.kernel import Context
from domain.metrics.events import ObservationRecorded
from domain.metrics.observing import Row, RowAnswer
from domain.metrics.record_observations import MOST_ROWS, RecordObservations
from domain.partnership.correctable import RecordCorrected
from domain.refusals import REFUSALS, Refusal, Refused
from eventstore.execute import execute
from eventstore.idempotency import Idempotency
from eventstore.outcome import Outcome

_encode = msgspec.json.Encoder().encode


class AnsweredRow(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one row, by its place in the call; `rule`, `detail` and `pointer` say why it was refused."""

    row: Annotated[int, Meta(ge=0, le=MOST_ROWS - 1)]
    status: Literal["recorded", "unchanged", "corrected", "refused"]
    observation: ObservationId | None
    rule: Annotated[str, Meta(max_length=100, pattern="^[a-z-]+[.][a-z0-9-]+$(?!\\n)")] | None
    detail: Words | None
    pointer: Pointer | None


class AnsweredRows(RecordedIfNew, frozen=True, kw_only=True):
    """What a call has recorded, and what became of each of its rows; where every row is refused the call is."""

    rows: Annotated[tuple[AnsweredRow, ...], Meta(max_length=MOST_ROWS)]


class Observing(Doing):
    """Records observations; a repeat with the same Idempotency-Key answers each row as the first call did."""

    async def run(
        self,
        ask: Ask,
        context: Context,
        subject: str,
        body: Body,
        idempotency: Idempotency | None,
        *,
        dry_run: bool = False,
    ) -> Answer:
        """Run the command and put the rows beside its answer; a dry run lists what stands against rows."""
        try:
            outcome = await self.perform(ask, context, subject, body, idempotency, dry_run=dry_run)
        except Refused as refused:
            if dry_run:
                return planned_answer((), refused.refusals, None)
            raise
        command = outcome.command
        if not isinstance(command, RecordObservations):
            rows = _as_before(outcome, await self._tried(context, subject, body))
        elif dry_run:
            against = [_refusal(row) for row in command.answers if row.rule]
            return planned_answer(outcome.recorded, against, outcome.last)
        else:
            rows = [_row(each) for each in command.answers]
        answer = self.answer(ask, outcome, subject)
        answer.body = b'%b,"rows":%b}' % (answer.body[:-1], _encode(rows))
        return answer

    async def _tried(self, context: Context, subject: str, body: Body) -> RecordObservations:
        """The command as it would go now."""
        made: list[Any] = []
        with suppress(Refused):
            await execute(self.living.services.store, self.maker(context, subject, body, made), dry_run=True)
        tried: RecordObservations = made[-1]
        return tried


def _row(answer: RowAnswer) -> AnsweredRow:
    return AnsweredRow(**msgspec.structs.asdict(answer))


def _refusal(row: RowAnswer) -> Refusal:
    return REFUSALS[row.rule or ""](row.detail or "", row.pointer or "")


def _as_before(outcome: Outcome, tried: RecordObservations) -> list[AnsweredRow]:
    """The rows as the first call answered them: what it recorded, else what is to be said of them now."""
    recorded: defaultdict[object, deque[ObservationRecorded]] = defaultdict(deque)
    corrected: set[str] = set()
    for each in outcome.recorded:
        if isinstance(event := each.event, ObservationRecorded):
            for known_by in (event.place, _said(event.metric, event.value, event.source)):
                recorded[known_by].append(event)
        elif isinstance(event, RecordCorrected):
            corrected.update(event.subjects)
    told: set[str] = set()
    rows = []
    for place, (row, now) in enumerate(zip_longest(tried.rows, tried.answers)):
        answer = AnsweredRow(
            row=place, status="refused", observation=None, rule=None, detail="It was refused.", pointer=row.pointer
        )
        if found := _first_untold(recorded[_known_by(row)], told):
            answer = _done(place, "recorded", found)
        elif seen := f"observation-of:{row.place}" in corrected and row.earlier.seen:
            answer = _done(place, "corrected", seen.observation)
        elif now and now.status in {"unchanged", "refused"}:
            answer = _row(now)
        rows.append(answer)
    return rows


def _done(place: int, status: Literal["recorded", "corrected"], observation: str) -> AnsweredRow:
    return AnsweredRow(row=place, status=status, observation=observation, rule=None, detail=None, pointer=None)


def _known_by(row: Row) -> object:
    """What tells a row's event: its place, or what it says, where the row has no external id."""
    named = row.new.external_id or row.new.observation
    return row.place if named else _said(row.new.metric, row.new.value, row.source)


def _said(metric: str, value: float, source: str) -> tuple[str, float, str]:
    return metric, value, source


def _first_untold(waiting: deque[ObservationRecorded], told: set[str]) -> str | None:
    """The first of these observations that no row before has answered for."""
    while waiting:
        observation = waiting.popleft().observation
        if observation not in told:
            told.add(observation)
            return observation
    return None
