"""How ready an opportunity is to come first."""

import pytest

from domain.kernel import Event
from domain.objectives.events import OpportunityUnaligned
from domain.opportunities.events import EvidenceAttached, EvidenceDetached, ValueAgreementWithdrawn
from domain.opportunities.readiness import Facets, missing_for_top
from tests.domain.opportunities.history import (
    ALIGNED,
    ASSESSED,
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
UNALIGNED = OpportunityUnaligned(
    opportunity=SLOW, objectives=ALIGNED.objectives, key=ALIGNED.key, place=ALIGNED.place, reason="?"
)
DETACHED = EvidenceDetached(opportunity=SLOW, evidence=EVIDENCE.evidence, reason="?")


@pytest.mark.parametrize(
    ("history", "missing"),
    [
        ((), ["evidence", "impacted", "value:technology", "value:business", "aligned", "assessed"]),
        ((EVIDENCE, IMPACT, *AGREED, ALIGNED, ASSESSED), []),
        ((EVIDENCE, IMPACT, *AGREED, WITHDRAWN, ALIGNED, ASSESSED), ["value:business"]),
        (
            (EVIDENCE, IMPACT, *AGREED, proposed(2, "Daily"), ALIGNED),
            ["value:technology", "value:business", "assessed"],
        ),
        ((AGAINST, IMPACT, *AGREED, ALIGNED, ASSESSED), ["evidence"]),
        ((EVIDENCE, DETACHED, IMPACT, *AGREED, ASSESSED), ["evidence", "aligned"]),
        ((EVIDENCE, *AGREED, ALIGNED, ASSESSED), ["impacted"]),
        ((EVIDENCE, IMPACT, *AGREED, ALIGNED, UNALIGNED, ASSESSED), ["aligned"]),
    ],
)
def test_gaps_are_named(history: tuple[Event, ...], missing: list[str]) -> None:
    assert missing_for_top(folded(raised(), *history).facets, SIDES) == missing


def test_every_required_side_is_asked_for_its_value() -> None:
    facets = Facets(
        evidence=True, impacted=True, value=frozenset({"technology", "finance"}), aligned=True, assessed=True
    )
    assert missing_for_top(facets, ("technology", "business", "finance")) == ["value:business"]
