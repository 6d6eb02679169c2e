"""Sealing what a contribution says until the reveal, and opening it then (rule G11)."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import msgspec

from domain.blind import PrivateEntry, canonical, commitment, proves
from domain.kernel import Command
from domain.refusals import Kind, Refusal

T = TypeVar("T", bound=msgspec.Struct)


class SealedContentMissing(Refusal):
    """What was sealed is not kept beside the ledger any more, so it cannot be revealed.

    Its author can give it once more.
    """

    rule = "blind.content-missing"
    kind = Kind.CONFLICT


class CommitmentDiffers(Refusal):
    """What is kept beside the ledger is not what its author committed to.

    Its author can give it once more.
    """

    rule = "blind.commitment-differs"
    kind = Kind.CONFLICT


class Sealed(NamedTuple):
    """A sealed contribution: the event that committed to it, and the commitment."""

    event: str
    commitment: str


def seal(command: Command, content: msgspec.Struct) -> str:
    """Keep a content beside the event that the command records next, for the actor alone; answer the commitment."""
    salt, words = command.context.new_salt(), canonical(content)
    command.private[len(command.new_decisions)] = PrivateEntry(
        person=command.context.actor, salt=salt.hex(), content=words
    )
    return commitment(salt, words)


def unseal(command: Command, sealed: Sealed, kind: type[T]) -> tuple[T, str] | None:
    """Answer the content that an event committed to, and its salt; notes a refusal and answers None if that fails."""
    kept = command.contents.get(sealed.event)
    if kept is None:
        command.check(False, SealedContentMissing(f"What {sealed.event} committed to is not there."))
        return None
    content = _read(kept, kind) if proves(sealed.commitment, kept.salt, kept.content) else None
    if content is None or canonical(content) != kept.content:
        command.check(False, CommitmentDiffers(f"{sealed.event} committed to something else."))
        return None
    return content, kept.salt


def _read(kept: PrivateEntry, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(kept.content, type=kind)
    except msgspec.MsgspecError:
        return None
