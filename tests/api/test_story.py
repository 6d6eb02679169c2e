"""One path through every layer: from a workspace to an agreed priority."""

from __future__ import annotations

from tests.api.office import Client, Office


async def test_from_nothing_to_an_agreed_priority(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    raised = await tech.act(
        "./opportunities", {"title": "Releases wait", "problem": "For two days.", "theme": "culture"}
    )
    opportunity = raised["id"]
    pinned = raised["events"][0]["data"]
    proposed = await biz.act(
        "./decisions",
        {
            "kind": "first_priority",
            "options": [
                {"opportunity": opportunity, "revision": pinned["revision"], "digest": pinned["digest"]},
                {"do_nothing": True},
            ],
            "choice": opportunity,
            "rationale": "It hurts every week.",
        },
    )
    decision = proposed["id"]
    for partner in (tech, biz):
        seen = await partner.see(f"./decisions/{decision}")
        ready = {act["name"]: act for act in seen["acts"]}
        win = ready["state-win"]
        assert (win["possible"], win["needs"]) == (True, ["text"])
        await partner.act(win["href"], {**win["body"], "text": "We feel it first."})
        agree = {act["name"]: act for act in (await partner.see(f"./decisions/{decision}"))["acts"]}["agree-decision"]
        assert agree["possible"], agree
        await partner.act(agree["href"], agree["body"])
    assert (await owner.see(f"./decisions/{decision}"))["state"] == "agreed"
    assert (await owner.see(f"./opportunities/{opportunity}"))["state"] == "prioritised"
    await office.settle()
    first, *others = (await tech.see("./backlog"))["items"]
    assert (first["opportunity"], first["rank"], others) == (opportunity, 1, [])
    assert [item["decision"] for item in (await tech.see("./decisions", state="agreed"))["items"]] == [decision]
    record = await tech.see(f"./decisions/{decision}/record")
    assert [agreement["side"] for agreement in record["agreements"]] == ["technology", "business"]
    trail = await tech.see(f"./opportunities/{opportunity}/trail")
    assert trail["items"][0]["type"] == "opportunity-raised.v1"
    assert "Somebody" in trail["items"][0]["summary"]
