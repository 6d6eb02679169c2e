"""What is sealed is nowhere to be read before the reveal (rule G11), by whatever way one asks, except by its author.

The walk is closed: every GET of the API's document, of everything that there is, as everybody else; the answers to the
acts themselves, the reports of imports, the measures and the logs.
"""

from __future__ import annotations

import hashlib
import logging
import re
from typing import Any

import pytest
import rfc8785

from tests.api.office import Client, Office
from tests.api.outputs import GETS, PUBLIC, Outputs
from tests.api.playbook import follow, possible
from tests.api.sealing import IDEA, IMPORTED, NOTE, SCORES, VOICE, Sealing, prepared

NUMBERS = re.compile(r"[\[:,](97|93)(\.0)?[,}\]]")


@pytest.fixture
async def sealed(office: Office, owner: Client, tech: Client, biz: Client) -> Sealing:
    """A partnership with one of everything, in which an idea, scores and a voice of a team are sealed."""
    return await prepared(office, owner, tech, biz)


async def everything(sealed: Sealing, who: Client) -> dict[str, str]:
    """All that a person can read."""
    await sealed.office.settle()
    outputs = Outputs(await sealed.entries(), **sealed.names)
    return await outputs.texts(who)


def hidden(told: dict[str, str], *words: str) -> None:
    """None of these words, and none of the scores, stands anywhere."""
    for path, text in told.items():
        for word in words:
            assert word not in text, path
        assert not NUMBERS.search(text), path


async def test_nobody_else_reads_it_anywhere(sealed: Sealing, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told = await sealed.seal_everything()
    hidden(told, IDEA, NOTE, VOICE, IMPORTED)
    assert len(await sealed.entries()) < min(SCORES.values())  # else a position could be taken for a score
    seen: set[str] = set()
    for who in sealed.others:
        outputs = Outputs(await sealed.entries(), **sealed.names)
        await sealed.office.settle()
        hidden(await outputs.texts(who), IDEA, NOTE, VOICE, IMPORTED)
        seen |= outputs.seen
    assert seen == {*GETS, *PUBLIC}, "somebody could read each of them"
    hidden({"logs": caplog.text + "".join(str(vars(record)) for record in caplog.records)}, IDEA, NOTE, VOICE, IMPORTED)


async def test_its_author_reads_it_in_its_subject_alone(sealed: Sealing) -> None:
    await sealed.seal_everything()
    where = {
        sealed.tech: {IDEA: sealed.brainstorm, NOTE: sealed.assessment},
        sealed.quiet: {VOICE: sealed.definition},
        sealed.biz: {IMPORTED: sealed.brainstorm},
    }
    for author, own in where.items():
        told = await everything(sealed, author)
        for word in (IDEA, NOTE, VOICE, IMPORTED):
            found = [path for path, text in told.items() if word in text]
            assert found == ([f"/v1/workspaces/acme{own[word][1:]}"] if word in own else [])
    sheets = (await sealed.tech.see(sealed.assessment))["rounds"][0]["sheets"]
    assert [each["scores"] for each in sheets] == [[{"opportunity": sealed.opportunity, **SCORES}]]


async def test_nobody_else_gets_at_it_by_acting(sealed: Sealing) -> None:
    """Neither a repeat with the same key, nor a try, nor a refusal, nor a minute of it tells anything."""
    await sealed.seal_everything()
    told: dict[str, str] = {}
    for who in sealed.others:
        for name, (path, body) in sealed.acts().items():
            for query in ("", "?dry_run=true"):
                answer = await who.post(f"{path}{query}", json=body, headers={"Idempotency-Key": f"sealed-{name}"})
                told[f"{name} {who.person}"] = answer.text
    hidden(told, IDEA, NOTE, VOICE, IMPORTED)


async def test_after_the_reveal_anybody_can_check_the_commitments(sealed: Sealing) -> None:
    await sealed.seal_everything()
    assert (await possible(sealed.lead, sealed.brainstorm))["reveal-brainstorm"]["possible"]
    await follow(sealed.lead, sealed.brainstorm, "reveal-brainstorm")
    await sealed.biz.act(f"{sealed.assessment}/scores", {"scores": [{"opportunity": sealed.opportunity, **SCORES}]})
    await follow(sealed.lead, sealed.assessment, "reveal-scores")
    entries = (await sealed.auditor.see("./events", limit=200))["items"]
    committed = {each["id"]: each["data"].get("commitment") for each in entries}
    revealed = [each["data"] for each in entries if each["type"] in {"idea-revealed.v1", "score-sheet-revealed.v1"}]
    proofs = [proved(each["salt"], each["content"]) for each in revealed]
    assert len(proofs) == 4
    assert set(proofs) == set(filter(None, committed.values()))
    ideas = (await sealed.auditor.see(sealed.brainstorm))["ideas"]
    sheets = (await sealed.auditor.see(sealed.assessment))["rounds"][0]["sheets"]
    assert {each["text"] for each in ideas} == {IDEA, IMPORTED}
    assert sheets[0]["note"] == NOTE
    shown = [(each["commitment"], each["salt"]) for each in (*ideas, *sheets)]
    assert sorted(shown) == sorted((proof, each["salt"]) for proof, each in zip(proofs, revealed, strict=True))


async def test_sealed_feedback_stays_sealed(sealed: Sealing) -> None:
    await sealed.seal_everything()
    (event,) = [each for each in await sealed.entries() if each["data"].get("sealed")]
    assert (event["actor"], event["credential"], event["recorder"]) == ("system:veil", "", None)
    assert sealed.quiet.person not in str(event)
    assert (await sealed.biz.see(sealed.definition))["buy_in"]["counts"]["against"] == 1
    path, body = sealed.acts()["voice"]
    openly = await sealed.quiet.post(path.replace("sealed-feedback", "feedback"), json=body)
    assert openly.json()["type"] == "/problems/definition-spoke-sealed"


def proved(salt: str, content: dict[str, Any]) -> str:
    """What anybody can compute from the salt and the content."""
    return hashlib.sha256(bytes.fromhex(salt) + rfc8785.dumps(content)).hexdigest()
