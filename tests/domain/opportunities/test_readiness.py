"""How ready an opportunity is to come first."""

import pytest

from domain.kernel import Event
from domain.opportunities.events import EvidenceAttached, EvidenceDetached, ValueAgreementWithdrawn
from domain.opportunities.readiness import Facets, missing_for_top
from tests.domain.opportunities.history import (
    BEA,
    EVIDENCE,
    IMPACT,
    LINK,
    SLOW,
    TED,
    agreed,
    proposed,
    raised,
    value_digest,
)
from tests.domain.opportunities.test_priorities import folded
from tests.domain.story import SIDES, an_id

AGREED = (proposed(), agreed("technology", TED), agreed("business", BEA))
WITHDRAWN = ValueAgreementWithdrawn(
    opportunity=SLOW, revision=1, digest=value_digest(), side="business", reason="?", reached=True
)
AGAINST = EvidenceAttached(opportunity=SLOW, evidence=an_id("evd", 2), stance="contradicts", what=LINK)
DETACHED = EvidenceDetached(opportunity=SLOW, evidence=EVIDENCE.evidence, reason="?")


@pytest.mark.parametrize(
    ("history", "missing"),
    [
        ((), ["evidence", "impacted", "value:technology", "value:business"]),
        ((EVIDENCE, IMPACT, *AGREED), []),
        ((EVIDENCE, IMPACT, *AGREED, WITHDRAWN), ["value:business"]),
        ((EVIDENCE, IMPACT, *AGREED, proposed(2, "Daily")), ["value:technology", "value:business"]),
        ((AGAINST, IMPACT, *AGREED), ["evidence"]),
        ((EVIDENCE, DETACHED, IMPACT, *AGREED), ["evidence"]),
        ((EVIDENCE, *AGREED), ["impacted"]),
    ],
)
def test_gaps_are_named(history: tuple[Event, ...], missing: list[str]) -> None:
    assert missing_for_top(folded(raised(), *history).facets, SIDES) == missing


def test_every_required_side_is_asked_for_its_value() -> None:
    facets = Facets(evidence=True, impacted=True, value=frozenset({"technology", "finance"}))
    assert missing_for_top(facets, ("technology", "business", "finance")) == ["value:business"]
