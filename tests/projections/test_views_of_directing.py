"""Views of definitions and katas, and what opportunities and decisions show of them."""

from datetime import date, timedelta

from domain.definitions.deliver_support import DeliverSupport, SupportDelivery
from domain.definitions.draft_definition import DraftDefinition
from domain.definitions.give_team_feedback import GiveTeamFeedback
from domain.definitions.revise_definition import DefinitionRevision, ReviseDefinition
from domain.definitions.seal_team_feedback import SealTeamFeedback
from domain.definitions.supersede_definition import Succession, SupersedeDefinition
from domain.definitions.terms import Amount
from domain.katas.abandon_experiment import AbandonExperiment
from domain.katas.hold_coaching_cycle import HoldCoachingCycle
from domain.katas.terms import Reflection
from domain.kernel import Event
from domain.objectives.events import OpportunityAligned
from domain.signals.events import SignalRetracted
from projections.decisions.view import fold_decision
from projections.definitions.view import DefinitionView, fold_definition
from projections.katas.view import KataView, fold_kata
from projections.opportunities.view import fold_opportunity
from projections.partnership.team import fold_team
from tests.domain.definitions import scene as drafting
from tests.domain.definitions.scene import BEA, DEV, DOA, QA, SLOW, SUPPORT, TEAM, TED, VOICE
from tests.domain.katas import scene as moving
from tests.domain.katas.scene import CHECKS, COACH, ENVIRONMENT, FIRST, KATA, NORTH_STAR, TARGET
from tests.domain.katas.test_coaching_and_end import card
from tests.domain.opportunities.history import raised
from tests.domain.signals.scene import ATTACHED, DEC, SIG, proposed
from tests.domain.signals.scene import CITED as SIGNAL
from tests.domain.story import SIDES, Story, an_id
from tests.projections.any_history import about, numbered


def definition(scene: Story, name: str = DOA) -> DefinitionView:
    """The definition as it is shown."""
    view = fold_definition(name, about(f"definition:{name}", numbered(scene.history)), SIDES)
    assert view
    return view


def kata(scene: Story) -> KataView:
    """The storyboard."""
    view = fold_kata(KATA, about(f"kata:{KATA}", numbered(scene.history)))
    assert view
    return view


def test_a_draft_waits_for_the_signatures_of_both_sides() -> None:
    scene = drafting.ready()
    view = definition(scene)
    assert (view.state, view.north_star, view.waiting_for) == ("draft", NORTH_STAR, list(SIDES))
    assert not scene.signs(BEA).refusals
    assert definition(scene).waiting_for == ["technology"]
    assert definition(drafting.adopted()).signed_sides == ["business", "technology"]


def test_a_revision_voids_what_was_signed_and_says_what_changed() -> None:
    scene = drafting.ready()
    assert not scene.signs(BEA).refusals
    changed = DefinitionRevision(opportunities=(SLOW,), north_star="Within one minute")
    assert not scene.does(TED, ReviseDefinition, changed).refusals
    view = definition(scene)
    assert (view.revision, view.signed_sides) == (2, [])
    assert view.revisions[1].changes == ("north_star",)
    assert [signature.stands for signature in view.signatures] == [False]


def test_doubt_is_counted_and_its_answer_shown() -> None:
    view = definition(drafting.ready())
    assert (view.buy_in.counts.doubtful, view.buy_in.unanswered) == (1, 0)
    (voice,) = view.feedback
    assert (voice.feedback, voice.doubt, [answer.side for answer in voice.answers]) == (VOICE, True, ["technology"])


def test_of_one_person_only_the_last_word_counts() -> None:
    scene = drafting.drafted()
    for number, buy_in in enumerate(("against", "excited"), start=1):
        words = drafting.feedback(buy_in, feedback=an_id("fbk", number))
        assert not scene.does(DEV, GiveTeamFeedback, words).refusals
    counts = definition(scene).buy_in.counts
    assert (counts.against, counts.excited) == (0, 1)


def test_sealed_feedback_is_counted_without_author_or_words() -> None:
    scene = drafting.drafted()
    assert not scene.does(QA, SealTeamFeedback, drafting.feedback()).refusals
    view = definition(scene)
    (voice,) = view.feedback
    assert (voice.sealed, voice.text, voice.buy_in, view.buy_in.counts.doubtful) == (True, None, None, 1)
    assert QA not in str(view)


def test_support_is_promised_and_delivered() -> None:
    scene = drafting.ready()
    for value in (5.0, 2.5):
        given = SupportDelivery(support=SUPPORT, amount=Amount(value=value, unit="percent"))
        outcome = scene.does(BEA, DeliverSupport, given)
        assert not outcome.refusals
    (support,) = definition(scene).support
    assert (len(support.deliveries), support.delivered) == (2, Amount(value=7.5, unit="percent"))
    (summed,) = definition(scene).support_by_side
    assert (summed.side, summed.kind, summed.promises, summed.begun) == (support.side, support.kind, 1, 1)
    assert [(each.unit, each.promised, each.delivered) for each in summed.amounts] == [("percent", 0, 7.5)]
    assert [each.type for each in summed.rests_on] == [
        "support-committed.v1",
        "support-delivered.v1",
        "support-delivered.v1",
    ]


def test_one_definition_takes_the_place_of_another() -> None:
    following = an_id("doa", 2)
    scene = drafting.adopted()
    drafting.adopted(_drafted_again(scene, following), following)
    assert not scene.does(TED, SupersedeDefinition, Succession(by=following, reason="Better")).refusals
    assert (definition(scene).state, definition(scene).superseded_by) == ("superseded", following)
    assert definition(scene, following).supersedes == [DOA]


def _drafted_again(scene: drafting.Scene, name: str) -> drafting.Scene:
    outcome = scene.does(TED, DraftDefinition, drafting.words(), name)
    assert not outcome.refusals
    return scene


def test_the_storyboard_carries_the_north_star_and_the_open_target_condition() -> None:
    view = kata(moving.focused())
    assert view.target_condition
    assert (view.north_star, view.target_condition.target_condition, view.focus) == (NORTH_STAR, TARGET, CHECKS)
    assert {each.obstacle: each.status for each in view.obstacles} == {CHECKS: "focused", ENVIRONMENT: "parked"}
    assert view.current_condition
    assert view.current_condition.facts == ("Three weeks from request to release",)
    assert definition(moving.started()).katas == [KATA]


def test_the_experiment_record_has_four_columns() -> None:
    view = kata(moving.learned())
    (experiment,) = view.experiments
    assert experiment.happened
    assert experiment.learned
    assert (experiment.what.step, experiment.expect.expected) == ("Automate the ten longest checks", 4.0)
    assert (experiment.happened.measured, experiment.learned.computed) == (6.1, "refuted")
    assert experiment.happened.days_late == (moving.learned().now.date() - date(2026, 3, 11)).days
    assert (view.current_experiment, view.obstacles[0].experiments) == (None, [FIRST])


def test_an_abandoned_experiment_keeps_what_was_learned() -> None:
    scene = moving.running()
    body = AbandonExperiment.body_type(experiment=FIRST, reason="Too slow", learned="Checks depend on data")
    scene.goes((AbandonExperiment, body))
    (experiment,) = kata(scene).experiments
    assert experiment.learned
    assert (experiment.status, experiment.abandoned_because) == ("abandoned", "Too slow")
    assert (experiment.learned.text, experiment.learned.verdict) == ("Checks depend on data", None)


def test_a_coaching_cycle_looks_back() -> None:
    back = Reflection(experiment=FIRST, planned="a", expected="b", happened="c", learned="d")
    scene = moving.learned()
    see_on = scene.now.date() + timedelta(days=1)
    scene.goes((HoldCoachingCycle, card(reflections=(back,), see_on=see_on)), by=COACH)
    view = kata(scene)
    assert (view.experiments[0].reflected, view.coaching_cycles[0].see_on) == (True, see_on)


def test_the_opportunity_is_in_progress_and_names_kata_and_definition() -> None:
    history = about(f"opportunity:{SLOW}", numbered(moving.started().history))
    view = fold_opportunity(SLOW, history, SIDES)
    assert view
    assert (view.state, view.katas, view.definitions) == ("in_progress", [KATA], [DOA])
    assert view.life[-1].reason == NORTH_STAR


def test_an_alignment_fills_the_facet() -> None:
    okr = an_id("okr", 1)
    aligned = OpportunityAligned(
        opportunity=SLOW, objectives=okr, revision=1, key="O1", place=f"{okr}/O1", mechanism="Fewer handoffs"
    )
    view = fold_opportunity(SLOW, numbered((raised(SLOW), aligned)), SIDES)
    assert view
    assert (view.readiness.aligned, view.alignments[0].key) == (True, "O1")


def test_a_retracted_signal_no_longer_counts() -> None:
    fallen = SignalRetracted(signal=SIG, reason="The clock was wrong", decisions=(DEC,), opportunities=(SLOW,))
    events: tuple[Event, ...] = (raised(SLOW), ATTACHED, fallen)
    view = fold_opportunity(SLOW, numbered(events), SIDES)
    assert view
    assert (view.evidence[0].counts, view.readiness.evidence) == (False, False)
    decision = fold_decision(DEC, numbered((proposed(SIGNAL), fallen)), SIDES)
    assert decision
    assert [(each.signal, each.reason) for each in decision.fallen] == [(SIG, "The clock was wrong")]


def test_the_team_is_pointed_at_what_names_it() -> None:
    view = fold_team(TEAM, about(f"team:{TEAM}", numbered(moving.started().history)))
    assert view
    assert f"kata:{KATA}" in {mention.subject for mention in view.mentions}
