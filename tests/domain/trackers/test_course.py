"""Links of two items with two subjects, and a benefit, in any order of acts, against a model of two dictionaries."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from domain.benefits.confirm_benefit import BenefitConfirmation, ConfirmBenefit
from domain.benefits.record_benefit import NewBenefit, RecordBenefit
from domain.partnership.events import PartnerJoined
from domain.trackers.link_tracker import LinkTracker, NewTrackerLink
from domain.trackers.observe_tracker_state import ObserveTrackerState, TrackerStateSeen
from domain.trackers.unlink_tracker import TrackerUnlinking, UnlinkTracker
from tests.domain.metrics.growing import Growing
from tests.domain.objectives.scene import BEA, DEV, PIPELINE, SLOW, TED, WORLD
from tests.domain.opportunities.history import DOT
from tests.domain.story import an_id

BOTH = tuple(PartnerJoined(person=DOT, side=side, partners=3) for side in ("technology", "business"))
BEN = an_id("ben", 1)
links = st.integers(1, 3).map(lambda number: an_id("trk", number))
subjects = st.sampled_from([f"opportunity:{SLOW}", "metric:lead_time", "metric:nowhere"])
voices = st.sampled_from([(TED, "technology"), (BEA, "business"), (DOT, "technology"), (DOT, "business")])


class Course(RuleBasedStateMachine):
    """Tries acts in any order; the model says which ones have to be refused, and which record nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.world = Growing((*WORLD, *BOTH))
        self.linked: dict[str, tuple[str, str]] = {}
        self.ended: set[str] = set()
        self.seen: dict[str, str] = {}
        self.benefit = False
        self.confirmed: dict[str, str] = {}

    def holds(self, link: str) -> bool:
        return link in self.linked and link not in self.ended

    @rule(link=links, about=subjects, key=st.sampled_from("AB"))
    def link(self, link: str, about: str, key: str) -> None:
        standing = [pair for name, pair in self.linked.items() if name not in self.ended]
        allowed = link not in self.linked and about != "metric:nowhere" and (about, key) not in standing
        body = NewTrackerLink(about=about, tracker="jira", key=key)
        assert bool(self.world.does(PIPELINE, LinkTracker, link, body).events) == allowed
        if allowed:
            self.linked[link] = (about, key)

    @rule(link=links, state=st.sampled_from(["To do", "Done"]))
    def see(self, link: str, state: str) -> None:
        body = TrackerStateSeen(state=state, progress="todo" if state == "To do" else "done")
        outcome = self.world.does(PIPELINE, ObserveTrackerState, link, body)
        assert bool(outcome.refusals) == (not self.holds(link))
        assert bool(outcome.events) == (self.holds(link) and self.seen.get(link) != state)
        if self.holds(link):
            self.seen[link] = state

    @rule(link=links)
    def unlink(self, link: str) -> None:
        outcome = self.world.does(DEV, UnlinkTracker, link, TrackerUnlinking(reason="x"))
        assert bool(outcome.events) == self.holds(link)
        self.ended |= {link} if outcome.events else set()

    @rule(about=subjects)
    def benefit_from(self, about: str) -> None:
        body = NewBenefit(about=about, receiver="team", kind="time", text="Weekends back")
        outcome = self.world.does(DEV, RecordBenefit, BEN, body)
        assert bool(outcome.events) == (not self.benefit and about.startswith("opportunity:"))
        self.benefit = self.benefit or bool(outcome.events)

    @rule(voice=voices)
    def confirm(self, voice: tuple[str, str]) -> None:
        person, side = voice
        elsewhere = any(by == person and other != side for other, by in self.confirmed.items())
        outcome = self.world.does(person, ConfirmBenefit, BEN, BenefitConfirmation(side=side))
        assert bool(outcome.events) == (self.benefit and side not in self.confirmed and not elsewhere)
        if outcome.events:
            self.confirmed[side] = person


TestCourse = Course.TestCase
TestCourse.settings = settings(max_examples=40, stateful_step_count=20)
