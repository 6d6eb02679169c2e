"""Lists as one text each, which the statements take apart again: for the driver an array is dear, a text is cheap.

Numbers are joined by commas, `-` being none. Texts are each preceded by two U+001F, a single blank being none; no text
here begins or ends with U+001F or holds two in a row, as its own parts are joined by one and never empty. A list with
nothing but nones is no text at all.
"""

from collections.abc import Iterable, Sequence

from eventstore.conditions import SEPARATOR

_BETWEEN = SEPARATOR * 2


def numbers(values: Iterable[int]) -> str:
    """Join whole numbers."""
    return ",".join(map(str, values))


def sparse_numbers(values: Sequence[object]) -> str | None:
    """Join what PostgreSQL reads from its text form, where some are missing."""
    if not any(value is not None for value in values):
        return None
    return ",".join("-" if value is None else str(value) for value in values)


def texts(values: Sequence[str]) -> str:
    """Join texts."""
    return _BETWEEN + _BETWEEN.join(values) if values else ""


def sparse_texts(values: Sequence[str | None]) -> str | None:
    """Join texts, where some are missing."""
    if not any(value is not None for value in values):
        return None
    return texts([" " if value is None else value for value in values])
