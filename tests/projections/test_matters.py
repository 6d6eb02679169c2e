"""What waits elsewhere: at definitions, katas, blind rounds, signals, minutes, policies, keys; and the rows."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.brainstorms.events import BrainstormOpened, BrainstormRevealed, IdeaSubmitted
from domain.decisions.events import DecisionProposed
from domain.definitions.events import (
    DefinitionAdopted,
    DefinitionDrafted,
    FeedbackAnswered,
    SupportCommitted,
    SupportDelivered,
    TeamFeedbackGiven,
)
from domain.definitions.terms import Amount, BuyInCounts, DefinitionContent, PinnedOpportunity, SealedFeedback
from domain.katas.events import KataRoleChanged, TargetConditionClosed, TargetConditionExtended
from domain.kernel import Event
from domain.meetings.events import ActMinuted, MeetingHeld, MinuteConfirmed, MinuteDisputed, place
from domain.partnership.correctable import RecordCorrected
from domain.partnership.keys import KeyAccepted, KeyIssued
from domain.partnership.policy import DEFAULTS, PolicyAdopted, PolicyConfirmed, PolicyProposed
from domain.partnership.seats import Seat
from domain.registry import CATALOGUE
from domain.signals.events import ChallengeAnswered
from domain.value_streams.events import ValueStreamOpened
from eventstore.store import Store
from projections.following import follow
from projections.groups import WAITING
from projections.matters.listing import Asker, WaitingQuery, list_waiting
from projections.matters.projector import KINDS, Waiting
from projections.rebuilding import rebuild_workspace
from tests.domain.anything import any_of
from tests.domain.katas.scene import COACH, DEV, DUE, FIRST, KATA, LOOK, TARGET, aimed, learned, resulted, running
from tests.domain.signals.scene import BY_TED, CHALLENGED, DOUBT, SIG
from tests.domain.story import BEGINNING, an_id, fact
from tests.projections.board import Board
from tests.projections.ledger import Said, new_workspace, tell

DIGEST = "0" * 64
TED, BEA, DOA, TEAM, OPP = an_id("per", 1), an_id("per", 2), an_id("doa", 1), an_id("team", 1), an_id("opp", 1)
STORM, MEETING, KEY, SUPPORT = an_id("bst", 1), an_id("mtg", 1), an_id("key", 1), an_id("sup", 1)
VOICES = [an_id("fbk", number) for number in (1, 2, 3)]
TECHNOLOGY, BUSINESS = "side:technology", "side:business"
slugs = (f"matters-{number}" for number in itertools.count(1))
on_one_database = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


def waits(subject: str, *history: Event, at: datetime = BEGINNING) -> list[tuple[str, str]]:
    """What waits at a subject after these events."""
    return Board(history).acts(subject, at)


DRAFTED = DefinitionDrafted(
    definition=DOA,
    revision=1,
    digest=DIGEST,
    content=DefinitionContent(
        definition=DOA,
        opportunities=(PinnedOpportunity(opportunity=OPP, revision=1, digest=DIGEST),),
        north_star="Within the hour",
        teams=(TEAM,),
    ),
    side="technology",
    scope="main",
    policy=1,
    opportunities=(OPP,),
)
DOUBTFUL = TeamFeedbackGiven(
    definition=DOA, feedback=VOICES[0], revision=1, team=TEAM, buy_in="doubtful", text="With one machine?"
)


def test_a_definition_waits_for_the_teams_voice_and_every_signature() -> None:
    on = f"definition:{DOA}"
    asked = [("give-team-feedback", f"team:{TEAM}"), ("sign-definition", TECHNOLOGY), ("sign-definition", BUSINESS)]
    assert waits(on, DRAFTED) == asked
    assert waits(on, DRAFTED, DOUBTFUL) == [*asked[1:], ("answer-feedback", TECHNOLOGY)]
    answered = FeedbackAnswered(definition=DOA, feedback=(VOICES[0],), text="A second one.", side="business")
    assert waits(on, DRAFTED, DOUBTFUL, answered) == asked[1:]


def test_a_sealed_doubt_waits_for_an_answer_without_a_name() -> None:
    sealed = SealedFeedback(commitment=DIGEST, counts=BuyInCounts(against=1), ballot=DIGEST)
    hidden = TeamFeedbackGiven(definition=DOA, feedback=VOICES[0], revision=1, team=TEAM, sealed=sealed)
    board = Board([DRAFTED, fact(hidden, actor="system:veil")])
    duty = board.duties(f"definition:{DOA}", BEGINNING)[-1]
    assert (duty.act, duty.why, duty.body) == (
        "answer-feedback",
        "Somebody of the team is against.",
        {"feedback": [VOICES[0]]},
    )
    milder = SealedFeedback(commitment=DIGEST, counts=BuyInCounts(supportive=1), ballot=DIGEST)
    board.take(
        fact(
            TeamFeedbackGiven(definition=DOA, feedback=VOICES[1], revision=1, team=TEAM, sealed=milder),
            actor="system:veil",
        )
    )
    assert "answer-feedback" not in dict(board.acts(f"definition:{DOA}", BEGINNING))


def test_promised_support_waits_until_all_of_it_has_arrived() -> None:
    on, days = f"definition:{DOA}", "days"
    promised = SupportCommitted(
        definition=DOA,
        support=SUPPORT,
        kind="time",
        text="Ten days",
        side="business",
        amount=Amount(value=10, unit=days),
    )
    some = SupportDelivered(definition=DOA, support=SUPPORT, amount=Amount(value=6, unit=days))
    adopted = DefinitionAdopted(
        definition=DOA,
        revision=1,
        digest=DIGEST,
        north_star="Within the hour",
        sides=(),
        policy=1,
        opportunities=(OPP,),
        buy_in=BuyInCounts(),
    )
    owed = [("deliver-support", BUSINESS)]
    assert waits(on, DRAFTED, promised, adopted) == owed
    assert waits(on, DRAFTED, promised, adopted, some) == owed
    assert waits(on, DRAFTED, promised, adopted, some, some) == []


def kata(*history: Event, at: date, person: str | None = None) -> list[str]:
    """What waits at the kata on a day."""
    board = Board(history)
    moment = datetime(at.year, at.month, at.day, 12, tzinfo=BEGINNING.tzinfo)
    return [act for act, _ in board.acts(f"kata:{KATA}", moment, person)]


def test_a_result_waits_from_the_day_of_the_check_on() -> None:
    history = [each.event for each in running().history]
    assert kata(*history, at=LOOK - timedelta(days=1)) == []
    assert kata(*history, at=LOOK, person=DEV) == ["record-result"]
    (_, check) = Board(history).item(f"kata:{KATA}")[1]
    assert (check.name, check.on) == (f"check_on-{FIRST}", LOOK)


def test_then_the_learning_and_then_the_coachs_reflection() -> None:
    after_result, after_learning = ([each.event for each in told().history] for told in (resulted, learned))
    assert kata(*after_result, at=LOOK, person=DEV) == ["record-learning"]
    assert (kata(*after_learning, at=LOOK, person=DEV), kata(*after_learning, at=LOOK, person=COACH)) == (
        [],
        ["hold-coaching-cycle"],
    )
    other = KataRoleChanged(kata=KATA, role="coach", former=COACH, person=BEA)
    assert kata(*after_learning, other, at=LOOK, person=COACH) == []
    assert kata(*after_learning, other, at=LOOK, person=BEA) == ["hold-coaching-cycle"]


def test_a_target_condition_waits_to_be_closed_once_its_day_is_over() -> None:
    history = [each.event for each in aimed().history]
    later = DUE + timedelta(days=7)
    extended = TargetConditionExtended(
        kata=KATA, target_condition=TARGET, former=DUE, to=later, reason="Holidays", policy=1
    )
    assert kata(*history, at=DUE) == []
    assert kata(*history, at=DUE + timedelta(days=1), person=DEV) == ["close-target-condition"]
    assert kata(*history, extended, at=DUE + timedelta(days=1)) == []
    closed = TargetConditionClosed(
        kata=KATA, target_condition=TARGET, outcome="missed", reflection="Too much at once.", days_late=1
    )
    assert kata(*history, extended, closed, at=later + timedelta(days=1)) == []
    (day,) = Board([*history, extended, closed]).item(f"kata:{KATA}")[1]
    assert (day.on, day.sequence, day.cancelled) == (later, 2, True)


OPENED = BrainstormOpened(
    brainstorm=STORM,
    question="What waits?",
    mode="private_then_reveal",
    topic="problems",
    invited=(Seat(person=TED, side="technology"), Seat(person=BEA, side="business")),
)


def test_who_was_invited_is_asked_for_an_idea_and_nothing_of_others_ideas_shows() -> None:
    idea = IdeaSubmitted(brainstorm=STORM, idea=an_id("idea", 1), person=TED, side="technology", commitment=DIGEST)
    board = Board([OPENED, idea])
    assert board.acts(f"brainstorm:{STORM}", BEGINNING) == [("submit-idea", f"person:{BEA}")]
    item, _ = board.item(f"brainstorm:{STORM}")
    assert DIGEST not in str(item)
    assert waits(f"brainstorm:{STORM}", OPENED, BrainstormRevealed(brainstorm=STORM, ideas=(), policy=1)) == []


def test_a_corrected_question_is_the_title() -> None:
    wrong = RecordCorrected(
        event=an_id("evt", 1),
        position=1,
        type=OPENED.TOPIC,
        field="question",
        former="What waits?",
        to="Who waits?",
        reason="A slip",
        subjects=(f"brainstorm:{STORM}",),
    )
    item, _ = Board([OPENED, wrong]).item(f"brainstorm:{STORM}")
    assert item.title == "Who waits?"


def test_a_challenge_waits_for_who_recorded_the_signal() -> None:
    board = Board([BY_TED, CHALLENGED])
    assert board.acts(f"signal:{SIG}", BEGINNING) == [("answer-challenge", f"person:{BY_TED.actor}")]
    assert board.duties(f"signal:{SIG}", BEGINNING)[0].body == {"challenge": DOUBT}
    by_machine = Board([fact(BY_TED.event, actor="integration:metrics"), CHALLENGED])
    assert by_machine.duties(f"signal:{SIG}", BEGINNING)[0].whom == (TECHNOLOGY, BUSINESS)
    assert (
        waits(f"signal:{SIG}", BY_TED.event, CHALLENGED, ChallengeAnswered(signal=SIG, challenge=DOUBT, answer="x"))
        == []
    )


def minuted(act: int, person: str) -> ActMinuted:
    """An act of a person's, taken from the minutes."""
    where = {"meeting": MEETING, "person": person, "place": place(MEETING, person)}
    return ActMinuted(act=an_id("act", act), command="form-team", subject=TEAM, body={}, **where)


def test_minuted_acts_wait_for_each_person_in_one_go() -> None:
    held = MeetingHeld(meeting=MEETING, title="Planning", held_at=BEGINNING, present=(TED, BEA))
    history = [held, minuted(1, TED), minuted(2, TED), minuted(3, BEA)]
    on, where = f"meeting:{MEETING}", {"meeting": MEETING, "person": TED, "place": place(MEETING, TED)}
    assert waits(on, *history) == [("confirm-minutes", f"person:{TED}"), ("confirm-minutes", f"person:{BEA}")]
    some = MinuteConfirmed(acts=(an_id("act", 1),), **where)
    assert Board([*history, some]).duties(on, BEGINNING)[0].body == {"acts": [an_id("act", 2)]}
    rest = MinuteDisputed(acts=(an_id("act", 2),), reason="Not so.", **where)
    assert waits(on, *history, some, rest) == [("confirm-minutes", f"person:{BEA}")]


def test_a_policy_waits_for_the_sides_that_have_not_confirmed() -> None:
    proposal = PolicyProposed(revision=2, digest=DIGEST, policy=DEFAULTS, side="technology")
    confirmed = PolicyConfirmed(revision=2, digest=DIGEST, side="technology", person=TED, confirmed={"technology": TED})
    assert waits("policy:policy", proposal) == [("confirm-policy", TECHNOLOGY), ("confirm-policy", BUSINESS)]
    (duty,) = Board([proposal, confirmed]).duties("policy:policy", BEGINNING)
    assert (duty.whom, duty.barred) == ((BUSINESS,), (TED,))
    assert waits("policy:policy", proposal, PolicyAdopted(revision=2, digest=DIGEST, policy=DEFAULTS)) == []


def test_a_key_waits_for_its_holder_until_it_expires() -> None:
    issued = KeyIssued(
        key=KEY,
        holder=BEA,
        issuer=TED,
        prefix="abcd1234",
        scopes=("read",),
        pending=True,
        expires_at=BEGINNING + timedelta(days=1),
    )
    on = f"key:{KEY}"
    assert waits(on, issued) == [("accept-key", f"person:{BEA}")]
    assert waits(on, issued, at=BEGINNING + timedelta(days=1)) == []
    assert waits(on, issued, KeyAccepted(key=KEY, holder=BEA)) == []


def test_every_kind_says_what_it_ignores_once() -> None:
    ignored = [kind for matters in KINDS for kind in matters.ignored]
    assert len(ignored) == len(set(ignored))
    assert ValueStreamOpened in Waiting.ignores
    assert DecisionProposed in Waiting.folds


@st.composite
def anything(draw: st.DrawFn) -> list[Said]:
    """Events of any types in any order, about few subjects."""
    kinds = sorted(Waiting.folds, key=lambda kind: kind.TOPIC)
    drawn = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=12))
    return [Said(event=draw(any_of(kind))) for kind in drawn]


@given(history=anything())
def test_no_history_is_too_odd(history: list[Said]) -> None:
    board = Board([each.event for each in history])
    for subject in board.rows:
        board.item(subject)


@on_one_database
@given(history=anything(), page=st.integers(1, 4))
async def test_any_batches_and_a_rebuild_make_the_same_rows(store: Store, history: list[Said], page: int) -> None:
    first, second = [await new_workspace(store.pool, next(slugs)) for _ in range(2)]
    rows = {}
    for workspace, size in ((first, 1000), (second, page)):
        await tell(store, workspace, *history)
        await follow(store.pool, WAITING, workspace, worker="test", page=size)
    await rebuild_workspace(store.pool, WAITING, second, page=page)
    for workspace in (first, second):
        found = await store.pool.fetch(
            "SELECT kind, subject, began_position, about, cardinality(audience), due, latest FROM matter m"
            " JOIN projection_checkpoint c USING (workspace_id, generation)"
            " WHERE workspace_id = $1 AND c.projection = 'waiting' AND c.live ORDER BY kind, subject",
            workspace.workspace_id,
        )
        rows[workspace.slug] = [tuple(row) for row in found]
    assert rows[first.slug] == rows[second.slug]
    assert len(CATALOGUE) > len(rows)


async def test_pages_come_by_deadline_and_pass_over_what_has_closed(store: Store) -> None:
    workspace = await new_workspace(store.pool, next(slugs))
    keys = [
        KeyIssued(
            key=an_id("key", number),
            holder=BEA,
            issuer=TED,
            prefix="abcd1234",
            scopes=("read",),
            pending=True,
            expires_at=BEGINNING + timedelta(days=90 - number) if number % 3 else None,
        )
        for number in range(1, 61)
    ]
    await tell(store, workspace, *keys)
    await follow(store.pool, WAITING, workspace, worker="test")
    for at in (BEGINNING, BEGINNING + timedelta(days=50), BEGINNING + timedelta(days=365)):
        expected = sorted(
            (key for key in keys if key.expires_at is None or key.expires_at > at),
            key=lambda key: (key.expires_at is None, key.expires_at or BEGINNING, key.key),
        )
        for asker in (None, Asker(person=BEA, teams=frozenset(), scopes={})):
            seen, after = list[str](), None
            while True:
                query = WaitingQuery(at=at, asker=asker, limit=7, after=after)
                page = await list_waiting(store.pool, workspace.workspace_id, query)
                seen += [matter.subject for matter in page.matters]
                after = page.next_key
                if after is None:
                    break
                assert len(page.matters) == 7
            assert seen == [key.key for key in expected]
    nobody = WaitingQuery(at=BEGINNING, asker=Asker(person=TED, teams=frozenset(), scopes={"technology": None}))
    assert (await list_waiting(store.pool, workspace.workspace_id, nobody)).matters == []
