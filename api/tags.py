"""How the ids of the API are tagged in the ledger."""

from __future__ import annotations

TAGS = {
    "workspace": "partnership",
    "person": "member",
    "team": "team",
    "delegation": "delegation",
    "scope": "scope",
    "policy": "policy",
    "meeting": "meeting",
    "key": "key",
    "opportunity": "opportunity",
    "decision": "decision",
    "event": "event",
    "metric": "metric",
    "signal": "signal",
    "objectives": "objectives",
    "benefit": "benefit",
    "link": "tracker-link",
    "definition": "definition",
    "kata": "kata",
    "brainstorm": "brainstorm",
    "map": "map",
    "assessment": "assessment",
}


def tag_of(parameter: str, value: str) -> str:
    """The tag of the subject that a path parameter names; the workspace and its policy are their own tag."""
    name = TAGS[parameter]
    return name if name in ("partnership", "policy") else f"{name}:{value}"
