"""Whose checkpoints somebody believes who does not ask us."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from eventstore.proving.checkpoints import Checkpoint, believed, notes_in
from eventstore.proving.notes import BadNoteError, VerifierKey, taken_apart


class _Key(msgspec.Struct):
    verifier_key: str


class _Keys(msgspec.Struct):
    keys: tuple[_Key, ...]


def keys_in(text: str) -> tuple[VerifierKey, ...]:
    """The keys of a file: verifier keys, one a line, or what `audit/keys` answered."""
    if text.lstrip().startswith("{"):
        try:
            lines = [each.verifier_key for each in msgspec.json.decode(text, type=_Keys).keys]
        except msgspec.DecodeError as error:
            raise BadNoteError(f"the keys cannot be read: {error}") from error
    else:
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(map(VerifierKey.parse, lines))


def trusted(note: str, keys: Iterable[VerifierKey]) -> Checkpoint:
    """The checkpoint of a note, if a key of the same log has signed it, in whichever epoch; raises BadNoteError."""
    found = Checkpoint.parse(taken_apart(note)[0])
    return believed(
        note,
        [VerifierKey(found.origin, key.public) for key in keys if key.name.rpartition("/")[0] == found.log],
    )


def all_trusted(text: str, keys: Iterable[VerifierKey]) -> list[Checkpoint]:
    """The checkpoints of a file of notes; a single one that cannot be believed spoils it."""
    known = tuple(keys)
    return [trusted(note, known) for note in notes_in(text)]
