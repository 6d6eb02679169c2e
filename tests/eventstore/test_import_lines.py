"""A line of an import has one meaning."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventstore.importing.lines import MalformedLineError, parse

START = b'{"command":"annotate","idempotency_key":"1","occurred_at":"2024-05-01T09:00:00Z",'
KEYS = st.sampled_from(['"a"', '"\\u0061"', '"b"', '":"', '"\\":"', '"\\\\"', '"a :"', '"\u00e9"'])
BLANKS = st.sampled_from(["", "", "", " ", "\t", "\r", " \t "])
Written = tuple[str, bool]


def an_object(pairs: list[tuple[str, str, Written]]) -> Written:
    """The text of an object, and whether it or anything in it names a key twice."""
    names = [json.loads(key) for key, _, _ in pairs]
    text = ",".join(f"{key}{blank}:{value}" for key, blank, (value, _) in pairs)
    return f"{{{text}}}", len({*names}) < len(names) or any(twice for _, _, (_, twice) in pairs)


def a_list(items: list[Written]) -> Written:
    return f"[{', '.join(text for text, _ in items)}]", any(twice for _, twice in items)


def an_object_of(values: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    return st.lists(st.tuples(KEYS, BLANKS, values), max_size=4).map(an_object)


SINGLE: st.SearchStrategy[Written] = (KEYS | st.sampled_from(["1", "-1.5e9", "null"])).map(lambda text: (text, False))
BODIES = an_object_of(st.recursive(SINGLE, lambda inner: an_object_of(inner) | st.lists(inner, max_size=3).map(a_list)))


@pytest.mark.parametrize(
    "rest", [b'"body":{"text":"a","text":"b"}}', b'"idempotency_key":"2"}', b'"body":{"a":[{"b":1,"b":1}]}}']
)
def test_no_key_is_there_twice(rest: bytes) -> None:
    with pytest.raises(MalformedLineError, match="twice"):
        parse(START + rest)


def test_equal_keys_of_different_objects_are_no_repeat() -> None:
    assert parse(START + b'"body":{"a":{"b":1},"c":{"b":1}}}').command == "annotate"


@given(BODIES)
def test_no_way_to_write_it_hides_a_repeat_or_feigns_one(body: Written) -> None:
    text, twice = body
    line = START + f'"body":{text}}}'.encode()
    if twice:
        with pytest.raises(MalformedLineError, match="twice"):
            parse(line)
    else:
        assert bytes(parse(line).body) == text.encode()


@pytest.mark.parametrize("odd", [b'{"text":"\xff"}', b'{"text":"\xff","text":"\xfe"}', b'{"number":1e999}'])
def test_what_only_the_body_s_own_decoder_judges_is_left_to_it(odd: bytes) -> None:
    """Bytes that are no text, numbers out of range: but a key that is there twice is refused even then."""
    if odd.count(b"text") > 1:
        with pytest.raises(MalformedLineError, match="twice"):
            parse(START + b'"body":' + odd + b"}")
    else:
        assert bytes(parse(START + b'"body":' + odd + b"}").body) == odd
