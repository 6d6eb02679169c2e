"""One row of observations: what stands against it, and the facts that it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

import msgspec

from domain.acting import CLOCK_TOLERANCE, ClaimedBeforeItsGround
from domain.fields import Text
from domain.ids import ObservationId
from domain.kernel import Event
from domain.metrics.events import ObservationRecorded, TargetReached
from domain.metrics.refusals import MetricIsRetired, MetricUnknown, UnitDiffers
from domain.metrics.state import Metric, NewestObservation, Observation, ObservationAt
from domain.metrics.terms import ExternalId, MetricKey, Quantity, SourceKey, Unit, Window, meets
from domain.partnership.correctable import RecordCorrected, as_kept
from domain.refusals import Kind, Refusal


class NewObservation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A number of a metric.

    Left out: the metric's own unit, the time of the act as window, `manual` or the integration's name as source, the
    observation's id as external id.
    """

    metric: MetricKey
    value: Quantity
    unit: Unit | None = None
    window: Window | None = None
    source: SourceKey | None = None
    external_id: ExternalId | None = None
    observation: ObservationId | None = None
    note: Text | None = None


class RowAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one row, by its place in the call; `rule`, `detail` and `pointer` say why it was refused."""

    row: int
    status: Literal["recorded", "unchanged", "corrected", "refused"]
    observation: ObservationId | None = None
    rule: str | None = None
    detail: str | None = None
    pointer: str | None = None


class WindowInFuture(Refusal):
    """A window that has not ended yet was not observed."""

    rule = "metric.window-in-future"


class WindowInverted(Refusal):
    """A window ends before it begins."""

    rule = "metric.window-inverted"


class ObservationChanged(Refusal):
    """The source's external id is on the record with another content."""

    rule = "metric.observation-changed"
    kind = Kind.CONFLICT


class ObservationAlreadyExists(Refusal):
    """The id belongs to another observation already."""

    rule = "metric.observation-already-exists"
    kind = Kind.CONFLICT


class ObservationOfOthers(Refusal):
    """What others recorded is corrected by them, a facilitator or an owner."""

    rule = "metric.observation-of-others"
    kind = Kind.FORBIDDEN


class Row(msgspec.Struct, kw_only=True):
    """A row with what was read for it; `id` is the observation's, should it be new."""

    new: NewObservation
    id: str
    source: str
    external_id: str
    pointer: str
    metric: Metric
    newest: NewestObservation
    earlier: ObservationAt
    chosen: Observation | None

    def window(self, claimed: datetime) -> Window:
        """The time that the number speaks about."""
        return self.new.window or Window(begins=claimed, ends=claimed)

    def refusals(self, claimed: datetime) -> Iterator[Refusal]:
        """What stands against recording it, whatever is on the record under its external id."""
        new, metric = self.new, self.metric
        if not metric.defined:
            yield MetricUnknown(f"{new.metric} is not known here.", f"{self.pointer}/metric")
        elif metric.retired:
            yield MetricIsRetired(f"{new.metric} is retired.", f"{self.pointer}/metric")
        elif new.unit not in {None, metric.unit}:
            yield UnitDiffers(f"{new.metric} is measured in {metric.unit}.", f"{self.pointer}/unit")
        if metric.defined_at and claimed < metric.defined_at:
            yield ClaimedBeforeItsGround("The act is claimed for before the metric was defined.", "/occurred_at")
        window = self.window(claimed)
        if window.ends < window.begins:
            yield WindowInverted(f"It begins {window.begins.isoformat()}.", f"{self.pointer}/window")
        if window.ends > claimed + CLOCK_TOLERANCE:
            yield WindowInFuture(f"It ends {window.ends.isoformat()}.", f"{self.pointer}/window/ends")
        taken = self.chosen and self.chosen.seen
        if taken and taken.place != self.place:
            yield ObservationAlreadyExists(f"{taken.observation} is {taken.place}.", f"{self.pointer}/observation")
        elif self.earlier.seen and new.observation not in {None, self.earlier.seen.observation}:
            yield ObservationAlreadyExists(
                f"{self.place} is {self.earlier.seen.observation}.", f"{self.pointer}/observation"
            )

    @property
    def place(self) -> str:
        """Where it belongs: one observation for a metric, a source and its external id."""
        return place_of(self.new.metric, self.source, self.external_id)

    def changes(self) -> dict[str, Any]:
        """The fields in which it differs from what is on the record; fields that the row leaves out do not count."""
        seen, new = self.earlier.seen, self.new
        given = {"value": new.value, "window": new.window, "note": new.note}
        return {field: to for field, to in given.items() if to is not None and to != getattr(seen, field)}

    def recorded(self, claimed: datetime) -> ObservationRecorded:
        """The new fact."""
        new, window, last = self.new, self.window(claimed), self.newest.window
        return ObservationRecorded(
            observation=self.id,
            metric=new.metric,
            value=new.value,
            unit=self.metric.unit,
            window=window,
            source=self.source,
            external_id=self.external_id,
            place=self.place,
            newest_of=new.metric if last is None or window.ends >= last.ends else None,
            note=new.note,
        )

    def corrections(self, changes: dict[str, Any], reason: str) -> list[Event]:
        """A correction for each field that differs."""
        earlier = self.earlier
        if earlier.seen is None:
            return []
        right = msgspec.structs.replace(earlier.seen, **changes)
        return [
            RecordCorrected(
                event=earlier.id,
                subjects=earlier.tags,
                position=earlier.position,
                type=ObservationRecorded.TOPIC,
                field=field,
                reason=reason,
                former=as_kept(earlier.seen, field),
                to=as_kept(right, field),
            )
            for field in changes
        ]

    def reached(self) -> TargetReached | None:
        """The target reached by this row's observation, if it is the newest and the first to meet the target.

        A value that is to be held reaches nothing, nor does a number from before the target was set.
        """
        metric, seen, newest = self.metric, self.earlier.seen, self.newest.seen
        target, since = metric.target, metric.target_at
        if target is None or since is None or metric.target_reached or metric.direction == "hold":
            return None
        if seen is None or newest is None or seen.observation != newest.observation or seen.window.ends < since:
            return None
        if not meets(metric.direction, seen.value, target):
            return None
        return TargetReached(
            metric=metric.metric,
            target=target,
            unit=metric.unit,
            measured=seen.value,
            observation=seen.observation,
        )


def place_of(metric: str, source: str, external_id: str) -> str:
    """Name the place of an observation as its tag does."""
    return f"{metric}/{source}/{external_id}"
