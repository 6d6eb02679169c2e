"""Anything on the record can be remarked on."""

import msgspec

from domain.acting import RoleMissing
from domain.kernel import tags_of
from domain.partnership.annotate import Annotate, PositionUnknown, RecordAnnotated, Remark, SubjectUnknown
from tests.domain.partnership.cast import CREW, CREW_FORMED, EVERYBODY, KIM
from tests.domain.story import an_id, fact, given

ABOUT = f"team:{CREW}"
FORMED = msgspec.structs.replace(fact(CREW_FORMED), position=9)
STORY = given(*EVERYBODY, FORMED)


def test_a_subject_is_remarked_on_and_shows_it() -> None:
    remarked = RecordAnnotated(about=ABOUT, text="a good crew")
    STORY.when(Annotate, "", Remark(about=ABOUT, text="a good crew"), by=KIM).then(remarked)
    assert tags_of(remarked) == (ABOUT,)


def test_so_is_one_event_of_it() -> None:
    body = Remark(about=ABOUT, text="on a Monday", position=9)
    STORY.when(Annotate, "", body, by=KIM).then(RecordAnnotated(about=ABOUT, text="on a Monday", position=9))


def test_the_subject_is_on_the_record() -> None:
    body = Remark(about=f"team:{an_id('team', 5)}", text="who?")
    STORY.when(Annotate, "", body, by=KIM).refused(SubjectUnknown)


def test_so_is_the_event() -> None:
    STORY.when(Annotate, "", Remark(about=ABOUT, text="when?", position=10), by=KIM).refused(PositionUnknown)


def test_strangers_remark_on_nothing() -> None:
    STORY.when(Annotate, "", Remark(about=ABOUT, text="hello"), by=an_id("per", 99)).refused(RoleMissing)
