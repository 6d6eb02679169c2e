"""What is sealed is nowhere to be read before the reveal (rule G11), by whatever way one asks, except by its author."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
import rfc8785

from tests.api.office import Client, Office
from tests.api.playbook import adopted, follow, possible, raised

WORDS = "The machine under Grandmother's desk"
ONCE = {"Idempotency-Key": "sealed"}


class Sealed:
    """A contribution that its author sealed, and all the places where somebody might read it."""

    def __init__(self, office: Office, subject: str, act: str, body: dict[str, Any]) -> None:
        self.office = office
        self.subject = subject
        self.act = f"{subject}/{act}"
        self.body = body

    async def given(self, author: Client) -> dict[str, Any]:
        """Hand it in; the answer itself does not tell it, nor do a try and a repeat."""
        tried = await author.post(f"{self.act}?dry_run=true", json=self.body)
        given = await author.post(self.act, json=self.body, headers=ONCE)
        again = await author.post(self.act, json=self.body, headers=ONCE)
        assert (tried.status_code, given.status_code, again.text) == (200, 201, given.text)
        assert WORDS not in tried.text + given.text
        event: dict[str, Any] = given.json()["events"][0]
        return event

    async def texts(self, who: Client) -> list[str]:
        """Every answer of a person's that could tell it, but for the subject itself."""
        await self.office.settle()
        paths = (f"{self.subject}/trail", "./events?limit=200", self.subject.rpartition("/")[0], ".")
        return [(await who.get(path)).text for path in paths]

    async def is_hidden_from(self, *others: Client) -> None:
        """Nobody else finds it."""
        for who in others:
            shown = [*(await self.texts(who)), (await who.get(self.subject)).text]
            assert all(WORDS not in text for text in shown)
            assert all(text.startswith("{") for text in shown)

    async def is_known_to(self, author: Client) -> None:
        """Its author reads it, in the subject alone."""
        assert all(WORDS not in text for text in await self.texts(author))
        assert WORDS in (await author.get(self.subject)).text


@pytest.fixture
async def lead(office: Office, owner: Client) -> Client:
    """A facilitator, of no side."""
    person = await office.joined(owner)
    await owner.act(f"./people/{person.person}/roles", {"role": "facilitator"})
    return person


async def test_an_idea_before_the_reveal(
    office: Office, owner: Client, lead: Client, tech: Client, biz: Client
) -> None:
    invited = [{"person": tech.person}, {"person": biz.person}]
    opened = (await lead.act("./brainstorms", {"question": "What waits?", "invited": invited}))["id"]
    path = f"./brainstorms/{opened}"
    idea = Sealed(office, path, "ideas", {"text": WORDS})
    event = await idea.given(tech)
    await biz.act(f"{path}/ideas", {"text": "Another one"})
    await idea.is_hidden_from(biz, lead, owner)
    await idea.is_known_to(tech)
    tried = await lead.post(f"{path}/reveal?dry_run=true", json={})
    assert tried.json() == {"dry_run": True, "events": [], "refusals": []}
    assert (await possible(lead, path))["reveal-brainstorm"]["possible"]
    await follow(lead, path, "reveal-brainstorm")
    assert WORDS in (await biz.get(path)).text
    shown = next(each for each in (await biz.see(path))["ideas"] if each["text"] == WORDS)
    told = next(
        each["data"]["content"]
        for each in (await biz.see("./events", limit=200))["items"]
        if each["type"] == "idea-revealed.v1" and each["data"]["idea"] == shown["idea"]
    )
    assert told["text"] == WORDS
    assert shown["commitment"] == event["data"]["commitment"] == committed(shown["salt"], told)


async def test_scores_before_the_reveal(office: Office, owner: Client, lead: Client, tech: Client, biz: Client) -> None:
    opportunity = await raised(tech)
    scorers = [{"person": tech.person}, {"person": biz.person}]
    opened = (await lead.act("./assessments", {"opportunities": [opportunity], "scorers": scorers}))["id"]
    path = f"./assessments/{opened}"
    score = {"opportunity": opportunity, "difficulty": 4, "urgency": 2}
    event = await Sealed(office, path, "scores", {"scores": [score], "note": WORDS}).given(tech)
    await biz.act(f"{path}/scores", {"scores": [{**score, "urgency": 5}]})
    assert [each["scores"] for each in (await lead.see(path))["rounds"][0]["sheets"]] == [None, None]
    assert [each["scores"] for each in (await tech.see(path))["rounds"][0]["sheets"]] == [[score], None]
    assert next(each["scores"] for each in (await biz.see(path))["rounds"][0]["sheets"]) is None
    for who in (tech, biz, lead, owner):
        await office.settle()
        for place in (f"{path}/trail", "./events?limit=200", "./assessments", f"./opportunities/{opportunity}"):
            text = (await who.get(place)).text
            assert WORDS not in text
            assert '"difficulty"' not in text
    tried = await lead.post(f"{path}/reveal?dry_run=true", json={})
    assert tried.json() == {"dry_run": True, "events": [], "refusals": []}
    await follow(lead, path, "reveal-scores")
    sheet = (await biz.see(path))["rounds"][0]["sheets"][0]
    assert (sheet["scores"], sheet["note"], sheet["commitment"]) == ([score], WORDS, event["data"]["commitment"])


async def test_sealed_feedback_stays_sealed(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    definition, team, _ = await adopted(office, owner, tech, biz)
    quiet = await office.joined(owner)
    await owner.act(f"./teams/{team}/members", {"person": quiet.person, "role": "qa"})
    body = {"team": team, "buy_in": "against", "text": WORDS}
    voice = Sealed(office, f"./definitions/{definition}", "sealed-feedback", body)
    event = await voice.given(quiet)
    assert (event["actor"], event["credential"], event["recorder"]) == ("system:veil", "", None)
    assert quiet.person not in str(event)
    await voice.is_hidden_from(tech, biz, owner)
    await voice.is_known_to(quiet)
    seen = await biz.see(voice.subject)
    assert seen["buy_in"]["counts"]["against"] == 1
    openly = await quiet.post(f"{voice.subject}/feedback", json=body)
    assert openly.json()["type"] == "/problems/definition-spoke-sealed"


def committed(salt: str, content: dict[str, Any]) -> str:
    """What anybody can compute from the salt and the content."""
    return hashlib.sha256(bytes.fromhex(salt) + rfc8785.dumps(content)).hexdigest()
