"""A line of an import has one meaning."""

import pytest

from eventstore.importing.lines import MalformedLineError, parse

START = b'{"command":"annotate","idempotency_key":"1","occurred_at":"2024-05-01T09:00:00Z",'


@pytest.mark.parametrize(
    "rest", [b'"body":{"text":"a","text":"b"}}', b'"idempotency_key":"2"}', b'"body":{"a":[{"b":1,"b":1}]}}']
)
def test_no_key_is_there_twice(rest: bytes) -> None:
    with pytest.raises(MalformedLineError, match="twice"):
        parse(START + rest)


def test_equal_keys_of_different_objects_are_no_repeat() -> None:
    assert parse(START + b'"body":{"a":{"b":1},"c":{"b":1}}}').command == "annotate"
