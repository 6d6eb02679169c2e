"""Content hashes rest on RFC 8785, whichever way the JSON is written."""

import math
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from domain.canonical import canonical, content_hash

TEXTS = st.text() | st.sampled_from(
    ['"', "\\", "\x00", "\x1f\x7f\x80", "\u2028", "\ue000", "\U0001f600", "null", ":1.5"]
)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)
PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.booleans() | st.integers(-99, 10**15) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


class Content(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A content with its fields out of order."""

    title: Any
    by_side: dict[str, Any]
    amount: Any = None
    Capital: Any = None


@given(TEXTS | NUMBERS | VALUES, st.dictionaries(TEXTS, VALUES), NUMBERS | st.none())
def test_any_value_is_written_as_rfc_8785(title: Any, by_side: dict[str, Any], amount: Any) -> None:
    content = Content(title=title, by_side=by_side, amount=amount)
    assert canonical(content) == rfc8785.dumps(msgspec.to_builtins(content))
    assert canonical(title) == rfc8785.dumps(title)


@given(PLAIN, st.dictionaries(TEXTS, PLAIN))
def test_so_is_what_has_neither_fractions_nor_nulls(title: Any, by_side: dict[str, Any]) -> None:
    content = Content(title=title, by_side=by_side, Capital=True)
    assert canonical(content) == rfc8785.dumps(msgspec.to_builtins(content))


@pytest.mark.parametrize("odd", [math.nan, math.inf, 2**53, -(2**63), 2**64 - 1])
def test_what_rfc_8785_cannot_tell_has_no_hash(odd: float) -> None:
    for content in ({"odd": odd}, {"odd": [odd]}, [odd], odd):
        with pytest.raises(rfc8785.CanonicalizationError):
            content_hash(content)


def test_the_hash_is_that_of_the_words_of_the_documentation() -> None:
    words = {"title": "Releases wait for a calendar", "problem": "Finished work waits three weeks for a release night."}
    assert content_hash(words) == "98c209017ffcc56d1774f8025588007be4e85bad71c5f46e45162bfd578dcebe"
