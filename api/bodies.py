"""From bytes to a checked body. Whatever is wrong with the bytes is a problem, never a fault of the service."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from api.plain_words import plain, with_choices
from api.problems import BODY_INVALID, MALFORMED, NOT_JSON, TOO_LARGE, Fault, Problem

LIMIT = 1024 * 1024
DEPTH = 64
# what is left open reaches to the end: a match never fails, so no quote is looked at twice
_STRINGS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_FIELD = re.compile(r"(?:unknown|required) field `(.+?)`")
_PART = re.compile(r"[.]([^.\[]+)|\[(\d+|[.]{3})\]")

T = TypeVar("T")


class _RepeatedKeyError(ValueError):
    """An object names a key twice: readers would disagree about its meaning."""


def check_declared(content_type: bytes | None, length: bytes | None) -> None:
    """Refuse a body by its headers, before it is read."""
    if content_type is None or content_type.split(b";", 1)[0].strip().lower() != b"application/json":
        raise Problem(NOT_JSON, "The body's Content-Type has to be application/json.")
    if length is not None and length.isdigit() and int(length) > LIMIT:
        raise too_large()


def too_large() -> Problem:
    """The problem of a body beyond the limit."""
    return Problem(TOO_LARGE, f"The body is larger than {LIMIT} bytes.")


def check_text(body: bytes) -> None:
    """Refuse what is not one JSON text with a single meaning: encoding, repeated keys, depth, NUL."""
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise Problem(MALFORMED, f"The body is not UTF-8: byte {error.start}.") from None
    if text.count("[") + text.count("{") > DEPTH and _depth(text) > DEPTH:
        raise Problem(MALFORMED, f"The body is nested deeper than {DEPTH} levels.")
    try:
        _READER.decode(text)
    except _RepeatedKeyError as error:
        raise Problem(MALFORMED, f"An object has the key {error} twice.") from None
    except ValueError as error:
        raise Problem(MALFORMED, f"The body is not JSON: {error}.") from None
    if "\\u0000" in text and _NUL.search(text):
        raise Problem(MALFORMED, "The body holds a NUL character.")


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in _STRINGS.sub("", text):
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _distinct(pairs: list[tuple[str, Any]]) -> None:
    if len(pairs) > 1 and len({key for key, _ in pairs}) < len(pairs):
        seen: set[str] = set()
        raise _RepeatedKeyError(next(repr(key) for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


_READER = json.JSONDecoder(object_pairs_hook=_distinct, parse_constant=_refuse_constant, parse_int=str, parse_float=str)


def decode(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    """Check the text and decode it; what does not fit the schema is named by its JSON pointer."""
    check_text(body)
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        if "got `float`" in str(error):
            return _with_whole_numbers(decoder, body)
        raise invalid(error, decoder.type) from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise Problem(MALFORMED, f"The body is not JSON: {error}.") from None


def _with_whole_numbers(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    """Decode once more with 3.0 taken for 3: to JSON Schema both are the same integer."""
    try:
        return msgspec.convert(json.loads(body, parse_float=_number), decoder.type)
    except msgspec.ValidationError as error:
        raise invalid(error, decoder.type) from None


def _number(text: str) -> float:
    number = float(text)
    return int(number) if number.is_integer() else number


def invalid(error: msgspec.ValidationError, kind: object) -> Problem:
    """The problem of a body that is JSON but does not fit the schema of a type."""
    said, parts = located(str(error))
    message = f"{with_choices(plain(said), kind, parts)}."
    return Problem(BODY_INVALID, message, [Fault(pointer=pointer_to(parts), detail=message)])


def located(text: str) -> tuple[str, list[str]]:
    """Split msgspec's message into what is wrong and the parts of the JSON pointer to it."""
    message, _, path = text.partition(" - at `$")
    parts = [name or index for name, index in _PART.findall(path.removesuffix("`"))]
    if field := _FIELD.search(message):
        parts.append(field.group(1))
    return message, parts


def pointer_to(parts: Iterable[str]) -> str:
    """Write a JSON pointer (RFC 6901)."""
    return "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in parts)
