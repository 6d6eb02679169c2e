"""The reference for people: one page made from the OpenAPI document, without any other file or network."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

Document = Mapping[str, Any]
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`(.+?)`")
STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #0a7d5a }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem 1.5rem 6rem }
h1 { margin-bottom: 0 }
h2 { border-bottom: 1px solid var(--line); margin-top: 3rem; text-transform: capitalize }
code, pre { font: 13px/1.45 ui-monospace, monospace }
pre { background: var(--soft); padding: .75rem; overflow: auto; border-radius: 6px }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; padding: .35rem .75rem }
summary { cursor: pointer }
summary b { color: var(--accent); display: inline-block; width: 3.2rem }
table { border-collapse: collapse; width: 100% }
td, th { border-top: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top }
nav { display: flex; flex-wrap: wrap; column-gap: .75rem }
a { color: var(--accent) }
"""


def page(title: str, content: str) -> str:
    """Wrap content in a page that loads nothing."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style><body>{content}</body></html>"
    )


def explanation_page(slug: str, title: str, status: int, meaning: str) -> str:
    """Explain one type of problem."""
    return page(
        title,
        f"<h1>{escape(title)}</h1><p>{escape(meaning)}</p>"
        f"<p>Problem type <code>/problems/{escape(slug)}</code>, status {status}. "
        '<a href="/docs">All operations</a></p>',
    )


def reference_page(document: Document) -> str:
    """Write the whole reference."""
    sections: defaultdict[str, list[str]] = defaultdict(list)
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            sections[operation["tags"][0]].append(_operation(document, path, method, operation))
    tags = {tag["name"]: tag["description"] for tag in document["tags"] if tag["name"] in sections}
    links = "".join(f'<a href="#{name}">{name}</a>' for name in (*tags, "event-types", "schemas"))
    info = document["info"]
    parts = [f"<h1>{escape(info['title'])}</h1><p>{escape(info['summary'])}</p><nav>{links}</nav>"]
    parts.append(_prose(info["description"]))
    parts.append('<p>The same for machines: <a href="/openapi.json">/openapi.json</a></p>')
    parts += (
        f'<h2 id="{name}">{name}</h2><p>{escape(meaning)}</p>{"".join(sections[name])}'
        for name, meaning in tags.items()
    )
    parts.append(f'<h2 id="event-types">event types</h2>{"".join(_events(document))}')
    schemas = document["components"]["schemas"].items()
    parts.append(f'<h2 id="schemas">schemas</h2>{"".join(_schema(name, schema) for name, schema in schemas)}')
    return page("Accord API", "".join(parts))


def _prose(text: str) -> str:
    """Paragraphs, lists, bold words and code: what the description has of Markdown."""
    blocks = []
    for block in _marked(text).strip().split("\n\n"):
        first, *points = f"\n{block}".split("\n* ")
        items = "".join(f"<li>{point}</li>" for point in points)
        blocks.append(f"<ul>{items}</ul>" if items else f"<p>{first.strip()}</p>")
    return "".join(blocks)


def _marked(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", _BOLD.sub(r"<b>\1</b>", escape(text)))


def _operation(document: Document, path: str, method: str, operation: Mapping[str, Any]) -> str:
    parameters = [_resolved(document, each) for each in operation["parameters"]]
    rows = [(each["name"], each["in"], each.get("description", "")) for each in parameters]
    parts = [f"<p>{_marked(operation['description'])}</p>", _table(("parameter", "in", ""), rows)]
    if body := operation.get("requestBody"):
        content = _content(body)
        parts.append(f"<p>Body: {_type(content.get('schema', {}))}</p>{_examples(content)}")
    for status, response in operation["responses"].items():
        shown = _resolved(document, response)
        content = _content(shown)
        parts.append(f"<p>{status}: {_marked(shown['description'])} {_type(content.get('schema', {}))}</p>")
        parts.append(_examples(content) if status.startswith("2") else "")
    name = operation["operationId"]
    return (
        f'<details id="{name}"><summary><b>{method.upper()}</b> <code>{escape(path)}</code> '
        f"{escape(operation['summary'])}</summary>{''.join(parts)}</details>"
    )


def _content(part: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(iter(part.get("content", {}).values()), {})
    return found


def _events(document: Document) -> Iterator[str]:
    for topic, methods in document["webhooks"].items():
        operation = methods["post"]
        content = operation["requestBody"]["content"]["application/json"]
        yield (
            f"<details><summary><code>{topic}</code> {escape(operation['summary'])}</summary>"
            f"<p>{escape(operation['description'])} {_type(content['schema'])}</p>{_examples(content)}</details>"
        )


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    required = set(schema.get("required", ()))
    rows = [
        (f"{field}{'' if field in required else '?'}", _type(part), part.get("description", ""))
        for field, part in schema.get("properties", {}).items()
    ]
    table = _table(("field", "type", ""), rows, raw=1) if rows else f"<p>{_type(schema)}</p>"
    words = _marked(schema.get("description", ""))
    return f'<details id="schema-{name}"><summary><code>{name}</code></summary><p>{words}</p>{table}</details>'


def _type(schema: Mapping[str, Any]) -> str:
    words = ""
    match schema:
        case {"$ref": reference}:
            name = reference.rpartition("/")[2]
            words = f'<a href="#schema-{name}">{name}</a>'
        case {"anyOf": options} | {"oneOf": options} | {"allOf": options}:
            words = " | ".join(_type(option) for option in options)
        case {"const": value}:
            words = f"<code>{escape(json.dumps(value))}</code>"
        case {"enum": values}:
            words = " | ".join(f"<code>{escape(json.dumps(value))}</code>" for value in values)
        case {"type": "array", "items": items}:
            words = f"list of {_type(items)}"
        case {"type": kind}:
            words = escape(f"{kind} ({schema['format']})" if "format" in schema else str(kind))
    return words


def _resolved(document: Document, part: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = part
    if "$ref" in part:
        found = document
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
    return found  # type: ignore[no-any-return] # a part of the document


def _examples(content: Mapping[str, Any]) -> str:
    return "".join(
        f"<pre>{escape(json.dumps(example['value'], indent=2, ensure_ascii=False))}</pre>"
        for example in content.get("examples", {}).values()
    )


def _table(head: tuple[str, ...], rows: list[tuple[str, str, str]], *, raw: int = -1) -> str:
    cells = "".join(f"<th>{name}</th>" for name in head)
    lines = "".join(
        "<tr>"
        + "".join(f"<td>{cell if index == raw else escape(cell)}</td>" for index, cell in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return f"<table><tr>{cells}</tr>{lines}</table>" if rows else ""
