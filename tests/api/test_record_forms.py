"""A decision's record as data, as Markdown and as a page: by name and by what the client accepts."""

from html import escape

import pytest

from api.forms import Form, form_of
from projections.decisions.telling import STANDINGS
from service.demo import tell
from service.demonstration import SLUG
from tests.api.office import Client, Office

HOSTILE = "Releases <script>alert(1)</script> [wait](x)"


@pytest.mark.parametrize(
    ("wanted", "accept", "form"),
    [
        (None, b"", "json"),
        (None, b"*/*", "json"),
        (None, b"image/png", "json"),
        (None, b"text/markdown", "markdown"),
        (None, b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        (None, b"*/*, text/html;q=0", "json"),
        (None, b"*/*, text/html", "html"),
        (None, b"text/html;q=0.4, Text/Markdown;q=0.5", "markdown"),
        (None, b"text/html;q=high", "json"),
        ("json", b"text/html", "json"),
        ("html", b"application/json", "html"),
    ],
)
def test_the_form_is_the_one_asked_for_or_liked_best(wanted: Form | None, accept: bytes, form: Form) -> None:
    assert form_of(wanted, accept) == form


async def test_a_hostile_title_is_text_in_every_form(tech: Client, biz: Client) -> None:
    raised = await tech.act("./opportunities", {"title": HOSTILE, "problem": "For two days.", "theme": "culture"})
    pinned = raised["events"][0]["data"]
    option = {"opportunity": raised["id"], "revision": pinned["revision"], "digest": pinned["digest"]}
    words = {"kind": "first_priority", "choice": raised["id"], "rationale": "It hurts."}
    proposed = await biz.act("./decisions", {**words, "options": [option, {"do_nothing": True}]})
    path = f"./decisions/{proposed['id']}/record"

    data = await tech.get(path)
    assert data.json()["options"][0]["opportunity_then"]["title"] == HOSTILE
    for text in (await tech.get(path, headers={"accept": "text/markdown"}), await tech.get(path + "?format=markdown")):
        assert text.headers["content-type"] == "text/markdown; charset=utf-8"
        assert "Releases \\<script\\>alert(1)\\</script\\> \\[wait\\](x)" in text.text
    for page in (await tech.get(path, headers={"accept": "text/html"}), await tech.get(path + "?format=html")):
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
        assert "<script" not in page.text

    forms = [data, text, page]
    assert {answer.headers["vary"] for answer in forms} == {"Accept"}
    assert len({answer.headers["etag"] for answer in forms}) == len(forms)
    for query, answer in zip(("json", "markdown", "html"), forms, strict=True):
        again = await tech.get(path, params={"format": query}, headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304
    assert (await tech.get(path, params={"format": "pdf"})).status_code == 400
    assert (await tech.get(path, params={"as_of": "2020-01-01", "format": "html"})).status_code == 404


async def test_every_decision_of_the_demonstration_can_be_told(office: Office) -> None:
    told = await tell(office.services.store, secret=office.services.secret)
    await office.settle(SLUG)
    client = await office.key_for(SLUG, told.owner)
    client.workspace = SLUG
    decisions = (await client.see("./decisions", limit=200))["items"]
    assert decisions
    for item in decisions:
        path = f"./decisions/{item['decision']}/record"
        record = await client.see(path)
        text, page = await client.get(path + "?format=markdown"), await client.get(path + "?format=html")
        for words in (text.text, page.text):
            assert "What was on the table" in words
            assert "per_" not in words
            for objection in record["objections"]:
                assert "Objections and what became of them" in words
                assert STANDINGS[objection["standing"]] in words
        for win in record["wins"]:
            assert escape(win["text"]) in page.text
