"""Single subjects: folded from their own events at each read, so that what was just recorded is there."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from api.answers import JSON, Answer
from api.asking import Ask
from api.declarations import Act, Read, Reader
from api.histories import history_of, merged
from api.living import Living
from api.membership import require_part
from api.moments import AsOf, KnownAt, as_of, known_at
from api.own_words import with_own_words
from api.possible import PossibleAct, possible_acts
from api.preconditions import etag, revalidated
from api.problems import NOT_FOUND, Problem
from api.tags import TAGS, tag_of
from api.wires import wire_of
from domain.kernel import Recorded
from eventstore.faults import reaching
from projections.metrics.newest import newest_numbers
from projections.views import VIEWS

# what a subject shows beside the events of its own tag: the latest numbers of a metric, however many there are
FURTHER = {"metric": newest_numbers}
_encode = msgspec.json.Encoder().encode


class SubjectQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a subject is to be shown."""

    as_of: AsOf | None = None
    known_at: KnownAt | None = None
    acts: Annotated[
        bool, Meta(description="Also list what the caller could do with it now. The entity tag does not cover that.")
    ] = True


def subject_type(parameter: str, name: str) -> type[msgspec.Struct]:
    """The type of an answer: the view, and the acts that are possible."""
    view = VIEWS[TAGS[parameter]].type
    return msgspec.defstruct(
        name,
        [("acts", Annotated[tuple[PossibleAct, ...], Meta(max_length=200)])],
        bases=(view,),
        kw_only=True,
        namespace={"__doc__": view.__doc__},
        module="api.subjects",
    )


def subject_reader(parameter: str, acts: tuple[Act, ...]) -> Reader:
    """What reads one subject and says what can be done with it."""
    kind = VIEWS[TAGS[parameter]]
    wires = [wire_of(act) for act in acts]
    further = FURTHER.get(parameter)

    async def read(living: Living, ask: Ask) -> Answer:
        query = ask.query(SubjectQuery)
        subject = ask.path.get(parameter, "")
        await require_part(living, ask)
        position = await known_at(living, query.known_at, ask.workspace)
        at = as_of(query.as_of, ask.workspace)
        own = await history_of(
            living.services.store, ask.workspace, tag_of(parameter, subject), as_of=at, known_at=position
        )
        beside: list[Recorded] = []
        if further is not None:
            with reaching():
                beside = await further(
                    living.services.pool, ask.workspace.workspace_id, subject, as_of=at, known_at=position
                )
        view = kind.fold(subject, merged(own, beside), ask.workspace.sides)
        if view is None:
            raise Problem(NOT_FOUND, f"There is no {parameter} {subject!r} here, or there was none then.")
        last, further_last = (each[-1].position if each else 0 for each in (own, beside))
        tag, seen = etag(last, further_last), ask.headers.get(b"if-none-match")
        headers = [(b"accord-position", b"%d" % max(last, further_last))]
        unchanged = revalidated(Answer(200, b"", headers), tag, seen)
        if unchanged.status == 304:  # noqa: PLR2004 - Not Modified
            return unchanged
        shown: list[PossibleAct] = []
        if query.acts and query.as_of is None and query.known_at is None:
            shown = await possible_acts(living, ask, wires, subject, view)
        view = await with_own_words(living, ask, view)
        body = b'%b,"acts":%b}' % (_encode(view)[:-1], _encode(shown))
        return Answer(200, body, [JSON, *unchanged.headers])

    return read


def subject_read(
    parameter: str, path: str, acts: tuple[Act, ...], *, tag: str, summary: str, shown: str = "", name: str = ""
) -> Read:
    """Declare the read of a subject.

    `name` is that of the kind, where the parameter has another one; `shown` names the answer in the document where
    that is not the subject's name.
    """
    name = name or parameter.capitalize()
    return Read(
        path=path,
        operation=f"get{name}",
        reader=subject_reader(parameter, acts),
        answers=subject_type(parameter, shown or name),
        query=SubjectQuery,
        tag=tag,
        summary=summary,
    )
