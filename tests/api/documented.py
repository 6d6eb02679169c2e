"""Each answer that a test gets is held against the document: its status, its media type and its schema."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs

DOCUMENT: dict[str, Any] = json.loads((Path(__file__).parents[2] / "openapi" / "openapi.json").read_bytes())
URI = "urn:accord"
REGISTRY = jsonschema_rs.Registry([(URI, DOCUMENT)])
PATHS = sorted(DOCUMENT["paths"], key=lambda path: path.count("{"))  # what is written out goes before a parameter
PATTERNS = [(re.compile(re.sub(r"\\{[a-z_]+\\}", "[^/]+", re.escape(path))), path) for path in PATHS]


def fits_the_document(answer: httpx.Response) -> None:
    """Fail where an answer is not what the document says; what the document does not know is left alone."""
    path = next((path for pattern, path in PATTERNS if pattern.fullmatch(answer.request.url.path)), None)
    method = answer.request.method.lower()
    if path is None or method not in DOCUMENT["paths"][path]:
        return
    told = (method, path, str(answer.status_code))
    answers = DOCUMENT["paths"][path][method]["responses"]
    assert told[2] in answers, (*told, answer.text)
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    content = _resolved(answers[told[2]]).get("content", {})
    if not (content or answer.content):
        return
    assert media_type in content, (*told, media_type)
    if media_type.endswith(("/json", "+json")):
        faults = _schema(*told, media_type).iter_errors(answer.json())
        wrong = [(list(each.instance_path), each.message[:300]) for each in faults]
        assert not wrong, (*told, wrong[:3])


def _resolved(part: dict[str, Any]) -> dict[str, Any]:
    shared: dict[str, dict[str, Any]] = DOCUMENT["components"]["responses"]
    return shared[part["$ref"].split("/")[-1]] if "$ref" in part else part


@functools.cache
def _schema(method: str, path: str, status: str, media_type: str) -> jsonschema_rs.Draft202012Validator:
    schema = _resolved(DOCUMENT["paths"][path][method]["responses"][status])["content"][media_type]["schema"]
    absolute = json.loads(json.dumps(schema).replace('"#/', f'"{URI}#/'))
    return jsonschema_rs.Draft202012Validator(absolute, registry=REGISTRY)
