"""The nouns of a brainstorm, and what the commitment of a sealed idea covers."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Key, Line, Side, Text
from domain.ids import BrainstormId, IdeaId, PersonId

Mode = Literal["private_then_reveal", "open"]
Topic = Literal["problems", "awesome"]
Label = Annotated[Key, Meta(examples=["laughable"])]
Labels = Annotated[tuple[Label, ...], Meta(max_length=20)]
Ideas = Annotated[tuple[IdeaId, ...], Meta(min_length=1, max_length=200)]
ClusterName = Annotated[Line, Meta(examples=["Waiting for QA"])]


class IdeaContent(msgspec.Struct, frozen=True, kw_only=True):
    """What the commitment of a private idea covers (rule G11)."""

    workspace: str
    brainstorm: BrainstormId
    idea: IdeaId
    person: PersonId
    side: Side
    text: Text
