"""The catalogues in `docs/reference`, written from the code: acts, events and rules, concept by concept."""

import inspect
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from api.declarations import Act
from api.openapi.operations import roles_of
from api.problems import KINDS, STATUS, slug_of
from api.routes.tables import ACTS, FOUNDING
from domain.kernel import Event
from domain.refusals import Refusal
from tests.architecture.event_schemas import current
from tests.architecture.house import ROOT
from tests.architecture.reach import reached
from tests.architecture.registries import commands, events, refusals

FOLDER = ROOT / "docs" / "reference"
# in the order of the playbook, as people meet them
CONCEPTS = {
    "partnership": "Partnership",
    "meetings": "Meetings and minutes",
    "metrics": "Metrics and observations",
    "signals": "Signals",
    "brainstorms": "Brainstorms",
    "value_streams": "Value streams",
    "opportunities": "Opportunities and their value",
    "objectives": "Objectives and alignment",
    "assessments": "Difficulty and urgency",
    "decisions": "Decisions",
    "definitions": "Definition of Awesome",
    "katas": "Improvement Kata",
    "benefits": "Benefits",
    "trackers": "Trackers",
}
EVERYWHERE = "Everywhere"
GENERATED = "Written by `make generate` from the code; a test keeps it fresh.\n"


def pages() -> dict[Path, str]:
    """Every page of the catalogue, by its file."""
    return {
        FOLDER / "acts.md": "\n".join(_acts()),
        FOLDER / "events.md": "\n".join(_events()),
        FOLDER / "rules.md": "\n".join(_rules()),
    }


def _acts() -> Iterator[str]:
    yield f"# Acts\n\n{GENERATED}"
    yield (
        "Each act is a POST below `/v1/workspaces/{workspace}`. *For* are the roles that may do it, *records* "
        "the events that it can write (by name, without their version), *refused by* the rules that can stand "
        "in its way; those of all acts are [at the head of the rules](rules.md#everywhere). `?dry_run=true` "
        "tells which of them do.\n"
    )
    routes = {act.command.name: act for act in (FOUNDING, *ACTS)}
    for name, kinds in _by_concept(commands().values()):
        yield f"## {name}\n\n| act | POST | for | records | refused by |\n|--|--|--|--|--|"
        for command in kinds:
            facts, reasons = reached(command)  # type: ignore[arg-type] # a class is hashable
            yield _row(
                f"**{command.name}**<br>{_first(command)}",
                _path(routes.get(command.name)),
                ", ".join(roles_of(command.may)),
                ", ".join(f"[{_bare(each)}](events.md#{_bare(each)})" for each in facts),
                ", ".join(f"[{each.rule}](rules.md#{slug_of(each.rule)})" for each in reasons),
            )
        yield ""


def _events() -> Iterator[str]:
    yield f"# Events\n\n{GENERATED}"
    yield (
        "What the ledger holds: an envelope (position, both clocks, actor, side, recorder, credential, basis, "
        "meeting, tags) around the `data` shown here. Optional fields carry a question mark. *Tags* are the "
        "subjects on whose trail an event stands. JSON schemas with example rows lie in "
        "[`openapi/events`](../../openapi/events).\n"
    )
    schemas = current()
    for name, kinds in _by_concept(events().values()):
        yield f"## {name}\n"
        for event in kinds:
            yield from _event(event, schemas[event.TOPIC])


def _event(event: type[Event], schema: Mapping[str, Any]) -> Iterator[str]:
    yield f'### <a id="{_bare(event)}"></a>`{event.TOPIC}`\n\n{_words(event)}\n'
    required = set(schema.get("required", ()))
    fields = [
        f"`{field}{'' if field in required else '?'}` {_type(part)}"
        for field, part in schema.get("properties", {}).items()
    ]
    if fields:
        yield f"Fields: {' · '.join(fields)}\n"
    tags = sorted({str(tag) for _, tag in schema["x-tags"]["fields"].items()} | set(schema["x-tags"]["always"]))
    if tags:
        yield f"Tags: {', '.join(f'`{tag}`' for tag in tags)}\n"


def _rules() -> Iterator[str]:
    yield f"# Rules\n\n{GENERATED}"
    yield (
        "Every rule that can refuse an act, by its stable id. A refusal is a problem whose `type` is "
        '`/problems/` and the id with a dash for the dot. *w*: `waive: [{"rule": "…", "reason": "…"}]` in the '
        "body skips the rule; the waiver is an event of its own and part of what the others sign.\n"
    )
    for name, kinds in _by_concept(refusals().values()):
        yield f"## {name}\n\n| rule | status | w | what it says |\n|--|--|--|--|"
        for refusal in kinds:
            anchor = f'<a id="{slug_of(refusal.rule)}"></a>`{refusal.rule}`'
            yield _row(anchor, str(STATUS[refusal.kind]), "w" if refusal.waivable else "", _words(refusal))
        yield ""
    yield "## Problems of the request itself\n\n| problem | status | what it says |\n|--|--|--|"
    for slug, kind in sorted(KINDS.items()):
        yield _row(f"`{slug}`", str(kind.status), f"{kind.title}. {kind.meaning}")
    yield ""


def _by_concept(kinds: Iterable[type[Any]]) -> Iterator[tuple[str, list[type[Any]]]]:
    found: dict[str, list[type[Any]]] = {EVERYWHERE: [], **{title: [] for title in CONCEPTS.values()}}
    for kind in kinds:
        found[CONCEPTS.get(kind.__module__.split(".")[1], EVERYWHERE)].append(kind)
    return ((name, kinds) for name, kinds in found.items() if kinds)


def _path(act: Act | None) -> str:
    """Where an act is POSTed; an act of the service itself has no path."""
    return f"`{act.path or act.full_path}`" if act else "the service itself"


def _bare(event: type[Event]) -> str:
    return event.TOPIC.rpartition(".")[0]


def _first(kind: type[Any]) -> str:
    return inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def _words(kind: type[Refusal | Event]) -> str:
    return " ".join(inspect.cleandoc(kind.__doc__ or "").split())


def _type(part: Mapping[str, Any]) -> str:
    words = ""
    match part:
        case {"$ref": reference}:
            words = reference.rpartition("/")[2].rpartition(".")[2]
        case {"anyOf": options} | {"oneOf": options}:
            words = " or ".join(each for each in map(_type, options) if each != "null")
        case {"const": value}:
            words = json.dumps(value)
        case {"enum": values}:
            words = "one of " + ", ".join(str(value) for value in values if value is not None)
        case {"type": "array", "items": dict(items)}:
            words = f"list of {_type(items)}"
        case {"type": "array"}:
            words = "list"
        case {"type": "string", "format": str(form)}:
            words = form
        case {"type": "string", "examples": [str(example), *_]} if "_" in example:
            words = f"`{example.partition('_')[0]}_…`"
        case {"type": str(kind)}:
            words = kind
    return words


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
