"""A body that does not fit is told so without a word of Python."""

import re
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta, inspect

from api.bodies import decode
from api.plain_words import PATTERNS, plain
from api.problems import Problem, ProblemDetails, problem_answer
from api.routes.tables import ACTS
from api.wires import wire_of
from domain.fields import Digest, Key, Line, Moment, Text, Url
from domain.ids import ActorId, DecisionId


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    mood: Literal["fine", "sad"]


class Sample(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    decision: DecisionId | None = None
    actor: ActorId | None = None
    line: Line = "a"
    key: Key | None = None
    url: Url | None = None
    text: Text = "a"
    digest: Digest | None = None
    theme: Literal["culture", "other"] | None = None
    level: Annotated[int, Meta(ge=1, le=5)] = 1
    moment: Moment | None = None
    day: date | None = None
    few: Annotated[tuple[Inner, ...], Meta(max_length=2)] = ()
    sure: bool = False


DECODER = msgspec.json.Decoder(Sample)
CASES = {
    "/decision": (
        {"decision": "x"},
        "This has to be an id: `dec_` and 26 characters of 0-9 and a-z without i, l, o and u.",
    ),
    "/actor": (
        {"actor": "x"},
        "This has to be a person (`per_…`), an integration (`integration:…`) or the service (`system:…`).",
    ),
    "/line": ({"line": "a\nb"}, "This has to be one line of text, without control characters."),
    "/url": ({"url": "ftp://x"}, "This has to be an address that begins with http:// or https://."),
    "/digest": ({"digest": "x"}, "This has to be 64 hexadecimal digits in lower case."),
    "/theme": ({"theme": "fun"}, "'fun' is not among the values allowed here: culture, other."),
    "/level": ({"level": 6}, "This number has to be at most 5."),
    "/moment": ({"moment": "2026-11-25T08:00:00"}, "This time needs its zone, such as Z or +01:00."),
    "/day": ({"day": "today"}, "This has to be a day, such as 2026-11-25."),
    "/few": ({"few": [{"mood": "fine"}] * 3}, "This has at most 2 entries."),
    "/few/0/mood": ({"few": [{"mood": "odd"}]}, "'odd' is not among the values allowed here: fine, sad."),
    "/few/0/why": ({"few": [{"mood": "fine", "why": 1}]}, "There is no field `why` here."),
    "/sure": ({"sure": 1}, "This has to be true or false, not a whole number."),
    "/text": ({"text": ""}, "This has at least 1 character."),
    "": ([], "This has to be an object, not a list."),
}


@pytest.mark.parametrize("pointer", CASES, ids=str)
def test_what_is_wrong_is_said_plainly(pointer: str) -> None:
    body, words = CASES[pointer]
    with pytest.raises(Problem) as problem:
        decode(DECODER, msgspec.json.encode(body))
    assert (problem.value.errors[0].pointer, problem.value.errors[0].detail) == (pointer, words)


def patterns_of(kind: Any) -> set[str]:
    """Every pattern in the bodies of a type."""
    found: set[str] = set()
    waiting: list[Any] = [inspect.type_info(kind)]
    while waiting:
        match waiting.pop():
            case inspect.StrType(pattern=str(pattern)):
                found.add(pattern)
            case inspect.StructType() as struct if struct.cls not in seen:
                seen.add(struct.cls)
                waiting += [field.type for field in struct.fields]
            case inspect.UnionType(types=types):
                waiting += types
            case inspect.VarTupleType(item_type=item):
                waiting.append(item)
            case inspect.Metadata(type=inner):
                waiting.append(inner)
            case inspect.DictType(value_type=value):
                waiting.append(value)
    return found


seen: set[type] = set()


def test_every_pattern_of_the_bodies_has_words() -> None:
    patterns = {pattern for act in ACTS for pattern in patterns_of(wire_of(act).type)}
    assert len(patterns) > 20
    assert [
        each for each in sorted(patterns) if re.search("pattern", plain(f"Expected `str` matching regex {each!r}"))
    ] == []
    assert PATTERNS


def test_a_problem_repeats_only_so_much_of_what_was_sent() -> None:
    name = "x" * 100_000
    with pytest.raises(Problem) as problem:
        decode(DECODER, msgspec.json.encode({name: 1}))
    answer = problem_answer(problem.value, "/v1/workspaces")
    told = msgspec.json.decode(answer.body, type=ProblemDetails)
    assert len(answer.body) < 10_000
    assert (len(told.detail), len(told.errors[0].detail), len(told.errors[0].pointer)) == (2000, 2000, 500)
