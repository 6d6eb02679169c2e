"""People say what a step takes."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.ids import StepId
from domain.value_streams.act import OnValueStream
from domain.value_streams.events import StepMeasured
from domain.value_streams.measuring import check_measure
from domain.value_streams.terms import Basis, Hours, Measure, Percent


class StepMeasure(Body, kw_only=True):
    """Hours of work and of lead time, the share that arrives complete and accurate; measured or estimated."""

    step: StepId
    process_time: Hours
    lead_time: Hours
    percent_complete_accurate: Percent
    basis: Basis = "estimated"
    note: Text | None = None


class MeasureStep(OnValueStream[StepMeasure]):
    """Measure or estimate a step; a later measure takes the place of the former."""

    name = "measure-step"
    may = ANY_MEMBER
    body_type = StepMeasure

    def decide(self) -> None:
        """Refuse unknown steps, more work than time, and shares beyond the whole."""
        self.require_open()
        body = self.body
        self.require_step(body.step)
        measure = Measure(
            process_time=body.process_time,
            lead_time=body.lead_time,
            percent_complete_accurate=body.percent_complete_accurate,
        )
        check_measure(self, measure, self.stream.convention)
        self.record(
            StepMeasured(
                map=self.subject,
                step=body.step,
                process_time=body.process_time,
                lead_time=body.lead_time,
                percent_complete_accurate=body.percent_complete_accurate,
                basis=body.basis,
                note=body.note,
            )
        )
