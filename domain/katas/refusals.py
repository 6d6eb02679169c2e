"""Refusals that several acts on katas share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class KataUnknown(Refusal):
    """No such kata in this workspace."""

    rule = "kata.unknown"
    kind = Kind.NOT_FOUND


class KataNotRunning(Refusal):
    """The kata is paused or has ended."""

    rule = "kata.not-running"
    kind = Kind.CONFLICT


class KataEnded(Refusal):
    """The kata has ended."""

    rule = "kata.ended"
    kind = Kind.CONFLICT


class NotOfTheTeam(Refusal):
    """Steps are taken by the learner and the kata's team."""

    rule = "kata.not-of-the-team"
    kind = Kind.FORBIDDEN


class LearnerNotInTeam(Refusal):
    """The learner works in the kata's team."""

    rule = "kata.learner-not-in-team"


class NotACoach(Refusal):
    """The person named as coach does not have that role here."""

    rule = "kata.not-a-coach"


class CoachIsLearner(Refusal):
    """Nobody coaches themselves."""

    rule = "kata.coach-is-learner"


class NoTargetCondition(Refusal):
    """No target condition is open: first where to, then what stands in the way."""

    rule = "kata.no-target-condition"
    kind = Kind.CONFLICT


class TargetConditionUnknown(Refusal):
    """No such target condition in this kata."""

    rule = "kata.target-condition-unknown"
    kind = Kind.NOT_FOUND


class TargetConditionNotOpen(Refusal):
    """The target condition was closed."""

    rule = "kata.target-condition-not-open"
    kind = Kind.CONFLICT


class TargetConditionOpen(Refusal):
    """A target condition is open; look back on it and close it first."""

    rule = "kata.target-condition-open"
    kind = Kind.CONFLICT


class OutsidePolicyWindow(Refusal):
    """The day lies nearer or farther than the policy lets target conditions be."""

    rule = "kata.outside-policy-window"
    waivable = True


class ObstacleUnknown(Refusal):
    """No such obstacle in this kata."""

    rule = "kata.obstacle-unknown"
    kind = Kind.NOT_FOUND


class ObstacleClosed(Refusal):
    """The obstacle was resolved or dropped."""

    rule = "kata.obstacle-closed"
    kind = Kind.CONFLICT


class ObstacleNotInFocus(Refusal):
    """Experiments are about the one obstacle in focus."""

    rule = "kata.obstacle-not-in-focus"
    kind = Kind.CONFLICT


class ExperimentUnknown(Refusal):
    """No such experiment in this kata."""

    rule = "kata.experiment-unknown"
    kind = Kind.NOT_FOUND


class ExperimentUnfinished(Refusal):
    """An experiment of this kata is planned or running; one at a time."""

    rule = "kata.experiment-unfinished"
    kind = Kind.CONFLICT


class LearningMissing(Refusal):
    """The last experiment has a result, but nobody has said what was learned."""

    rule = "kata.learning-missing"
    kind = Kind.CONFLICT


class ExperimentNotStarted(Refusal):
    """The experiment has not started."""

    rule = "kata.experiment-not-started"
    kind = Kind.CONFLICT


class ExperimentAlreadyStarted(Refusal):
    """The experiment has started, so its plan and prediction are locked."""

    rule = "kata.experiment-already-started"
    kind = Kind.CONFLICT


class ResultAlreadyRecorded(Refusal):
    """The experiment has its result; what remains is to learn from it, or to correct it."""

    rule = "kata.result-already-recorded"
    kind = Kind.CONFLICT


class EvidenceMissing(Refusal):
    """Nothing holds the kata against its north star."""

    rule = "kata.completed-without-evidence"
