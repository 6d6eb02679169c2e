"""What is known of a meeting, and of one person's minuted acts in it."""

from __future__ import annotations

from domain.kernel import Recorded, State
from domain.meetings.events import ActMinuted, MeetingHeld, MinuteConfirmed, MinuteDisputed, place
from domain.partnership.correctable import RecordCorrected, corrected


class Meeting(State):
    """A meeting with its corrections: when it was and who was there."""

    folds = (MeetingHeld, RecordCorrected)

    def __init__(self, meeting: str) -> None:
        super().__init__(f"meeting:{meeting}")
        self.meeting = meeting
        self.held: MeetingHeld | None = None

    @property
    def known(self) -> bool:
        """Whether the meeting is on the record."""
        return self.held is not None

    @property
    def present(self) -> frozenset[str]:
        """Who was there."""
        return frozenset(self.held.present if self.held else ())

    def fold(self, recorded: Recorded) -> None:
        """Take the meeting or one of its corrections in."""
        match recorded.event:
            case MeetingHeld() as held:
                self.held = held
            case RecordCorrected(type=MeetingHeld.TOPIC, field=field, to=to) if self.held:
                self.held = corrected(self.held, field, to)


class MinutedSubjects(State):
    """What the acts minuted in one meeting, by whomever, were about or made."""

    folds = (ActMinuted,)

    def __init__(self, meeting: str) -> None:
        super().__init__(f"meeting:{meeting}")
        self.subjects: set[str] = set()

    def fold(self, recorded: Recorded) -> None:
        """Take an act in."""
        match recorded.event:
            case ActMinuted(subject=subject) if subject:
                self.subjects.add(subject)


class MinutedActs(State):
    """One person's acts in one meeting: those that wait, and how many there ever were."""

    folds = (ActMinuted, MinuteConfirmed, MinuteDisputed)

    def __init__(self, meeting: str, person: str) -> None:
        super().__init__(f"minuted:{place(meeting, person)}")
        self.waiting: dict[str, ActMinuted] = {}
        self.count = 0

    def fold(self, recorded: Recorded) -> None:
        """Take an act, a confirmation or a dispute in."""
        match recorded.event:
            case ActMinuted() as minuted:
                self.waiting[minuted.act] = minuted
                self.count += 1
            case MinuteConfirmed(acts=acts) | MinuteDisputed(acts=acts):
                self.waiting = {act: minuted for act, minuted in self.waiting.items() if act not in acts}
