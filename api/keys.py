"""API keys: `acc_<prefix>_<random><checksum>`, known to the database only by their SHA-256.

The prefix names a key in logs and entries, the checksum (CRC-32) lets scanners and the service tell a key from noise
without looking it up.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import zlib

import msgspec

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
PREFIX_LENGTH = 8
RANDOM_LENGTH = 32
CHECKSUM_LENGTH = 6
_FORM = re.compile(rb"acc_([0-9A-Za-z]{8})_[0-9A-Za-z]{38}")


class NewKey(msgspec.Struct, frozen=True):
    """A key in clear, to be shown once."""

    secret: str
    prefix: str
    sha256: bytes


def _checksum(text: str) -> str:
    number = zlib.crc32(text.encode())
    digits = ""
    for _ in range(CHECKSUM_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def generate() -> NewKey:
    """Make a key: 190 random bits."""
    prefix = _random(PREFIX_LENGTH)
    stem = f"acc_{prefix}_{_random(RANDOM_LENGTH)}"
    return adopt(stem + _checksum(stem))


def adopt(secret: str) -> NewKey:
    """Take a key made elsewhere (ACCORD_OWNER_KEY); raises ValueError unless form and checksum are right."""
    prefix = prefix_of(secret.encode())
    if prefix is None:
        raise ValueError("not a key: acc_<8 characters>_<32 random characters><checksum of 6> is expected")
    return NewKey(secret, prefix, digest(secret.encode()))


def prefix_of(presented: bytes) -> str | None:
    """The prefix of a key whose form and checksum are right, None for anything else."""
    match = _FORM.fullmatch(presented)
    if match is None:
        return None
    text = presented.decode("ascii")
    if _checksum(text[:-CHECKSUM_LENGTH]) != text[-CHECKSUM_LENGTH:]:
        return None
    return match.group(1).decode("ascii")


def digest(presented: bytes) -> bytes:
    """What the database knows of a key."""
    return hashlib.sha256(presented).digest()
