"""Benefits: acts."""

from __future__ import annotations

from api.declarations import Act
from domain.benefits.confirm_benefit import ConfirmBenefit
from domain.benefits.record_benefit import RecordBenefit

ACTS = (
    Act(
        path="/benefits",
        command=RecordBenefit,
        example={
            "about": "opportunity:opp_01kb5v3n8rf4tt2q9w6zg0x1y7",
            "receiver": "team",
            "kind": "time",
            "text": "Nobody waits at the screen for a release any more.",
            "amount": {"value": 120, "unit": "person hour per month"},
        },
    ),
    Act(
        path="/benefits/{benefit}/confirmations",
        command=ConfirmBenefit,
        subject="benefit",
        example={"note": "We see it in the rota."},
    ),
)
