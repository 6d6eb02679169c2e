"""How ready an opportunity is to come first: five facets, shown always so that a gap is visible."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """What an opportunity has: supporting evidence, impacted groups, sides that agree on its value, and so on.

    `aligned` is with a key result, objective or priority; `assessed` is that every side has confirmed a settlement of
    difficulty and urgency.
    """

    evidence: bool = False
    impacted: bool = False
    value: frozenset[str] = frozenset()
    aligned: bool = False
    assessed: bool = False


def missing_for_top(facets: Facets, sides: Iterable[str]) -> list[str]:
    """Name the facets that a top option lacks, the value facet once a side as `value:<side>`."""
    value = [f"value:{side}" for side in sides if side not in facets.value]
    lacking = {
        "evidence": not facets.evidence,
        "impacted": not facets.impacted,
        **dict.fromkeys(value, True),
        "aligned": not facets.aligned,
        "assessed": not facets.assessed,
    }
    return [name for name, lacks in lacking.items() if lacks]
