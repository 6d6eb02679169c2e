"""Evidence that an act cites: it exists, still holds, and is pinned to where the ledger has it (rule G7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from msgspec.structs import replace

from domain.acting import Act
from domain.metrics.refusals import ObservationUnknown
from domain.metrics.state import Observation
from domain.opportunities.terms import Evidence, MapEvidence, ObservationEvidence, SignalEvidence, UrlEvidence
from domain.partnership.annotate import AnySubject
from domain.refusals import Kind, Refusal
from domain.signals.refusals import SignalIsRetracted, SignalUnknown
from domain.signals.state import Signal

E = TypeVar("E", SignalEvidence, ObservationEvidence, MapEvidence)


class MapUnknown(Refusal):
    """No such value stream map in this workspace."""

    rule = "evidence.map-unknown"
    kind = Kind.NOT_FOUND


class PinDiffers(Refusal):
    """The evidence does not read so in the ledger.

    Its position is later than its last event, or an observation has another value.
    """

    rule = "evidence.pin-differs"
    kind = Kind.CONFLICT


class Cited:
    """The evidence of one act; made in `prepare` or `follow`, checked by `pinned` in `decide`."""

    def __init__(
        self, act: Act[Any], evidence: Iterable[Evidence], pointer: str = "/evidence", inside: str = ""
    ) -> None:
        self.act = act
        self.evidence = tuple(evidence)
        self.pointer = pointer
        self.inside = inside
        for what in self.evidence:
            if not isinstance(what, UrlEvidence):
                act.know(_state(what))

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of what is cited, for the event to carry."""
        return tuple(dict.fromkeys(tag for what in self.evidence for tag in _tags(what)))

    def pinned(self) -> tuple[Evidence, ...]:
        """Each piece with its place in the ledger filled in; notes refusals for what is not there or does not hold."""
        return tuple(
            self._pin(what, f"{self.pointer}/{place}{self.inside}") for place, what in enumerate(self.evidence)
        )

    def one(self) -> Evidence:
        """The only piece."""
        return self._pin(self.evidence[0], self.pointer)

    def _pin(self, what: Evidence, pointer: str) -> Evidence:
        match what:
            case UrlEvidence():
                return what
            case SignalEvidence(signal=name):
                signal = self.act.know(Signal(name))
                self.act.check(signal.known, SignalUnknown(f"{name} is not known here.", f"{pointer}/signal"))
                self.act.check(not signal.retracted, SignalIsRetracted(f"{name} was retracted.", f"{pointer}/signal"))
                self.act.after(signal.recorded_at, "the signal was recorded")
                return self._placed(what, signal.position, pointer)
            case MapEvidence(map=name):
                found = self.act.know(AnySubject(f"map:{name}"))
                self.act.check(found.known, MapUnknown(f"{name} is not known here.", f"{pointer}/map"))
                return self._placed(what, found.position, pointer)
            case ObservationEvidence():
                return self._observed(what, pointer)

    def _observed(self, what: ObservationEvidence, pointer: str) -> Evidence:
        state = self.act.know(Observation(what.observation))
        seen = state.seen
        if seen is None or seen.metric != what.metric:
            unknown = ObservationUnknown(f"{what.observation} is none of {what.metric}.", f"{pointer}/observation")
            self.act.check(False, unknown)
            return what
        self.act.after(state.occurred_at, "the observation was recorded")
        self.act.check(
            what.value in {None, seen.value},
            PinDiffers(f"{what.observation} reads {seen.value:g}.", f"{pointer}/value"),
        )
        return replace(self._placed(what, state.position, pointer), value=seen.value)

    def _placed(self, what: E, last: int, pointer: str) -> E:
        self.act.check(
            what.position is None or what.position <= last,
            PinDiffers(f"Its last event stands at {last}.", f"{pointer}/position"),
        )
        return what if what.position is not None else replace(what, position=last)


def _state(what: SignalEvidence | ObservationEvidence | MapEvidence) -> Signal | Observation | AnySubject:
    match what:
        case SignalEvidence(signal=name):
            return Signal(name)
        case ObservationEvidence(observation=name):
            return Observation(name)
        case MapEvidence(map=name):
            return AnySubject(f"map:{name}")


def _tags(what: Evidence) -> tuple[str, ...]:
    match what:
        case SignalEvidence(signal=name):
            return (f"signal:{name}",)
        case ObservationEvidence(observation=name, metric=metric):
            return (f"observation:{name}", f"metric:{metric}")
        case MapEvidence(map=name):
            return (f"map:{name}",)
        case UrlEvidence():
            return ()
