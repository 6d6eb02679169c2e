"""The keys that checkpoints are signed with: one at a time, and those of earlier times stay published."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Self

import msgspec

from eventstore.proving.checkpoints import Checkpoint
from eventstore.proving.notes import KEY_BYTES, BadNoteError, VerifierKey, decoded, encoded, public_of, sign

PURPOSE = b"accord: the key that signs checkpoints"
INSTANCE = "accord.local"


class SigningKey(msgspec.Struct, frozen=True, kw_only=True, rename={"since": "from", "until": "to"}):
    """One key and its time. `seed` is the private key in Base64; of a retired one `public` is enough."""

    since: datetime | None = None
    until: datetime | None = None
    seed: str | None = None
    public: str | None = None

    @property
    def public_key(self) -> bytes:
        """The public key; raises BadNoteError where there is none."""
        private = self.private_key
        public = public_of(private) if private is not None else decoded(self.public or "")
        if len(public) != KEY_BYTES:
            raise BadNoteError("a signing key has a `seed`, or a `public` key, of 32 bytes in Base64")
        return public

    @property
    def private_key(self) -> bytes | None:
        """The private key, where it is still there."""
        if self.seed is None:
            return None
        seed = decoded(self.seed)
        if len(seed) != KEY_BYTES:
            raise BadNoteError("a signing key's `seed` is 32 bytes in Base64")
        return seed

    def holds(self, at: datetime) -> bool:
        """Whether it signs at that time."""
        begun = self.since is None or self.since <= at
        return begun and (self.until is None or at < self.until) and self.seed is not None


class Keyring(msgspec.Struct, frozen=True):
    """The keys of an instance and its name."""

    instance: str
    keys: tuple[SigningKey, ...]

    @classmethod
    def derived(cls, secret: bytes, instance: str = INSTANCE) -> Self:
        """The one key that follows from the service's secret: whoever shares the secret signs alike."""
        seed = hmac.new(secret, PURPOSE, hashlib.sha256).digest()
        return cls(instance, (SigningKey(seed=encoded(seed)),))

    @classmethod
    def parse(cls, text: str, instance: str = INSTANCE) -> Self:
        """Read keys, one JSON object a line; raises BadNoteError where one cannot be used or none is there."""
        try:
            keys = tuple(
                msgspec.json.decode(line, type=SigningKey) for line in text.splitlines() if line and not line.isspace()
            )
        except msgspec.DecodeError as error:
            raise BadNoteError(f"a signing key cannot be read: {error}") from error
        if not keys or not all(key.public_key for key in keys):
            raise BadNoteError("there is no signing key")
        for key in keys:
            if any(each is not None and each.tzinfo is None for each in (key.since, key.until)):
                raise BadNoteError("the times of a signing key name their zone")
        return cls(instance, keys)

    def verifiers(self, origin: str) -> tuple[VerifierKey, ...]:
        """All public keys under the name of a log, in the order of the keys."""
        return tuple(VerifierKey(origin, key.public_key) for key in self.keys)

    def sign(self, checkpoint: Checkpoint, at: datetime) -> str:
        """Sign with the key of that time, the last one where several are in force."""
        for key in reversed(self.keys):
            if key.holds(at) and (seed := key.private_key) is not None:
                return sign(checkpoint.text, checkpoint.origin, seed)
        raise BadNoteError(f"no signing key is in force at {at:%Y-%m-%d %H:%M}")
