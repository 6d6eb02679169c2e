"""Value stream maps: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.value_streams.add_handoff import AddHandoff
from domain.value_streams.add_rework import AddRework
from domain.value_streams.add_step import AddStep
from domain.value_streams.close_value_stream import CloseValueStream
from domain.value_streams.confirm_bottleneck import ConfirmBottleneck
from domain.value_streams.estimate_impact import EstimateImpact
from domain.value_streams.measure_step import MeasureStep
from domain.value_streams.move_step import MoveStep
from domain.value_streams.nominate_bottleneck import NominateBottleneck
from domain.value_streams.open_value_stream import OpenValueStream
from domain.value_streams.remove_step import RemoveStep
from domain.value_streams.tag_waste import TagWaste

ONE = "/value-streams/{map}"
STEP = f"{ONE}/steps/{{step}}"
ON = {"step": "step"}
FIRST, SECOND = "stp_01kb5v3n8rf4tt2q9w6zg0x1y6", "stp_01kb5v3n8rf4tt2q9w6zg0x1y7"
PARTICIPANTS = [{"person": "per_01kb5v3n8rf4tt2q9w6zg0x1y7", "side": "business", "role": "product_owner"}]

ACTS = (
    Act(
        path="/value-streams",
        command=OpenValueStream,
        example={
            "title": "From idea to checkout",
            "begins": "A pull request is opened",
            "ends": "Customers use it",
            "unit_of_work": "a change",
            "participants": PARTICIPANTS,
        },
    ),
    Act(path=f"{ONE}/steps", command=AddStep, subject="map", example={"name": "Test by hand", "place": 2}),
    Act(path=f"{STEP}/place", command=MoveStep, subject="map", fills=ON, example={"place": 3}),
    Act(
        path=f"{STEP}/removal",
        command=RemoveStep,
        subject="map",
        fills=ON,
        example={"reason": "Nobody does it any more."},
    ),
    Act(
        path=f"{STEP}/measures",
        command=MeasureStep,
        subject="map",
        fills=ON,
        example={"process_time": 4, "lead_time": 96, "percent_complete_accurate": 80, "basis": "measured"},
    ),
    Act(
        path=f"{STEP}/wastes",
        command=TagWaste,
        subject="map",
        fills=ON,
        example={"wastes": ["delays", "handoffs"], "note": "Four days for the machine."},
    ),
    Act(
        path=f"{ONE}/handoffs",
        command=AddHandoff,
        subject="map",
        example={"giver": FIRST, "receiver": SECOND, "note": "By a ticket."},
    ),
    Act(
        path=f"{ONE}/rework",
        command=AddRework,
        subject="map",
        example={"found_at": SECOND, "back_to": FIRST, "percent": 20},
    ),
    Act(
        path=f"{STEP}/nominations",
        command=NominateBottleneck,
        subject="map",
        fills=ON,
        example={"why": "Whatever we do before it, it waits here."},
    ),
    Act(
        path=f"{STEP}/confirmation",
        command=ConfirmBottleneck,
        subject="map",
        fills=ON,
        example={"why": "Four of five days are spent here."},
    ),
    Act(path=f"{ONE}/closing", command=CloseValueStream, subject="map", example={"participants": PARTICIPANTS}),
    Act(
        path=f"{ONE}/impact-estimates",
        command=EstimateImpact,
        subject="map",
        example={
            "opportunity": "opp_01kb5v3n8rf4tt2q9w6zg0x1y7",
            "deltas": [{"step": SECOND, "lead_time": -72, "why": "A second machine."}],
        },
    ),
)
