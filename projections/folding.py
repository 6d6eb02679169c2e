"""How a view is folded from the events of its subject: one step an event type, and a closed list of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from domain.acting import RuleWaived
from domain.kernel import Event, Recorded, tag_fields, tags_of
from domain.partnership.annotate import RecordAnnotated
from domain.partnership.correctable import RecordCorrected
from domain.registry import CATALOGUE
from projections.facts import Annotation, CorrectionView, Fact, Mention, Viewed, Waiver, fact_of
from projections.mending import mended

V = TypeVar("V", bound=Viewed)
Step = TypeVar("Step", bound=Callable[..., None])
# what may name any subject, whatever it is
BESIDE: frozenset[type[Event]] = frozenset(
    kind for kind in CATALOGUE.values() if any(tag == "*" for _, tag in tag_fields(kind))
)


class Folding(Generic[V]):
    """The steps of one kind of view. `irrelevant` are event types with the subject's tag that say nothing about it.

    Remarks, corrections and waivers are taken in by every view. What else may name any subject is a mention where the
    view has no step of its own for it, and so is what `mention` lists.
    """

    def __init__(self, irrelevant: Mapping[type[Event], str] | None = None) -> None:
        self.steps: dict[type[Event], Callable[[V, Any, Fact], None]] = dict.fromkeys(BESIDE, _mention)
        self.steps |= {RecordAnnotated: _annotate, RecordCorrected: _correct, RuleWaived: _waive}
        self.own: set[type[Event]] = set()
        self.irrelevant = dict(irrelevant or {})

    def on(self, *kinds: type[Event]) -> Callable[[Step], Step]:
        """Declare a step, a function of the view, the event and its fact, for these event types."""

        def declare(step: Step) -> Step:
            for kind in kinds:
                if kind in self.own:
                    raise TypeError(f"{kind.__name__} is folded twice")
                self.steps[kind] = step
                self.own.add(kind)
            return step

        return declare

    def mention(self, *kinds: type[Event]) -> None:
        """Declare events of other subjects that are only to be pointed at from here."""
        self.on(*kinds)(_mention)

    def include(self, other: Folding[V]) -> None:
        """Take over the steps declared elsewhere."""
        for kind in other.own:
            self.on(kind)(other.steps[kind])
        self.irrelevant |= other.irrelevant

    def take(self, view: V, recorded: Recorded) -> None:
        """Take one event in."""
        fact = fact_of(recorded)
        view.position, view.changed = recorded.position, fact
        step = self.steps.get(type(recorded.event))
        if step is not None:
            step(view, recorded.event, fact)


class Reading(Generic[V]):
    """A view in the making. Kinds of views whose standing the domain decides also fold the domain's own state."""

    def __init__(self, folding: Folding[V], view: V) -> None:
        self.folding = folding
        self.view = view

    def take(self, recorded: Recorded) -> None:
        """Take one event of the subject in."""
        self.folding.take(self.view, recorded)

    def settle(self) -> None:
        """Set what is derived from all events so far."""

    @property
    def known(self) -> bool:
        """Whether there is anything to show."""
        return True

    def read(self, history: Iterable[Recorded]) -> V | None:
        """The view after these events, oldest first, with corrections applied where they belong; None if unknown."""
        for recorded in mended(history):
            self.take(recorded)
        self.settle()
        return self.view if self.known else None


def _annotate(view: Viewed, event: RecordAnnotated, fact: Fact) -> None:
    view.annotations.append(Annotation(text=event.text, on_position=event.position, fact=fact))


def _correct(view: Viewed, event: RecordCorrected, fact: Fact) -> None:
    view.corrections.append(
        CorrectionView(
            corrects=event.event,
            corrects_position=event.position,
            corrects_type=event.type,
            field=event.field,
            old=event.former,
            new=event.to,
            reason=event.reason,
            fact=fact,
        )
    )


def _waive(view: Viewed, event: RuleWaived, fact: Fact) -> None:
    view.waivers.append(
        Waiver(rule=event.rule, reason=event.reason, detail=event.detail, policy=event.policy, fact=fact)
    )


def _mention(view: Viewed, event: Event, fact: Fact) -> None:
    view.mentions.append(Mention(subject=next(iter(tags_of(event)), ""), fact=fact))
