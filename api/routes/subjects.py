"""Single subjects: reads."""

from __future__ import annotations

from api.declarations import Act
from api.routes import (
    assessments,
    benefits,
    brainstorms,
    decisions,
    definitions,
    experiments,
    katas,
    keys,
    meetings,
    metrics,
    objectives,
    opportunities,
    partnership,
    signals,
    trackers,
    value_streams,
)
from api.subjects import subject_read
from api.tags import TAGS

CONCEPTS = (
    partnership,
    keys,
    meetings,
    metrics,
    signals,
    brainstorms,
    value_streams,
    opportunities,
    objectives,
    assessments,
    decisions,
    definitions,
    katas,
    experiments,
    benefits,
    trackers,
)
ACTS: tuple[Act, ...] = tuple(act for concept in CONCEPTS for act in concept.ACTS)
ON_WORKSPACE = tuple(act for act in ACTS if not act.subject and not act.path.startswith("/policies"))
ON_POLICY = tuple(act for act in ACTS if act.path.startswith("/policies"))
ON = {parameter: tuple(act for act in ACTS if act.subject == parameter) for parameter in TAGS}

READS = (
    subject_read(
        "workspace", "", ON_WORKSPACE, tag="workspaces", summary="The partnership, and what the caller could do in it"
    ),
    subject_read(
        "policy",
        "/policies/current",
        ON_POLICY,
        shown="CurrentPolicy",
        tag="policies",
        summary="The policy in force, and a proposed one",
    ),
    subject_read("person", "/people/{person}", ON["person"], tag="people", summary="A person's sides, roles and tasks"),
    subject_read("team", "/teams/{team}", ON["team"], tag="teams", summary="A team and its members"),
    subject_read("scope", "/scopes/{scope}", (), tag="scopes", summary="A scope"),
    subject_read(
        "delegation",
        "/delegations/{delegation}",
        ON["delegation"],
        tag="delegations",
        summary="Who acts for whom, for what and until when",
    ),
    subject_read("key", "/keys/{key}", ON["key"], tag="keys", summary="A key, without its secret"),
    subject_read(
        "meeting", "/meetings/{meeting}", ON["meeting"], tag="meetings", summary="A meeting and what was minuted"
    ),
    subject_read(
        "opportunity",
        "/opportunities/{opportunity}",
        ON["opportunity"],
        tag="opportunities",
        summary="An opportunity: its words, its value, its evidence, and where it stands",
    ),
    subject_read(
        "decision",
        "/decisions/{decision}",
        ON["decision"],
        tag="decisions",
        summary="A decision: what is on the table, who said what, and where it stands",
    ),
)
