"""Problem details (RFC 9457): the one form of every answer that is not a success."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from api.answers import JSON_PROBLEM, Answer, Header
from domain.refusals import REFUSALS, Kind, Refusal

MOST_WORDS = 2000
MOST_POINTER = 500
MOST_FAULTS = 1000
Slug = Annotated[
    str, Meta(max_length=120, pattern="^/problems/[a-z0-9-]+$(?!\\n)", examples=["/problems/decision-win-missing"])
]
Pointer = Annotated[str, Meta(max_length=MOST_POINTER, pattern="^(/[^\\u0000]*)?$", examples=["/digest"])]
Words = Annotated[str, Meta(max_length=8000, pattern="^[^\\u0000]*$")]


class Fault(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is wrong: `pointer` leads to the field of the body ("" for the whole), or names a parameter.

    `rule` is the stable id of a refusing rule, `waivable` whether `waive` may skip it.
    """

    pointer: Pointer
    detail: Words
    rule: Annotated[str, Meta(max_length=100, pattern="^[a-z-]+[.][a-z0-9-]+$(?!\\n)")] | None = None
    title: Words | None = None
    waivable: bool | None = None


class ProblemDetails(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong. `type` is a page that explains this kind of problem; `errors` lists everything at once."""

    type: Slug
    title: Words
    status: Annotated[int, Meta(ge=400, le=599)]
    detail: Words
    instance: Annotated[str, Meta(max_length=8000, pattern="^/", description="the path that was asked")]
    errors: Annotated[tuple[Fault, ...], Meta(max_length=MOST_FAULTS)]


class ProblemKind(msgspec.Struct, frozen=True):
    """A kind of problem that the edge itself finds; the domain's refusals are the others."""

    slug: str
    status: int
    title: str
    meaning: str


KINDS: dict[str, ProblemKind] = {}


def _kind(slug: str, status: int, title: str, meaning: str) -> ProblemKind:
    KINDS[slug] = kind = ProblemKind(slug, status, title, meaning)
    return kind


MALFORMED = _kind(
    "malformed-json", 400, "The body is not JSON", "It must be UTF-8 JSON: no repeated keys, at most 64 levels, no NUL."
)
BODY_INVALID = _kind("body-invalid", 400, "The body does not fit the schema", "`errors` points to the field at fault.")
QUERY_INVALID = _kind(
    "query-invalid", 400, "A query parameter is wrong", "Unknown, repeated or badly formed parameters are refused."
)
HEADER_INVALID = _kind("header-invalid", 400, "A header is wrong", "`errors` names the header.")
CURSOR_INVALID = _kind(
    "cursor-invalid", 422, "The cursor does not fit this list", "Follow `next` unchanged; cursors belong to one list."
)
UNAUTHENTICATED = _kind(
    "unauthenticated",
    401,
    "No valid key",
    "Send `Authorization: Bearer acc_…` with a key that is neither expired nor revoked.",
)
SCOPE_MISSING = _kind(
    "key-scope-missing", 403, "The key lacks the scope for this", "Keys have the scopes read, write and admin."
)
NOT_ACCEPTED = _kind(
    "key-not-accepted", 403, "The key's holder has not accepted it", "POST …/keys/{key}/acceptance with that key first."
)
NOT_FOUND = _kind("not-found", 404, "Nothing here", "The path is unknown, or what it names is not in this workspace.")
WRONG_METHOD = _kind("method-not-allowed", 405, "The method does not apply here", "The `Allow` header lists what does.")
CONFLICT = _kind("concurrent-change", 409, "What the act rests on keeps changing", "Read again and decide again.")
HISTORY_REPLACED = _kind(
    "history-replaced",
    409,
    "The ledger is not the one that the cursor came from",
    "It was restored from a copy. `detail` says which position still holds; read on with `after`.",
)
SLUG_TAKEN = _kind(
    "workspace-slug-taken", 409, "Another workspace has that slug", "Slugs are unique and never used again."
)
STALE = _kind(
    "precondition-failed",
    412,
    "The subject has moved on",
    "`If-Match` named an older position; read the subject again.",
)
TOO_LARGE = _kind(
    "body-too-large", 413, "The body is too large", "Bodies take up to 1 MiB, one event up to 65 535 bytes."
)
NOT_JSON = _kind(
    "unsupported-media-type", 415, "The body is not declared as JSON", "Send `Content-Type: application/json`."
)
KEY_REUSED = _kind(
    "idempotency-key-reused", 422, "The idempotency key stands for another request", "Use a fresh key for another act."
)
TOO_MANY = _kind(
    "too-many-requests", 429, "Too many requests with this key", "`Retry-After` says in how many seconds to go on."
)
INTERNAL = _kind(
    "internal-error", 500, "A fault of the service", "It is logged. A repeat with the same Idempotency-Key is safe."
)
UNAVAILABLE = _kind(
    "unavailable",
    503,
    "The service cannot answer now",
    "The database does not answer in time. A repeat with the same Idempotency-Key is safe.",
)

STATUS = {Kind.NOT_FOUND: 404, Kind.CONFLICT: 409, Kind.FORBIDDEN: 403, Kind.INVALID: 422}


class Problem(Exception):  # noqa: N818 - an answer, not a fault
    """Ends a request with a problem."""

    def __init__(
        self, kind: ProblemKind, detail: str, errors: Sequence[Fault] = (), headers: Sequence[Header] = ()
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = list(headers)


_encode = msgspec.json.Encoder().encode


def slug_of(rule: str) -> str:
    """Turn a rule's id into the last part of its problem type."""
    return rule.replace(".", "-")


def fault_of(refusal: Refusal) -> Fault:
    """Show one refusal."""
    return Fault(
        pointer=refusal.pointer,
        detail=refusal.detail,
        rule=refusal.rule,
        title=refusal.title(),
        waivable=refusal.waivable,
    )


def problem_answer(problem: Problem, instance: str) -> Answer:
    """Write a problem that the edge found."""
    kind = problem.kind
    return _answer(kind.slug, kind.title, kind.status, problem.detail, instance, problem.errors, problem.headers)


def refusal_answer(refusals: Sequence[Refusal], instance: str) -> Answer:
    """Write the domain's no: the first refusal gives type and status, `errors` lists all of them."""
    first = refusals[0]
    faults = tuple(fault_of(refusal) for refusal in refusals)
    return _answer(slug_of(first.rule), first.title(), STATUS[first.kind], first.detail, instance, faults, [])


def _answer(
    slug: str, title: str, status: int, detail: str, instance: str, errors: tuple[Fault, ...], headers: list[Header]
) -> Answer:
    details = ProblemDetails(
        type=f"/problems/{slug}",
        title=title,
        status=status,
        detail=_short(detail, MOST_WORDS),
        instance=instance,
        errors=tuple(map(_shortened, errors[:MOST_FAULTS])),
    )
    return Answer(status, _encode(details), [JSON_PROBLEM, *headers])


def _shortened(fault: Fault) -> Fault:
    if len(fault.detail) <= MOST_WORDS and len(fault.pointer) <= MOST_POINTER:
        return fault
    return msgspec.structs.replace(
        fault, detail=_short(fault.detail, MOST_WORDS), pointer=_short(fault.pointer, MOST_POINTER)
    )


def _short(text: str, most: int) -> str:
    """What a caller sent is repeated only so far."""
    return text if len(text) <= most else text[: most - 1] + "…"


def explained(slug: str) -> tuple[str, int, str] | None:
    """The title, status and meaning of a problem type, None for an unknown one."""
    if kind := KINDS.get(slug):
        return kind.title, kind.status, kind.meaning
    for rule, refusal in REFUSALS.items():
        if slug_of(rule) == slug:
            return refusal.title(), STATUS[refusal.kind], _meaning(refusal)
    return None


def _meaning(refusal: type[Refusal]) -> str:
    lines = (refusal.__doc__ or "").strip().splitlines()
    rest = " ".join(line.strip() for line in lines[1:] if line.strip())
    waivable = f'It can be skipped by `waive: [{{"rule": "{refusal.rule}", "reason": …}}]`.' if refusal.waivable else ""
    return " ".join(part for part in (rest, f"Rule {refusal.rule}.", waivable) if part)
