"""The rules that hold for what a step takes, measured, estimated or hoped for."""

from __future__ import annotations

from typing import Any

from domain.acting import Act
from domain.value_streams.refusals import ProcessExceedsLead, ShareOutsideRange, TimeNegative
from domain.value_streams.terms import Convention, Measure

WHOLE = 100


def check_measure(act: Act[Any], measure: Measure, convention: Convention, pointer: str = "") -> None:
    """Note refusals for times and shares that cannot be."""
    process, lead, share = measure.process_time, measure.lead_time, measure.percent_complete_accurate
    act.check(process >= 0, TimeNegative(f"Process time would be {process:g} h.", f"{pointer}/process_time"))
    act.check(lead >= 0, TimeNegative(f"Lead time would be {lead:g} h.", f"{pointer}/lead_time"))
    act.check(
        convention != "elapsed" or process <= lead,
        ProcessExceedsLead(f"{process:g} h of process time in {lead:g} h of lead time.", f"{pointer}/process_time"),
    )
    act.check(0 <= share <= WHOLE, ShareOutsideRange(f"{share:g} % is none.", f"{pointer}/percent_complete_accurate"))
