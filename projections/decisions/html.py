"""The record of a decision as one printable page that loads nothing from anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from projections.decisions.record import DecisionRecord
from projections.decisions.telling import Part, tell

STYLE = """
body { font: 1rem/1.5 Georgia, serif; color: #1a1a1a; background: #fff; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid #bbb; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { font-weight: bold; }
dd { margin: 0; }
li { margin: .4rem 0; white-space: pre-line; }
@media print {
  body { margin: 0; max-width: none; font-size: 10.5pt; }
  h2 { break-after: avoid; }
  li { break-inside: avoid; }
}
"""


def record_html(record: DecisionRecord, names: Mapping[str, str]) -> str:
    """The whole page; everything that anybody wrote is escaped."""
    told = tell(record, names)
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>\n" for label, text in told.facts)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(told.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(told.title)}</h1>\n<dl>\n{facts}</dl>\n"
        f"{''.join(_part(part) for part in told.parts)}</main>\n</body>\n</html>\n"
    )


def _part(part: Part) -> str:
    kind = "ol" if part.numbered else "ul"
    items = "".join(f"<li>{escape(item)}</li>\n" for item in part.items)
    return f"<section>\n<h2>{escape(part.heading)}</h2>\n<{kind}>\n{items}</{kind}>\n</section>\n"
