"""Acts of people in meetings are written down, confirmed and disputed in any order, against one dictionary."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.meetings.confirm_minutes import Confirmation, ConfirmMinutes
from domain.meetings.dispute_minutes import Dispute, DisputeMinutes
from domain.meetings.events import MinuteConfirmed, MinuteDisputed, place
from domain.meetings.hold_meeting import HeldMeeting, HoldMeeting
from domain.meetings.meeting import MinutedActs
from domain.meetings.minute_act import MinuteAct, MinutedAct
from tests.domain.growing import Growing
from tests.domain.partnership.cast import EVERYBODY, FAY, KIM, MAX, TIM
from tests.domain.story import BEGINNING, an_id

PRESENT = (KIM, TIM, FAY)
recorders = st.sampled_from([FAY, FAY, TIM, MAX])
people = st.sampled_from([KIM, KIM, TIM, MAX])
meetings = st.integers(1, 2).map(lambda number: an_id("mtg", number))
numbers = st.integers(1, 4).map(lambda number: an_id("act", number))


class Course(RuleBasedStateMachine):
    """`waiting` holds the acts of each person in each meeting that nobody has confirmed or disputed."""

    def __init__(self) -> None:
        super().__init__()
        self.world = Growing(*EVERYBODY)
        self.held: set[str] = set()
        self.waiting: dict[tuple[str, str], list[str]] = {}

    @rule(meeting=meetings, by=recorders)
    def hold(self, meeting: str, by: str) -> None:
        body = HeldMeeting(title="Planning", held_at=BEGINNING, present=PRESENT)
        outcome = self.world.does(by, HoldMeeting, meeting, body)
        assert bool(outcome.events) == (by != MAX and meeting not in self.held)
        self.held |= {meeting} if outcome.events else set()

    @rule(meeting=meetings, by=recorders, person=people, act=numbers, known=st.sampled_from([True, True, False]))
    def write_down(self, meeting: str, by: str, person: str, act: str, *, known: bool) -> None:
        body = MinutedAct(
            person=person,
            command="form-team" if known else "register-person",
            subject=an_id("team", 1),
            act={"name": "Crew"},
            id=act,
        )
        waits = self.waiting.setdefault((meeting, person), [])
        may = by not in {MAX, person} and person in PRESENT
        outcome = self.world.does(by, MinuteAct, meeting, body)
        assert bool(outcome.events) == (may and known and meeting in self.held and act not in waits)
        if outcome.events:
            waits.append(act)

    @rule(meeting=meetings, person=people, some=st.sets(numbers))
    def confirm(self, meeting: str, person: str, some: set[str]) -> None:
        """Those named, or all that wait."""
        waits = self.waiting.get((meeting, person), [])
        outcome = self.world.does(person, ConfirmMinutes, meeting, Confirmation(acts=tuple(some) or None))
        assert bool(outcome.events) == (bool(waits) and some <= set(waits))
        if outcome.events:
            chosen = some or set(waits)
            assert [each.act for each in outcome.act.confirmed] == [act for act in waits if act in chosen]  # type: ignore[attr-defined]
            waits[:] = [act for act in waits if act not in chosen]

    @rule(meeting=meetings, person=people, some=st.sets(numbers, min_size=1))
    def dispute(self, meeting: str, person: str, some: set[str]) -> None:
        waits = self.waiting.get((meeting, person), [])
        outcome = self.world.does(person, DisputeMinutes, meeting, Dispute(acts=tuple(some), reason="I had left."))
        assert bool(outcome.events) == (some <= set(waits))
        if outcome.events:
            waits[:] = [act for act in waits if act not in some]

    @invariant()
    def what_waits_is_what_the_model_says(self) -> None:
        for (meeting, person), waits in self.waiting.items():
            acts = MinutedActs(meeting, person)
            for recorded in self.world.history:
                if acts.sees(recorded):
                    acts.fold(recorded)
            assert list(acts.waiting) == waits

    @invariant()
    def only_the_person_speaks_about_the_own_acts(self) -> None:
        for each in self.world.history:
            if isinstance(each.event, MinuteConfirmed | MinuteDisputed):
                assert each.event.person == each.actor
                assert each.event.place == place(each.event.meeting, each.actor)


Course.TestCase.settings = settings(max_examples=40, stateful_step_count=30)
TestCourse = Course.TestCase
