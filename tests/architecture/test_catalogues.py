"""The catalogues for people name every act, event and rule, and are what the code says."""

from tests.architecture.catalogues import pages
from tests.architecture.reach import reached
from tests.architecture.registries import commands, events, refusals

# said once, as they can stand in the way of any act or belong to all of them
OF_ALL_ACTS = {"rule-waived.v1"}
RULES_OF_ALL_ACTS = ("acting.", "partnership.workspace-archived", "meetings.act-not-carried-out")


def test_pages_are_fresh() -> None:
    """`make generate` renews them."""
    kept = {path: path.read_text(encoding="utf-8") for path in pages()}
    assert kept == pages()


def test_every_event_is_recorded_by_some_act() -> None:
    written = {event.TOPIC for command in commands().values() for event in reached(command)[0]}
    assert events().keys() - written == OF_ALL_ACTS


def test_every_rule_refuses_some_act() -> None:
    refusing = {refusal.rule for command in commands().values() for refusal in reached(command)[1]}
    assert [rule for rule in refusals().keys() - refusing if not rule.startswith(RULES_OF_ALL_ACTS)] == []


def test_every_link_leads_somewhere() -> None:
    texts = {path.name: text for path, text in pages().items()}
    links = {
        (page, anchor)
        for text in texts.values()
        for page, anchor in (part.partition(")")[0].split("#") for part in text.split("](")[1:] if ".md#" in part)
    }
    assert links
    assert [
        link
        for link in links
        if f'id="{link[1]}"' not in texts[link[0]] and f"## {link[1].capitalize()}" not in texts[link[0]]
    ] == []
