"""Metrics and what is observed of them: acts."""

from __future__ import annotations

from api.declarations import Act
from api.observing import AnsweredRows, Observing
from domain.metrics.change_target import ChangeTarget
from domain.metrics.define_metric import DefineMetric
from domain.metrics.record_observations import RecordObservations
from domain.metrics.redefine_metric import RedefineMetric
from domain.metrics.rename_metric import RenameMetric
from domain.metrics.retire_metric import RetireMetric
from domain.metrics.set_baseline import SetBaseline
from domain.metrics.set_target import SetTarget

ONE = "/metrics/{metric}"
WHAT = {
    "unit": "hour",
    "direction": "down",
    "kind": "delivery",
    "capture": {"method": "automatic", "cadence": "weekly", "source": "the pipeline's log"},
}

ACTS = (
    Act(
        path="/metrics",
        command=DefineMetric,
        keyed="metric",
        asks=("capture",),
        example={"key": "lead_time_for_change", "name": "Lead time for a change", **WHAT},
    ),
    Act(
        path=f"{ONE}/definitions",
        command=RedefineMetric,
        subject="metric",
        asks=("capture",),
        example={**WHAT, "reason": "Counted from the commit, not from the merge."},
    ),
    Act(path=f"{ONE}/name", command=RenameMetric, subject="metric", example={"name": "Lead time from commit"}),
    Act(
        path=f"{ONE}/baselines",
        command=SetBaseline,
        subject="metric",
        asks=("value",),
        example={"value": 504, "note": "The median of the last quarter."},
    ),
    Act(path=f"{ONE}/target", command=SetTarget, subject="metric", example={"target": 24, "by": "2027-06-30"}),
    Act(
        path=f"{ONE}/target/changes",
        command=ChangeTarget,
        subject="metric",
        example={"target": 48, "by": "2027-06-30", "reason": "One day is beyond the test environments we have."},
    ),
    Act(
        path=f"{ONE}/retirement",
        command=RetireMetric,
        subject="metric",
        example={"reason": "The pipeline that it counted is gone."},
    ),
    Act(
        path="/observations",
        command=RecordObservations,
        located="/events",
        doing=Observing,
        answers=AnsweredRows,
        resumes="rows of which none was new",
        example={
            "observations": [
                {
                    "metric": "lead_time_for_change",
                    "value": 480,
                    "window": {"begins": "2026-03-02T00:00:00Z", "ends": "2026-03-09T00:00:00Z"},
                    "external_id": "2026w10",
                }
            ]
        },
    ),
)
