"""What does not fit a schema, said in words that a caller of another language understands."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Callable, Sequence

from msgspec import inspect

KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
    "datetime": "a time",
    "date": "a day",
    "dict": "an object",
    "list": "a list",
}
UNITS = {"str": ("character", "characters"), "array": ("entry", "entries"), "object": ("field", "fields")}
_ID = re.compile(r"\^(\w+)_\[0-7\]")
# what a pattern asks for, by how it begins
PATTERNS = (
    ("^(/[^/", "a JSON pointer of one to eight parts, such as `/content/rationale`"),
    ("^[0-9a-f]{64}", "64 hexadecimal digits in lower case"),
    ("^https?://", "an address that begins with http:// or https://"),
    ("^[^@", "an e-mail address"),
    ("^(per_", "a person (`per_…`), an integration (`integration:…`) or the service (`system:…`)"),
    ("^(workspace|", "`workspace`, a team (`team_…`) or a person (`per_…`)"),
    ("^[a-z][a-z-]*(:", "a subject: its kind, a colon and its id, such as `decision:dec_…`"),
    ("^[a-z-]+[.]", "the id of a rule, such as `decision.win-missing`"),
    ("^[^\\u0000-\\u001f]*$", "one line of text, without control characters"),
    ("^[^\\u0000]*$", "text without the character NUL"),
    ("^[^\\u0000-\\u0020", "text without spaces and control characters"),
    ("^[a-z][a-z0-9_]*$", "lower-case letters, digits and underscores, a letter first"),
    ("^[a-z][a-z-]*$", "the name of an act: lower-case words with dashes"),
    ("^[a-z][a-z-]*[.]v", "the stored name of an event, such as `side-agreed.v1`"),
    ("^([A-Za-z0-9][A-Za-z0-9._:-]*)?$", "letters, digits, dots, colons, dashes and underscores, or nothing"),
    ("^[A-Za-z0-9]", "letters, digits, dots, dashes and underscores, a letter or digit first"),
    ("^[a-z0-9][a-z0-9._-]*$", "lower-case letters, digits, dots, dashes and underscores, a letter or digit first"),
    ("^[a-z][a-z0-9_-]*$", "lower-case letters, digits, dashes and underscores, a letter first"),
)


def plain(message: str) -> str:
    """Say msgspec's message in plain words, without its full stop."""
    for pattern, said in _SAID:
        if found := pattern.fullmatch(message):
            return said(found)
    return message


def allowed(kind: object, parts: Sequence[str]) -> tuple[str, ...]:
    """The values that a closed choice allows, at the place in a type that the parts of a pointer lead to."""
    places = [inspect.type_info(kind)]
    for part in parts:
        places = [inner for place in _open(places) for inner in _within(place, part)]
    choices = [place for place in _open(places) if isinstance(place, inspect.LiteralType)]
    return tuple(dict.fromkeys(str(value) for choice in choices for value in choice.values))


def _open(places: Sequence[inspect.Type]) -> list[inspect.Type]:
    """The alternatives behind unions and described types."""
    opened: list[inspect.Type] = []
    for place in places:
        match place:
            case inspect.UnionType():
                opened += _open(place.types)
            case inspect.Metadata():
                opened += _open([place.type])
            case _:
                opened.append(place)
    return opened


def _within(place: inspect.Type, part: str) -> list[inspect.Type]:
    match place:
        case inspect.StructType():
            tagged = [inspect.LiteralType(values=(place.tag,))] if place.tag_field == part and place.tag else []
            return [*tagged, *(field.type for field in place.fields if field.encode_name == part)]
        case inspect.VarTupleType() | inspect.ListType():
            return [place.item_type]
        case inspect.TupleType():
            return list(place.item_types)
        case inspect.DictType():
            return [place.value_type]
    return []


def _kind(name: str) -> str:
    names = [KINDS.get(each, each) for each in name.split(" | ") if each != "null"]
    return " or ".join(names) or "null"


def _pattern(found: re.Match[str]) -> str:
    text = str(literal_eval(found.group(1)))  # the message quotes it as Python would
    if identified := _ID.match(text):
        prefix = identified.group(1)
        return f"This has to be an id: `{prefix}_` and 26 characters of 0-9 and a-z without i, l, o and u"
    words = next((words for start, words in PATTERNS if text.startswith(start)), "")
    return f"This has to be {words}" if words else f"This has to match the pattern {text}"


def _length(found: re.Match[str]) -> str:
    kind, bound, count = found.groups()
    one, many = UNITS.get(kind, ("part", "parts"))
    return f"This has at {'least' if bound == '>=' else 'most'} {count} {one if count == '1' else many}"


def _bound(found: re.Match[str]) -> str:
    relation = {"<=": "at most", ">=": "at least", "<": "below", ">": "above"}[found.group(2)]
    return f"This number has to be {relation} {found.group(3)}"


def _said(pattern: str, say: Callable[[re.Match[str]], str]) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    return re.compile(pattern, re.DOTALL), say


_SAID: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    _said(r"Expected `str` matching regex (.+)", _pattern),
    _said(r"Expected `(\w+)` of length (<=|>=) (\d+)", _length),
    _said(r"Expected `(\w+)` (<=|>=|<|>) (\S+)", _bound),
    _said(r"Expected `datetime` with a timezone component", lambda _: "This time needs its zone, such as Z or +01:00"),
    _said(r"Expected `(.+)`, got `(.+)`", lambda found: f"This has to be {_kind(found[1])}, not {_kind(found[2])}"),
    _said(r"Invalid RFC3339 encoded datetime", lambda _: "This has to be a time, such as 2026-11-25T08:00:00Z"),
    _said(r"Invalid RFC3339 encoded date", lambda _: "This has to be a day, such as 2026-11-25"),
    _said(r"Invalid enum value (.+)", lambda found: f"{found[1]} is not among the values allowed here"),
    _said(r"Invalid value (.+)", lambda found: f"{found[1]} is not among the values allowed here"),
    _said(r"Object contains unknown field (`.+`)", lambda found: f"There is no field {found[1]} here"),
    _said(r"Object missing required field (`.+`)", lambda found: f"The field {found[1]} is missing"),
    _said(r"Number out of range", lambda _: "This number is out of range"),
)


def with_choices(message: str, kind: object, parts: Sequence[str]) -> str:
    """Add what a closed choice allows, where that is what is wrong."""
    if "is not among" not in message:
        return message
    values = allowed(kind, parts)
    return f"{message}: {', '.join(values)}" if values else message
