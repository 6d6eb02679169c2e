"""Field types let through what they name and nothing that only looks like it."""

from typing import Any

import msgspec
import pytest

from domain.fields import Digest, Key, Line, Side, Url
from domain.ids import ActorId, PersonId
from tests.domain.story import an_id

FITTING: list[tuple[Any, str]] = [
    (PersonId, an_id("per", 1)),
    (ActorId, an_id("per", 1)),
    (ActorId, "integration:jira"),
    (Key, "main"),
    (Line, "A title"),
    (Side, "business"),
    (Url, "https://example.org/a"),
    (Digest, "a" * 64),
]


@pytest.mark.parametrize(("kind", "value"), FITTING)
def test_a_final_line_break_is_no_part_of_it(kind: Any, value: str) -> None:
    assert msgspec.convert(value, kind) == value
    for end in ("\n", "\r\n", "\x00"):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(value + end, kind)
