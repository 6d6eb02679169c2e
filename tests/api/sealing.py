"""A partnership with at least one of everything that can be read, and contributions that its people seal."""

from __future__ import annotations

import json
from datetime import timedelta
from random import Random
from typing import Any

from tests.api.office import Client, Office
from tests.api.playbook import adopted, measured, raised
from tests.api.walk_bodies import ACTS, Known, Writer

IDEA = "The machine under Grandmother's desk"
NOTE = "Nobody but me dares to touch it"
VOICE = "We would rather leave than do this"
IMPORTED = "Nine signatures for one typing error"
SCORES = {"difficulty": 97, "urgency": 93}
SUBJECTS = (
    "raise-opportunity",
    "hold-meeting",
    "record-signal",
    "draft-objectives",
    "record-benefit",
    "link-tracker",
    "open-value-stream",
    "issue-key",
    "grant-delegation",
    "start-kata",
)


class Sealing:
    """Who there is, and what they seal."""

    def __init__(self, office: Office, owner: Client, tech: Client, biz: Client) -> None:
        self.office = office
        self.owner, self.tech, self.biz = owner, tech, biz
        self.lead = self.auditor = self.quiet = owner
        self.others: list[Client] = []
        self.names: dict[str, str] = {
            "workspace": "acme",
            "scope": "checkout",
            "metric": "lead_time",
            "problem": "brainstorm-closed",
            "from": "1",
            "position": "1",
        }
        self.brainstorm = self.assessment = self.definition = self.team = self.opportunity = ""

    async def entries(self) -> list[dict[str, Any]]:
        """All that the ledger holds."""
        entries: list[dict[str, Any]] = (await self.owner.see("./events", limit=200))["items"]
        return entries

    def acts(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """Where to send what is to be sealed."""
        scores = [{"opportunity": self.opportunity, **SCORES}]
        return {
            "idea": (f"{self.brainstorm}/ideas", {"text": IDEA}),
            "scores": (f"{self.assessment}/scores", {"scores": scores, "note": NOTE}),
            "voice": (
                f"{self.definition}/sealed-feedback",
                {"team": self.team, "buy_in": "against", "text": VOICE},
            ),
        }

    async def seal_everything(self) -> dict[str, str]:
        """Hand all of it in, as one would: a try, the act, a repeat. Answers what everybody was answered."""
        told: dict[str, str] = {}
        for name, (path, body) in self.acts().items():
            author = self.quiet if name == "voice" else self.tech
            once = {"Idempotency-Key": f"sealed-{name}"}
            tried = await author.post(f"{path}?dry_run=true", json=body)
            given = await author.post(path, json=body, headers=once)
            again = await author.post(path, json=body, headers=once)
            assert (tried.status_code, given.status_code, again.text) == (200, 201, given.text), given.text
            told[name] = tried.text + given.text + again.text
        told["import"] = await self._import()
        for act in ("reveal", "scores", "closing"):
            for who in (self.lead, self.biz):
                told[f"{act} {who.person}"] = (await who.post(f"{self.brainstorm}/{act}?dry_run=true", json={})).text
        return told

    async def _import(self) -> str:
        """A file with an idea of another person's, one for a brainstorm that is not there, and one that is no idea."""
        claimed = self.office.clock().isoformat()
        line = {"command": "submit-idea", "actor": self.biz.person, "occurred_at": claimed, "body": {"text": IMPORTED}}
        subject = self.brainstorm.rpartition("/")[2]
        lines = (
            {**line, "idempotency_key": "1", "subject": subject},
            {**line, "idempotency_key": "2", "subject": f"{subject[:-1]}z"},
            {**line, "idempotency_key": "3", "subject": subject, "body": {"text": IMPORTED, "loudly": True}},
            {**line, "idempotency_key": "4", "subject": subject, "body": {"text": [IMPORTED]}},
        )
        file = "\n".join(map(json.dumps, lines))
        answer = await self.owner.post("./imports", content=file, headers={"Content-Type": "application/x-ndjson"})
        done = answer.json()
        assert (done["recorded"], done["refused"]) == (1, 3), answer.text
        self.names["file"] = done["sha256"]
        return answer.text


async def prepared(office: Office, owner: Client, tech: Client, biz: Client) -> Sealing:
    """One of everything, and people of every role."""
    made = Sealing(office, owner, tech, biz)
    await _wide_scale(tech, biz)
    definition, made.team, dev = await adopted(office, owner, tech, biz)
    made.definition = f"./definitions/{definition}"
    made.lead, made.auditor, coach = [await _named(office, owner, role) for role in ("facilitator", "auditor", "coach")]
    made.quiet = await office.joined(owner)
    await owner.act(f"./teams/{made.team}/members", {"person": made.quiet.person, "role": "qa"})
    await measured(tech)
    days = {"begins": made_day(office, -30), "ends": made_day(office, 60)}
    await owner.act("./scopes", {"scope": "checkout", "kind": "cycle", **days})
    made.opportunity = await raised(tech, "One machine")
    await _one_of_everything(made, {"learner": dev.person, "coach": coach.person, "team": made.team})
    seats = [{"person": tech.person}, {"person": biz.person}]
    opened = await made.lead.act("./brainstorms", {"question": "What waits?", "invited": seats})
    made.brainstorm = f"./brainstorms/{opened['id']}"
    opened = await made.lead.act("./assessments", {"opportunities": [made.opportunity], "scorers": seats})
    made.assessment = f"./assessments/{opened['id']}"
    stranger = await office.found("elsewhere")
    robot = await office.key_for("acme", "integration:pipeline")
    made.others = [owner, made.lead, made.auditor, coach, dev, robot, stranger, office.client(None)]
    return made


def made_day(office: Office, days: int) -> str:
    """A day from now."""
    return (office.clock() + timedelta(days=days)).date().isoformat()


async def _named(office: Office, owner: Client, role: str) -> Client:
    person = await office.joined(owner)
    await owner.act(f"./people/{person.person}/roles", {"role": role})
    return person


async def _wide_scale(tech: Client, biz: Client) -> None:
    """Scores up to a hundred, so that one can look for them."""
    policy = {"scale": [0, 100], "difficulty_high_from": 50, "urgency_high_from": 50}
    proposed = (await tech.act("./policies", {"policy": policy}))["events"][0]["data"]
    for partner in (tech, biz):
        words = {"revision": proposed["revision"], "digest": proposed["digest"]}
        await partner.act("./policies/confirmations", words)


async def _one_of_everything(made: Sealing, kata: dict[str, str]) -> None:
    """The examples of the document, about what there is."""
    for name in SUBJECTS:
        known = Known()
        for entry in await made.entries():
            known.hear(str(entry))
            known.learn(entry)
        act = ACTS[name]
        given = kata if name == "start-kata" else {}
        body = Writer(known, Random(1), made.office.clock()).body(act, given)  # noqa: S311 - picks among what there is
        who = {"issue-key": made.owner, "grant-delegation": made.biz, "start-kata": made.lead}.get(name, made.tech)
        if name == "grant-delegation":
            body["person"] = made.auditor.person
        await who.act(f".{act.path}", body)
