"""The bodies as they travel: a command's body without what the path says, with the id that a client may choose."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.declarations import Act
from domain.acting import Body

ID_FORM = "_[0-7][0-9a-hjkmnp-tv-z]{25}"


def id_type(prefix: str) -> Any:  # noqa: ANN401 - an annotation
    """The type of an id with that prefix."""
    return Annotated[
        str, Meta(pattern=f"^{prefix}{ID_FORM}$(?!\\n)", examples=[f"{prefix}_01kb5v3n8rf4tt2q9w6zg0x1y7"])
    ]


def component_name(act: Act) -> str:
    """The name of an act's body in the document."""
    return "".join(word.capitalize() for word in act.command.name.split("-"))


class Wire:
    """Decodes the body of one act."""

    def __init__(self, act: Act) -> None:
        self.act = act
        body_type = act.command.body_type
        fields = msgspec.structs.fields(body_type)
        withheld = {*act.fills.values(), *act.withheld} | (set() if act.command.minutable else {"minuted"})
        self._kept = [field for field in fields if field.name not in withheld]
        self._names = tuple(field.name for field in self._kept)
        self.type = self._type(body_type)
        self.decoder = msgspec.json.Decoder(self.type)
        self.required = tuple(field.encode_name for field in self._kept if field.required)
        self.needs_body = bool(self.required)

    def _type(self, body_type: type[Body]) -> type[msgspec.Struct]:
        kept: list[Any] = [_declared(field) for field in self._kept]
        if self.act.creates and not self.act.keyed:
            kept.append(("id", id_type(self.act.command.subject_type) | None, None))
        return msgspec.defstruct(
            component_name(self.act),
            kept,
            frozen=True,
            kw_only=True,
            forbid_unknown_fields=True,
            omit_defaults=True,
            namespace={"__doc__": body_type.__doc__},
            module="api.wires",
        )

    def body(self, sent: msgspec.Struct, path: dict[str, str]) -> Body:
        """The command's own body."""
        values = {name: getattr(sent, name) for name in self._names}
        for parameter, field in self.act.fills.items():
            values[field] = path[parameter]
        return self.act.command.body_type(**values)


def _declared(field: msgspec.structs.FieldInfo) -> Any:  # noqa: ANN401 - what defstruct takes
    if field.required:
        return (field.name, field.type, msgspec.field(name=field.encode_name))
    if field.default_factory is not msgspec.NODEFAULT:
        return (field.name, field.type, msgspec.field(default_factory=field.default_factory, name=field.encode_name))
    return (field.name, field.type, msgspec.field(default=field.default, name=field.encode_name))


_known: dict[str, Wire] = {}


def wire_of(act: Act) -> Wire:
    """The wire of an act, made once."""
    wire = _known.get(act.full_path)
    if wire is None or wire.act is not act:
        wire = _known[act.full_path] = Wire(act)
    return wire
