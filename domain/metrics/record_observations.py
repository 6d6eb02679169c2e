"""One observation or thousands are recorded, with an answer for each."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeVar

from msgspec import Meta

from domain.acting import ANY_MEMBER, Act, Body, Role
from domain.fields import Text
from domain.kernel import Recorded, State
from domain.metrics.observing import (
    NewObservation,
    ObservationChanged,
    ObservationOfOthers,
    Row,
    RowAnswer,
    place_of,
)
from domain.metrics.state import Metric, NewestObservation, Observation, ObservationAt
from domain.refusals import Refusal, Refused

S = TypeVar("S", bound=State)
MOST_ROWS: Final = 5000


class Observations(Body, kw_only=True):
    """Up to 5 000 rows. A row whose `external_id` is on the record with another content is refused or corrects it.

    `all_or_nothing` refuses the whole call for one refused row; otherwise the other rows are recorded.
    `reason` says why what differs is corrected.
    """

    observations: Annotated[tuple[NewObservation, ...], Meta(min_length=1, max_length=MOST_ROWS)]
    on_change: Literal["refuse", "correct"] = "refuse"
    reason: Text = "its source delivered another content"
    all_or_nothing: bool = False


class RecordObservations(Act[Observations]):
    """Record observations; the same content under the same external id again changes nothing.

    `answers` tells what became of each row. Where every row is refused the call is.
    """

    name = "record-observations"
    may = ANY_MEMBER | {Role.INTEGRATION}
    body_type = Observations
    minutable = False
    repeatable = True

    def prepare(self) -> None:
        """Read each row's metric, the newest observation of it, and what is on the record under its external id."""
        self.answers: list[RowAnswer] = []
        self._own = tuple(self.states)
        self._by_tag: dict[str, list[State]] = {}
        kind, _, name = self.context.actor.partition(":")
        self.source = name if kind == "integration" else "manual"
        self.rows = [self._row(place, new) for place, new in enumerate(self.body.observations)]

    def decide(self) -> None:
        """Judge each row as if it came alone after the ones before it."""
        refused = [refusal for place, row in enumerate(self.rows) for refusal in self._judge(place, row)]
        if refused and (self.body.all_or_nothing or all(each.status == "refused" for each in self.answers)):
            self.new_decisions.clear()
            raise Refused(refused)

    def _judge(self, place: int, row: Row) -> list[Refusal]:
        claimed = self.context.claimed
        refusals = list(row.refusals(claimed))
        changes = row.changes() if row.earlier.seen else {}
        if changes:
            refusals += self._against_change(row)
        if refusals:
            first = refusals[0]
            answer = RowAnswer(row=place, status="refused", rule=first.rule, detail=first.detail, pointer=first.pointer)
            self.answers.append(answer)
            return refusals
        seen = row.earlier.seen
        if seen is None:
            self.record(row.recorded(claimed))
        for correction in row.corrections(changes, self.body.reason):
            self.record(correction)
        if (seen is None or changes) and (reached := row.reached()):
            self.record(reached)
        status: Literal["recorded", "corrected", "unchanged"] = "corrected" if changes else "unchanged"
        self.answers.append(
            RowAnswer(
                row=place, status=status if seen else "recorded", observation=seen.observation if seen else row.id
            )
        )
        return []

    def _against_change(self, row: Row) -> list[Refusal]:
        """Another content is refused unless asked to correct; within one call an external id has one content."""
        pointer = f"{row.pointer}/external_id"
        if self.body.on_change == "refuse" or not row.earlier.id:
            return [ObservationChanged(f"{row.place} is on the record with another content.", pointer)]
        if self.context.actor in row.earlier.recorded_by or self.roles() & {Role.OWNER, Role.FACILITATOR}:
            return []
        return [ObservationOfOthers(f"{row.place} was recorded by others.", pointer)]

    def _row(self, place: int, new: NewObservation) -> Row:
        source = new.source or self.source
        fresh = new.observation or self.context.new_id("obs")
        external_id = new.external_id or fresh
        return Row(
            new=new,
            id=fresh,
            source=source,
            external_id=external_id,
            pointer=f"/observations/{place}",
            metric=self._read(Metric(new.metric)),
            newest=self._read(NewestObservation(new.metric)),
            earlier=self._read(ObservationAt(place_of(new.metric, source, external_id))),
            chosen=self._read(Observation(new.observation)) if new.observation else None,
        )

    def _read(self, state: S) -> S:
        """As `know`, without asking every state: there may be thousands."""
        known = self._by_tag.setdefault(state.tag, [])
        for each in known:
            if type(each) is type(state):
                return each
        known.append(state)
        self.states.append(state)
        return state

    def fold(self, recorded: Recorded) -> None:
        """Pass one event to the states with its tags, without asking every state."""
        for state in self._own:
            if state.sees(recorded):
                state.fold(recorded)
        for tag in recorded.tags:
            for state in self._by_tag.get(tag, ()):
                if state.sees(recorded):
                    state.fold(recorded)
