"""Signed notes (c2sp.org/signed-note): a text, and below it a line for each Ed25519 signature over it."""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import Self

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
KEY_BYTES, ID_BYTES, SIGNATURE_BYTES = 32, 4, 64
MOST_SIGNATURES = 100


class BadNoteError(ValueError):
    """A note, a key or a proof that cannot be believed; the message says why."""


class VerifierKey(msgspec.Struct, frozen=True):
    """Whose signatures one believes: a name and an Ed25519 public key."""

    name: str
    public: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `<name>+<id>+<key>`; raises BadNoteError where the three do not belong together."""
        name, _, rest = text.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        data = decoded(encoded)
        if not name or any(character.isspace() for character in name):
            raise BadNoteError("a verifier key begins with its name")
        if len(data) != 1 + KEY_BYTES or data[:1] != ED25519:
            raise BadNoteError(f"the verifier key of {name} is not an Ed25519 key")
        key = cls(name, data[1:])
        if key.id.hex() != key_id:
            raise BadNoteError(f"the verifier key of {name} does not fit its id {key_id}")
        return key

    @property
    def id(self) -> bytes:
        """The first four bytes of the hash of name and key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:ID_BYTES]

    @property
    def text(self) -> str:
        """The key as it is handed out."""
        return f"{self.name}+{self.id.hex()}+{encoded(ED25519 + self.public)}"

    def signed(self, text: str, signature: bytes) -> bool:
        """Whether the signature is this key's over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


def encoded(data: bytes) -> str:
    """Standard Base64."""
    return b64encode(data).decode()


def decoded(text: str) -> bytes:
    """Read standard Base64 in its one canonical spelling; raises BadNoteError for anything else."""
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = None
    if data is None or encoded(data) != text:
        raise BadNoteError(f"{text[:100]!r} is not Base64")
    return data


def public_of(seed: bytes) -> bytes:
    """The public key that belongs to a private one."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(text: str, name: str, seed: bytes) -> str:
    """Make a note of a text that ends in a newline."""
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(text.encode())
    key = VerifierKey(name, public_of(seed))
    return f"{text}\n— {name} {encoded(key.id + signature)}\n"


def opened(note: str, keys: Iterable[VerifierKey]) -> str:
    """The text of a note that one of the keys has signed; signatures of others are left alone.

    Raises BadNoteError where none of the keys has, or where one that claims to be theirs is wrong.
    """
    text, found = taken_apart(note)
    known = {(key.name, key.id): key for key in keys}
    believed = False
    for name, signature in found:
        key = known.get((name, signature[:ID_BYTES]))
        if key is None:
            continue
        if not key.signed(text, signature[ID_BYTES:]):
            raise BadNoteError(f"the signature of {name} is wrong")
        believed = True
    if not believed:
        raise BadNoteError("no key that is trusted has signed this")
    return text


def taken_apart(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a note and its signatures (name; id and signature), none of them checked."""
    head, gap, tail = note.rpartition("\n\n")
    if not gap or not tail.endswith("\n") or any(ord(each) < ord(" ") and each != "\n" for each in note):
        raise BadNoteError("this is not a signed note")
    lines = tail[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise BadNoteError("the note has more than 100 signatures")
    return head + "\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    dash, _, rest = line.partition(" ")
    name, _, text = rest.partition(" ")
    data = decoded(text)
    if dash != "—" or not name or len(data) <= ID_BYTES:
        raise BadNoteError(f"{line[:100]!r} is not a signature")
    return name, data
