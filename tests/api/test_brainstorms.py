"""A brainstorm, from the question to the opportunity that comes of it."""

from __future__ import annotations

from tests.api.office import Client, Office
from tests.api.playbook import follow, possible


async def test_from_a_question_to_an_opportunity(office: Office, tech: Client, biz: Client) -> None:
    invited = [{"person": tech.person}, {"person": biz.person}]
    opened = (await tech.act("./brainstorms", {"question": "What waits?", "invited": invited}))["id"]
    path = f"./brainstorms/{opened}"
    await follow(tech, path, "submit-idea", text="The one machine with the data.")
    assert not (await possible(tech, path))["reveal-brainstorm"]["possible"]
    other = (await follow(biz, path, "submit-idea", text="Approvals by post."))["events"][0]["data"]["idea"]
    revealed = await follow(biz, path, "reveal-brainstorm")
    assert [each["type"] for each in revealed["events"]] == [
        "idea-revealed.v1",
        "idea-revealed.v1",
        "brainstorm-revealed.v1",
    ]
    ideas = (await tech.see(path))["ideas"]
    assert [each["text"] for each in ideas] == ["The one machine with the data.", "Approvals by post."]
    names = [each["idea"] for each in ideas]
    await follow(biz, path, "cluster-ideas", cluster="Waiting", ideas=names)
    await tech.act(f"{path}/ideas/{other}/labels", {"labels": ["laughable"]})
    new = {"title": "One machine", "problem": "Everybody waits for it."}
    promoted = await follow(tech, path, "promote-idea", ideas=[names[0]], new_opportunity=new)
    opportunity = promoted["events"][0]["data"]["opportunity"]
    assert (await tech.see(f"./opportunities/{opportunity}"))["title"] == "One machine"
    await biz.act(f"{path}/ideas/{other}/withdrawal", {"reason": "A joke."})
    await follow(tech, path, "close-brainstorm")
    seen = await tech.see(path)
    assert (seen["state"], seen["clusters"][0]["ideas"]) == ("closed", [names[0]])
    await office.settle()
    (item,) = (await tech.see("./brainstorms", revealed="true"))["items"]
    assert item["id"] == opened
    assert (await tech.see(f"{path}/trail"))["items"][0]["type"] == "brainstorm-opened.v1"
