"""The rules that the tables of the playbook name are known, can be waived or not as they say, and are waived in a test.

What each rule comes to is told by the tests of its concept: test_coverage_by_name.
"""

import ast

from tests.architecture.house import parsed
from tests.architecture.registries import refusals
from tests.architecture.test_coverage_by_name import files_of_tests, told

# by the step of the playbook, each rule that its table refuses with
TABLES = {
    "look at your data": (
        "metric.no-capture-plan",
        "metric.unit-differs",
        "metric.window-in-future",
        "metric.observation-changed",
        "metric.target-not-better",
        "signal.no-observation-or-source",
    ),
    "brainstorm, map the value stream": (
        "brainstorm.side-not-invited",
        "brainstorm.closed",
        "brainstorm.side-silent",
        "value-stream.process-exceeds-lead",
        "value-stream.percent-outside-range",
        "value-stream.no-product-owner",
        "value-stream.step-unmeasured",
        "value-stream.open",
    ),
    "align with outcomes": (
        "objectives.count-outside-range",
        "objectives.key-result-missing",
        "objectives.key-result-without-numbers",
        "objectives.target-is-baseline",
        "objectives.second-active-set",
        "objectives.not-active",
    ),
    "difficulty and urgency": (
        "assessment.side-without-scorer",
        "assessment.already-revealed",
        "assessment.outside-scale",
        "assessment.scorer-missing",
    ),
    "definition of awesome": (
        "definition.no-agreed-priority",
        "definition.north-star-missing",
        "definition.date-not-in-future",
        "definition.prompt-empty",
        "definition.metric-unobserved",
        "definition.metric-hidden-from-teams",
        "definition.not-in-that-team",
        "definition.side-contributed-nothing",
        "definition.no-team-feedback",
        "definition.doubt-unanswered",
        "definition.no-support",
        "definition.achieved-without-evidence",
    ),
    "improvement kata": (
        "kata.no-adopted-definition",
        "kata.no-fact-or-observation",
        "kata.process-metric-missing",
        "kata.no-current-condition",
        "kata.target-condition-open",
        "kata.outside-policy-window",
        "kata.target-already-met",
        "kata.reflection-missing",
        "kata.no-target-condition",
        "kata.obstacle-not-in-focus",
        "kata.prediction-missing",
        "kata.experiment-unfinished",
        "kata.learning-missing",
        "kata.experiment-too-large",
        "kata.experiment-already-started",
        "kata.experiment-not-started",
        "kata.result-missing",
        "kata.experiment-not-reflected",
    ),
    "benefits and trackers": (
        "benefit.subject-unknown",
        "benefit.same-person-both-sides",
        "tracker.subject-unknown",
        "tracker.already-linked",
    ),
}
WAIVABLE = {
    "brainstorm.side-silent",
    "definition.date-not-in-future",
    "definition.doubt-unanswered",
    "definition.metric-unobserved",
    "definition.no-agreed-priority",
    "definition.no-support",
    "definition.no-team-feedback",
    "definition.prompt-empty",
    "definition.side-contributed-nothing",
    "kata.experiment-too-large",
    "kata.no-adopted-definition",
    "kata.outside-policy-window",
    "kata.process-metric-missing",
    "objectives.count-outside-range",
    "value-stream.no-product-owner",
    "value-stream.step-unmeasured",
}


def test_every_rule_of_the_tables_is_known() -> None:
    named = [rule for rules in TABLES.values() for rule in rules]
    assert [rule for rule in named if rule not in refusals()] == []


def test_the_tables_say_which_can_be_waived() -> None:
    named = {rule for rules in TABLES.values() for rule in rules}
    assert {rule for rule in named if refusals()[rule].waivable} == WAIVABLE


def test_whatever_can_be_waived_is_waived_in_a_test() -> None:
    said = {
        node.value
        for path in files_of_tests()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    told_by_class = {name for path in files_of_tests() for name in told(path, "waive")}
    waivable = {
        rule: (refusal.__module__, refusal.__name__) for rule, refusal in refusals().items() if refusal.waivable
    }
    assert [rule for rule, name in waivable.items() if rule not in said and name not in told_by_class] == []
