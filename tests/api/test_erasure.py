"""Whoever is forgotten is in no output any more, and everything that was proven stays proven."""

from __future__ import annotations

from api.routes.tables import ACTS
from domain.partnership.forget_person import ForgetPerson
from eventstore.proving.scanning import Scan
from tests.api.office import Client, Office
from tests.api.outputs import GETS

NAME, EMAIL = "Zebedee Quint", "zebedee@quint.example"
ERASURE = next(act.path for act in ACTS if act.command is ForgetPerson)


async def texts(who: Client, **values: str) -> dict[str, str]:
    """What every path answers that can be filled in with these values."""
    told = {}
    for pattern in GETS:
        path = pattern.replace("{workspace}", "acme")
        for name, value in values.items():
            path = path.replace(f"{{{name}}}", value)
        if "{" not in path:
            told[path] = (await who.get(path)).text
    return told


async def test_a_name_is_gone_from_every_output(office: Office, owner: Client, tech: Client) -> None:
    person = (await owner.act("./people", {"name": NAME, "email": EMAIL}))["id"]
    await owner.act("./partners", {"person": person, "of": "business"})
    biz = await office.key_for("acme", person)
    opportunity = (await biz.act("./opportunities", {"title": "Slow", "problem": "Slow."}))["id"]
    await office.settle()
    values = {"person": person, "opportunity": opportunity}
    before = await texts(tech, **values)
    assert [path for path, text in before.items() if NAME in text]
    proven = await tech.get("./audit/export")
    last = proven.headers["accord-position"]
    await owner.act(ERASURE.replace("{person}", person).join((".", "")))
    await office.settle()
    for who in (owner, tech):
        after = await texts(who, **values)
        assert [path for path, text in after.items() if NAME in text or EMAIL in text] == []
    assert person in (await tech.see(f"./opportunities/{opportunity}/trail"))["items"][0]["actor"]
    assert (await tech.get("./audit/export", params={"to": last})).content == proven.content
    scan = Scan("acme")
    scan.feed((await tech.get("./audit/export")).content.splitlines())
    head = await office.services.store.head(await office.services.store.workspace("acme"))
    assert (scan.frontier, scan.redacted) == (list(head.frontier), [])
    await office.runner.rebuild()
    assert [path for path, text in (await texts(tech, **values)).items() if NAME in text] == []
    assert (await biz.get("./backlog")).status_code == 401
