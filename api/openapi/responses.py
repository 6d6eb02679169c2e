"""The problems of each operation, as components: what may come back, with an example of each."""

from __future__ import annotations

from typing import Any

from api import problems
from api.problems import ProblemKind

PROBLEM = {"$ref": "#/components/schemas/ProblemDetails"}
DESCRIPTIONS = {
    400: "The request does not fit the document: parameter, header or body.",
    401: "No valid key.",
    403: "The key, or the roles of its holder, do not allow this.",
    404: "Nothing of that name in this workspace, or no such workspace for this key.",
    405: "The method does not apply to this path.",
    409: "The state of things does not allow this; the problem's type names the rule.",
    412: "The subject has moved on from the position in If-Match.",
    413: "The body, or an event, is too large.",
    415: "The body is not declared as JSON.",
    422: "A rule refuses this; the problem's type names it, `errors` lists every refusal at once.",
    429: "The key has used up its requests.",
    500: "A fault of the service.",
    503: "The service cannot answer now; a repeat with the same Idempotency-Key is safe.",
}
EXAMPLES: dict[int, ProblemKind] = {
    400: problems.BODY_INVALID,
    401: problems.UNAUTHENTICATED,
    403: problems.SCOPE_MISSING,
    404: problems.NOT_FOUND,
    409: problems.CONFLICT,
    412: problems.STALE,
    413: problems.TOO_LARGE,
    415: problems.NOT_JSON,
    422: problems.KEY_REUSED,
    429: problems.TOO_MANY,
    500: problems.INTERNAL,
    503: problems.UNAVAILABLE,
}
FOR_READS = (400, 401, 403, 404, 422, 429, 500, 503)
FOR_ACTS = (400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 500, 503)
FOR_UPLOADS = (400, 401, 403, 404, 409, 415, 429, 500, 503)
FOR_PUBLIC = (400, 404, 429, 500, 503)
HEADER = "#/components/headers/"


def name_of(status: int) -> str:
    """The component of a status."""
    return f"Problem{status}"


def problem_responses() -> dict[str, Any]:
    """One component a status."""
    return {name_of(status): _response(status, kind) for status, kind in EXAMPLES.items()}


def references(statuses: tuple[int, ...]) -> dict[str, Any]:
    """The problems of an operation."""
    return {str(status): {"$ref": f"#/components/responses/{name_of(status)}"} for status in statuses}


def limit_headers() -> dict[str, Any]:
    """The headers of every answer to a key."""
    return {
        "RateLimit": {"$ref": f"{HEADER}RateLimit"},
        "RateLimit-Policy": {"$ref": f"{HEADER}RateLimitPolicy"},
    }


def _response(status: int, kind: ProblemKind) -> dict[str, Any]:
    headers = limit_headers()
    if status == problems.UNAUTHENTICATED.status:
        headers["WWW-Authenticate"] = {"$ref": f"{HEADER}WWWAuthenticate"}
    if status in {problems.TOO_MANY.status, problems.UNAVAILABLE.status}:
        headers["Retry-After"] = {"$ref": f"{HEADER}RetryAfter"}
    example = {
        "type": f"/problems/{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "detail": kind.meaning,
        "instance": "/v1/workspaces/acme/opportunities",
        "errors": [],
    }
    return {
        "description": DESCRIPTIONS[status],
        "headers": headers,
        "content": {"application/problem+json": {"schema": PROBLEM, "examples": {kind.slug: {"value": example}}}},
    }
