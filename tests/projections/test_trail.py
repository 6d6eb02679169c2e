"""The trail tells of every event of a subject who did what, and what it changed."""

import json
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.decisions.changing import Changes
from domain.decisions.counter_propose import CounterPropose
from domain.decisions.raise_objection import ObjectionWords, RaiseObjection
from domain.kernel import Event, tags_of
from domain.opportunities.events import OpportunityReworded
from domain.partnership.correctable import RecordCorrected
from domain.partnership.events import PartnerJoined, PartnerLeft, TeamRenamed
from domain.partnership.policy import Policy, PolicyAdopted, PolicyConfirmed, PolicyProposed
from domain.registry import CATALOGUE
from projections.people import people_of, with_names
from projections.sentences import SENTENCES, told
from projections.trail import TrailEntry, trail_of
from projections.views import VIEWS
from projections.wording import listed, quoted
from tests.architecture.event_schemas import kept
from tests.domain.anything import any_of
from tests.domain.decisions.scene import BEA, DEC, DEV, OBJ, SLOW, TED, TESTS, Scene, proposed, reached, won
from tests.domain.opportunities.history import PROBLEM, TITLE, raised
from tests.domain.partnership.cast import CREW, CREW_FORMED
from tests.domain.story import BEGINNING, SIDES, an_id, fact
from tests.projections.any_history import about, histories, numbered

NAMES = {TED: "Ted", BEA: "Bea", DEV: "Dev"}


def trail(started: Scene, tag: str = f"decision:{DEC}", after: int = 0, limit: int | None = None) -> list[TrailEntry]:
    """The trail of a subject in a scene, with names."""
    history = about(tag, numbered(started.history))
    return trail_of(tag, history, SIDES, after=after, limit=limit, names=NAMES)


def changes(entry: TrailEntry) -> dict[str, tuple[object, object]]:
    """What an entry changed, by field."""
    return {change.field: (change.old, change.new) for change in entry.changes}


def test_a_decision_is_told_from_proposal_to_agreement() -> None:
    assert [entry.summary for entry in trail(reached())] == [
        f"Ted proposed for technology to put {SLOW} first in main.",
        "Ted stated what technology would win by revision 1: “Releases that nobody fears”.",
        "Bea stated what business would win by revision 1: “Releases that nobody fears”.",
        "Bea agreed to revision 1 for business.",
        "Ted agreed to revision 1 for technology.",
        "Every side agrees on revision 1 (business, then technology): it is in force.",
    ]


def test_each_entry_says_what_changed() -> None:
    *_, second, last = trail(reached())
    assert changes(second) == {"agreement.technology": (None, (TED,))}
    assert changes(last) == {"state": ("open", "agreed"), "in_force_for": (None, (SLOW,))}


def test_a_counter_proposal_changes_parts_and_voids_others() -> None:
    started = won()
    started.does(BEA, CounterPropose, Changes(choice=TESTS))
    entries = {entry.type: entry for entry in trail(started)}
    assert changes(entries["counter-proposed.v1"]) == {"choice": (SLOW, TESTS), "revision": (1, 2)}
    assert changes(entries["win-voided.v1"]) == {"win.business": ("Releases that nobody fears", None)}
    assert entries["counter-proposed.v1"].summary == "Bea answered for business with revision 2, changing choice."


def test_reasons_stand_beside_the_change() -> None:
    started = proposed()
    started.does(DEV, RaiseObjection, ObjectionWords(objection=OBJ, reason="Nobody asked us", blocking=True))
    last = trail(started)[-1]
    assert (last.reason, last.actor, last.side) == ("Nobody asked us", DEV, "team")
    assert changes(last) == {f"objection.{OBJ}": (None, "open")}
    assert last.summary == "Dev objected to revision 1: “Nobody asked us”."


def test_the_trail_of_an_opportunity_shows_the_decisions_about_it() -> None:
    entries = trail(reached(), f"opportunity:{SLOW}")
    assert [entry.type for entry in entries] == [
        "opportunity-raised.v1",
        "decision-proposed.v1",
        "agreement-reached.v1",
    ]
    assert changes(entries[-1]) == {"state": ("open", "prioritised"), "priority.first_priority/main": (None, DEC)}
    assert entries[-1].summary.startswith(f"{DEC}: Every side agrees")


def test_a_new_wording_shows_both() -> None:
    reworded = OpportunityReworded(
        opportunity=SLOW,
        revision=2,
        digest="b" * 64,
        title="Releases take five weeks",
        problem=PROBLEM,
        former_title=TITLE,
        former_problem=PROBLEM,
    )
    last = trail_of(f"opportunity:{SLOW}", numbered([raised(), reworded]), SIDES)[-1]
    assert changes(last) == {"title": (TITLE, "Releases take five weeks")}


def test_a_correction_shows_what_was_mended_and_why() -> None:
    corrected = RecordCorrected(
        event=an_id("evt", 1),
        subjects=(f"opportunity:{SLOW}",),
        position=1,
        type="opportunity-raised.v1",
        field="theme",
        reason="It was about culture",
        former="features_faster",
        to="culture",
    )
    first, last = trail_of(f"opportunity:{SLOW}", numbered([raised(), fact(corrected, actor=TED)]), SIDES, names=NAMES)
    assert changes(last) == {"theme": ("features_faster", "culture")}
    assert first.data["theme"] == "features_faster"
    assert last.summary == "Ted corrected theme of the event at 1: “It was about culture”."


def test_a_person_comes_and_goes() -> None:
    tag = f"member:{BEA}"
    joined = PartnerJoined(person=BEA, side="business", partners=1)
    left = PartnerLeft(person=BEA, side="business", partners=0, successor=DEV, reason="Retired")
    first, last = trail_of(tag, numbered([joined, left]), SIDES, names=NAMES)
    assert (changes(first), changes(last)) == (
        {"sides": (None, ("business",))},
        {"sides": (("business",), None)},
    )
    assert last.summary == "Bea is no longer a partner of business: “Retired”; Dev goes on."


def test_a_team_with_another_name() -> None:
    renamed = fact(TeamRenamed(team=CREW, name="Checkout", former="Crew"), actor=TED)
    _, last = trail_of(f"team:{CREW}", numbered([CREW_FORMED, renamed]), SIDES, names=NAMES)
    assert changes(last) == {"name": ("Crew", "Checkout")}
    assert last.summary == "Ted renamed the team from “Crew” to “Checkout”."


def test_a_policy_changes_only_when_every_side_confirmed() -> None:
    policy = Policy(readiness="enforce")
    history = numbered(
        [
            PolicyProposed(revision=2, digest="c" * 64, policy=policy, side="business"),
            PolicyConfirmed(revision=2, digest="c" * 64, side="business", person=BEA, confirmed={"business": BEA}),
            PolicyAdopted(revision=2, digest="c" * 64, policy=policy),
        ]
    )
    proposal, confirmation, adoption = trail_of("policy", history, SIDES)
    assert changes(proposal) == {"proposal": (None, 2)}
    assert changes(confirmation) == {"confirmed.business": (None, BEA)}
    assert changes(adoption) == {
        "revision": (1, 2),
        "readiness": ("advise", "enforce"),
        "proposal": (2, None),
        "confirmed.business": (BEA, None),
    }


def test_a_page_begins_after_a_position_and_knows_what_was_before() -> None:
    every = trail(reached())
    assert trail(reached(), after=every[1].position, limit=2) == every[2:4]


def test_both_clocks_and_the_delay_are_shown() -> None:
    late = replace(fact(raised(), actor=TED), recorded_at=BEGINNING + timedelta(hours=2), basis="imported")
    (entry,) = trail_of(f"opportunity:{SLOW}", numbered([late]), SIDES)
    assert (entry.occurred_at, entry.delay_seconds, entry.basis) == (BEGINNING, 7200, "imported")


def test_subjects_without_a_view_have_a_trail_too() -> None:
    started = proposed()
    started.does(DEV, RaiseObjection, ObjectionWords(objection=OBJ, reason="Nobody asked us"))
    (entry,) = trail(started, f"objection:{OBJ}")
    assert entry.changes == ()


def test_every_event_of_the_catalogue_is_told() -> None:
    assert set(SENTENCES) == set(CATALOGUE.values())


@pytest.mark.parametrize("topic", CATALOGUE)
def test_its_sentence_reads_well(topic: str) -> None:
    for row in kept()[topic]["examples"]:
        event = msgspec.json.decode(json.dumps(row), type=CATALOGUE[topic])
        sentence = told(fact(event, actor=TED))
        assert sentence.endswith((".", ".”"))
        assert sentence[0].isupper() or sentence.startswith(
            ("per_", "dec_", "doa_", "team_", "integration:", "system:")
        )
        assert [part for part in ("None", "()", "{", "  ") if part in sentence] == []


@settings(max_examples=60)
@for_all(st.sampled_from([*CATALOGUE.values()]).flatmap(any_of))
def test_any_event_is_told(event: Event) -> None:
    sentence = told(fact(event, actor=TED))
    assert "\n" not in sentence
    assert len(sentence) < 2000


@pytest.mark.parametrize("name", ["decision", "opportunity", "member", "policy", "team"])
@settings(max_examples=20)
@for_all(data=st.data())
def test_any_history_leaves_a_trail(name: str, data: st.DataObject) -> None:
    prefix = {"decision": "dec", "opportunity": "opp", "member": "per", "team": "team"}.get(name)
    tag = f"{name}:{an_id(prefix, 1)}" if prefix else name
    history = data.draw(histories(tag))
    entries = trail_of(tag, history, SIDES)
    assert [entry.position for entry in entries] == [recorded.position for recorded in history]
    assert all(entry.summary for entry in entries)
    read = msgspec.json.decode(msgspec.json.encode(entries), type=list[TrailEntry])
    assert [entry.id for entry in read] == [entry.id for entry in entries]


def test_names_take_the_place_of_ids() -> None:
    assert with_names(f"{TED} and {BEA} and {DEV}.", {TED: "Ted", BEA: "Bea"}) == f"Ted and Bea and {DEV}."


def test_people_in_a_view_are_found_wherever_they_stand() -> None:
    view = VIEWS["decision"].fold(DEC, about(f"decision:{DEC}", numbered(reached().history)), SIDES)
    assert set(people_of(view)) == {TED, BEA}
    assert people_of({TED: [{"by": BEA}], "text": f"says {DEV}"}) == (TED, BEA)


def test_long_texts_are_cut_and_lines_joined() -> None:
    assert quoted("one\n two") == "“one two”"
    assert quoted("long " * 50).endswith("…”")
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed("abcdefgh") == "a, b, c, d, e and 3 more"


def test_tags_begin_with_the_primary_subject() -> None:
    """The trail tells by this whose event it shows."""
    assert tags_of(raised())[0] == f"opportunity:{SLOW}"
