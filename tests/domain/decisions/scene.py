"""A scene: people and opportunities, a clock, and acts that follow one another on one ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from domain.decisions.agree_decision import AgreeDecision, Agreement
from domain.decisions.propose_decision import Proposal, ProposeDecision
from domain.decisions.standing import Table
from domain.decisions.state import Decision
from domain.decisions.state_win import StateWin, Win
from domain.decisions.terms import Option
from domain.kernel import Command, Event, Recorded
from domain.opportunities.events import OpportunityRaised
from domain.opportunities.state import Opportunity
from domain.opportunities.terms import Raiser
from domain.partnership.scopes import ScopeDeclared
from tests.domain.opportunities.history import (
    BEA,
    BEA_SPONSORS_DEV,
    BEN,
    DEV,
    DIGEST,
    DOT,
    DOT_FOR_BEA,
    FAY,
    PEOPLE,
    TED,
    TESS,
    raised,
)
from tests.domain.story import BEGINNING, SIDES, Outcome, Story, an_id, fact

__all__ = ["BEA", "BEA_SPONSORS_DEV", "BEN", "DEV", "DOT", "DOT_FOR_BEA", "FAY", "TED", "TESS"]

DEC, LATER, THIRD = an_id("dec", 1), an_id("dec", 2), an_id("dec", 3)
SLOW, TESTS, ONCALL = an_id("opp", 1), an_id("opp", 2), an_id("opp", 3)
OBJ, ADV = an_id("obj", 1), an_id("adv", 1)
NOTHING = Option(do_nothing=True)
SPRING = ScopeDeclared(scope="spring", kind="cycle")
SUMMER = ScopeDeclared(scope="summer", kind="cycle")
EXPIRY = "system:expiry"


def by_business(opportunity: str) -> OpportunityRaised:
    """An opportunity raised by Bea of business."""
    return OpportunityRaised(
        opportunity=opportunity,
        revision=1,
        digest=DIGEST,
        title="Nightly tests fail at random",
        problem="Nobody trusts a red build any more.",
        theme="resiliency",
        raised_by=(Raiser(person=BEA, side="business"),),
        scope="main",
    )


WORLD: tuple[Event, ...] = (*PEOPLE, raised(SLOW), by_business(TESTS), raised(ONCALL), SPRING, SUMMER)


def option(opportunity: str = SLOW, **changes: Any) -> Option:
    """An opportunity among the options, pinned to its first wording."""
    usual: dict[str, Any] = {"opportunity": opportunity, "revision": 1, "digest": DIGEST}
    return Option(**(usual | changes))


def proposal(**changes: Any) -> Proposal:
    """Slow releases first, rather than flaky tests or nothing."""
    usual: dict[str, Any] = {
        "kind": "first_priority",
        "options": (option(SLOW), option(TESTS), NOTHING),
        "choice": SLOW,
        "rationale": "Every other promise waits for a release.",
    }
    return Proposal(**(usual | changes))


def order(*ranking: str, **changes: Any) -> Proposal:
    """A backlog order."""
    return proposal(kind="backlog_order", choice=None, ranking=ranking or (SLOW, TESTS), **changes)


def commitment(*opportunities: str, **changes: Any) -> Proposal:
    """A commitment to opportunities in the spring cycle."""
    usual: dict[str, Any] = {"kind": "commitment", "choice": None, "ranking": opportunities or (SLOW,)}
    return proposal(**(usual | {"cycle": "spring", "stage": "alpha"} | changes))


class Scene(Story):
    """A history that grows: an act that is not refused becomes part of it, a minute after the one before."""

    def __init__(self, *further: Event | Recorded, sides: tuple[str, ...] = SIDES) -> None:
        history = [item if isinstance(item, Recorded) else fact(item) for item in (*WORLD, *further)]
        super().__init__(history, sides)
        self.now = BEGINNING + timedelta(hours=1)

    def happened(self, *events: Event, by: str = "", at: datetime | None = None) -> Scene:
        """Facts from elsewhere."""
        self.history += [fact(event, actor=by, at=at or self.now) for event in events]
        return self

    def does(self, by: str, command: type[Command], body: Any, decision: str = DEC, **context: Any) -> Outcome:
        """Somebody acts; what is recorded stays."""
        self.now += timedelta(minutes=1)
        outcome = self.when(command, decision, body, by=by, now=self.now, **context)
        at, basis = context.get("occurred_at") or self.now, context.get("basis", "first_hand")
        self.history += [fact(event, actor=by, at=at, basis=basis) for event in outcome.events]
        return outcome

    def state(self, decision: str = DEC) -> Decision:
        """The decision as it stands."""
        found = Decision(decision)
        fold(found, self.history)
        return found

    def opportunity(self, name: str = SLOW) -> Opportunity:
        """The opportunity as it stands."""
        found = Opportunity(name)
        fold(found, self.history)
        return found

    def table(self, decision: str = DEC) -> Table:
        """The revision on the table."""
        table = self.state(decision).table
        assert table
        return table

    def proposes(self, body: Proposal | None = None, by: str = TED, decision: str = DEC, **context: Any) -> Outcome:
        """Put a decision on the table."""
        return self.does(by, ProposeDecision, body or proposal(), decision, **context)

    def wins(self, by: str, decision: str = DEC, **context: Any) -> Outcome:
        """State a win on the revision on the table."""
        table = self.table(decision)
        body = Win(revision=table.revision, digest=table.digest, text="Releases that nobody fears")
        return self.does(by, StateWin, body, decision, **context)

    def agreement(self, decision: str = DEC, **changes: Any) -> Agreement:
        """The words of an agreement to the revision on the table."""
        table = self.table(decision)
        usual: dict[str, Any] = {"revision": table.revision, "digest": table.digest}
        return Agreement(**(usual | changes))

    def agrees(self, by: str, decision: str = DEC, **context: Any) -> Outcome:
        """Agree to the revision on the table."""
        return self.does(by, AgreeDecision, self.agreement(decision), decision, **context)


def fold(state: Decision | Opportunity, history: Iterable[Recorded]) -> None:
    """Fold a history into a state."""
    for recorded in history:
        if state.sees(recorded):
            state.fold(recorded)


def scene(*further: Event | Recorded, sides: tuple[str, ...] = SIDES) -> Scene:
    """People and three opportunities, two of technology and one (`TESTS`) of business."""
    return Scene(*further, sides=sides)


def proposed(body: Proposal | None = None, *further: Event | Recorded) -> Scene:
    """A scene with a decision on the table, proposed by Ted of technology."""
    started = Scene(*further)
    assert not started.proposes(body).refusals
    return started


def won(body: Proposal | None = None, *further: Event | Recorded) -> Scene:
    """Both sides have stated their wins."""
    started = proposed(body, *further)
    for person in (TED, BEA):
        assert not started.wins(person).refusals
    return started


def reached(body: Proposal | None = None, *further: Event | Recorded) -> Scene:
    """Both sides have agreed, business first."""
    started = won(body, *further)
    for person in (BEA, TED):
        assert not started.agrees(person).refusals
    return started


def again(started: Scene, body: Proposal, decision: str = LATER) -> Scene:
    """Another decision, proposed and agreed by both sides."""
    assert not started.proposes(body, decision=decision).refusals
    for person in (TED, BEA):
        assert not started.wins(person, decision).refusals
        assert not started.agrees(person, decision).refusals
    return started
