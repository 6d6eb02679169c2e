"""The record in words: as Markdown and as a page, complete and harmless whatever people wrote."""

import re
from html.parser import HTMLParser

from msgspec.structs import replace

from domain.opportunities.events import OpportunityRaised
from projections.decisions.html import record_html
from projections.decisions.markdown import record_markdown
from projections.decisions.record import DecisionRecord
from projections.people import people_of
from tests.domain.decisions.scene import BEA, TED, reached
from tests.domain.opportunities.history import TITLE
from tests.projections.any_history import record_in

HOSTILE = '</title><script>alert(1)</script>\n# [here](javascript:x) <img src=//evil.example> "& `'
NAMES = {TED: "Ted <b>Tech</b>", BEA: "Bea # Business"}


def hostile() -> DecisionRecord:
    """A record of which the title of an opportunity means harm."""
    history = [
        replace(each, event=replace(each.event, title=HOSTILE)) if isinstance(each.event, OpportunityRaised) else each
        for each in reached().history
    ]
    record = record_in(history)
    for option in record.options:
        if option.opportunity_then:
            assert option.opportunity_then.title == HOSTILE
    return replace(record, headline=HOSTILE)


class Tags(HTMLParser):
    """Which tags a page has, and with which attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_both_forms_say_who_agreed_in_which_order_and_on_what() -> None:
    record = record_in(reached().history)
    for text in (record_markdown(record, {}), record_html(record, {})):
        assert TITLE in text
        for heading in ("Why", "What was on the table", "How the proposal changed", "Who agreed, in this order"):
            assert heading in text
        sides = [agreement.side for agreement in record.agreements]
        agreed = text[text.index("Who agreed, in this order") :]
        assert agreed.index(f"{sides[0]}: ") < agreed.index(f"{sides[1]}: ")
        assert re.search("first-hand", agreed)


def test_what_was_missing_is_told_in_words() -> None:
    text = record_markdown(record_in(reached().history), {})
    assert "- a statement of its value that business agrees to\n" in text
    assert "- evidence for it\n" in text


def test_people_have_their_names_and_those_without_one_their_ids() -> None:
    record = record_in(reached().history)
    names = {person: f"Somebody {number}" for number, person in enumerate(people_of(record))}
    named = record_html(record, names)
    assert not [person for person in names if person in named]
    assert all(name in named for person, name in names.items() if person in record_html(record, {}))


def test_a_page_has_no_tag_or_attribute_that_anybody_wrote_and_loads_nothing() -> None:
    page = record_html(hostile(), NAMES)
    tags = Tags(page)
    assert not tags.seen & {"script", "img", "b", "a", "link", "iframe"}
    assert tags.attributes == {"lang", "charset", "name", "content"}
    assert "&lt;script&gt;" in page
    assert "url(" not in page
    assert "@media print" in page


def test_markdown_has_no_link_heading_or_markup_that_anybody_wrote() -> None:
    text = record_markdown(hostile(), NAMES)
    assert not re.search(r"(?<!\\)[<\[`]", text)
    assert not re.search(r"https?://", text)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert len([line for line in headings if line.startswith("# ")]) == 1
    assert headings[0].startswith("# \\</title")


def test_markdown_does_not_take_the_beginning_of_what_people_wrote_for_a_list() -> None:
    record = record_in(reached().history)
    for rationale, told in (
        ("1. Now", "- 1\\. Now"),
        ("- Now", "- \\- Now"),
        ("--- x", "- \\--- x"),
        ("12 now", "- 12 now"),
    ):
        text = record_markdown(replace(record, content=replace(record.content, rationale=rationale)), {})
        assert told in text.splitlines()
