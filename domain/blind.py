"""Blind content (rule G11): the ledger holds a salted commitment, the content lies beside it for its author alone."""

from __future__ import annotations

import hashlib

import msgspec

from domain.canonical import canonical as written

SALT_BYTES = 32
VEIL = "system:veil"  # stands in the envelope for an author who stays hidden


class PrivateEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What only `person` can read: `salt` in hexadecimal and the canonical JSON that the event's commitment covers."""

    person: str
    salt: str
    content: str


def canonical(content: object) -> str:
    """The RFC 8785 JSON of a content, which names workspace, subject and person."""
    return written(content).decode()


def commitment(salt: bytes, content: str) -> str:
    """SHA-256 of the salt followed by the canonical content, in hexadecimal."""
    return hashlib.sha256(salt + content.encode()).hexdigest()


def proves(committed: str, salt: str, content: str) -> bool:
    """Whether a salt (in hexadecimal) and a canonical content are what a commitment was made of; anybody can check."""
    try:
        return commitment(bytes.fromhex(salt), content) == committed
    except ValueError:
        return False


def no_salt() -> bytes:
    """Stand in where a context draws no lots: nothing blind can be recorded with it."""
    raise LookupError("this context draws no salts")


def no_pseudonym(text: str) -> str:
    """Stand in where a context has no secret: nobody can stay hidden with it."""
    raise LookupError(f"this context has no secret to hide a text of {len(text)} characters with")
