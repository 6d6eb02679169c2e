"""The auditor reads everything and writes nothing, whatever the document offers."""

from __future__ import annotations

import pytest

from api.declarations import Act
from api.openapi.parameters import path_parameters
from api.routes.tables import ACTS
from domain.acting import Role
from tests.api.office import Client, Office
from tests.api.outputs import GETS

OWN = frozenset(
    {
        "accept-key",
        "confirm-minutes",
        "dispute-minutes",
        "forget-person",
        "revoke-key",
        "update-person",
        "withdraw-role",
    }
)
"""What concerns nobody but the person: own keys, own details, what others wrote down of the person, the own role."""


@pytest.fixture
async def auditor(office: Office, owner: Client) -> Client:
    """An auditor of `acme`, with a key that would allow everything."""
    person = (await owner.act("./people", {"name": "Audrey"}))["id"]
    await owner.act(f"./people/{person}/roles", {"role": "auditor"})
    return await office.key_for("acme", person)


def filled(act: Act) -> str:
    """The path of an act with the document's examples in it."""
    path = act.full_path
    for parameter in path_parameters(path):
        path = path.replace(f"{{{parameter['name']}}}", parameter["example"])
    return path


@pytest.mark.usefixtures("tech", "biz")
async def test_every_act_refuses_an_auditor(office: Office, auditor: Client) -> None:
    workspace = await office.services.store.workspace("acme")
    before = await office.services.store.head(workspace)
    told = {}
    for act in ACTS:
        path = filled(act)
        answer = await auditor.post(path, json=dict(act.example))
        told[act.command.name] = (answer.status_code, answer.json()["type"])
        assert answer.status_code >= 400, (path, answer.text)
    assert (await office.services.store.head(workspace)).position == before.position
    refused = {
        name for name, (status, kind) in told.items() if (status, kind) == (403, "/problems/acting-role-missing")
    }
    assert told.keys() - refused == OWN, {name: told[name] for name in told.keys() - refused - OWN}


def test_nothing_is_for_auditors_to_write() -> None:
    assert {act.command.name for act in ACTS if Role.AUDITOR in act.command.may} == {"withdraw-role"}
    assert {act.command.name for act in ACTS if Role.PERSON in act.command.may} >= OWN - {"withdraw-role"}


async def test_an_auditor_reads_everything(tech: Client, auditor: Client) -> None:
    await tech.act("./opportunities", {"title": "Slow", "problem": "Slow."})
    refused = [
        pattern
        for pattern in GETS
        if "{" not in pattern.replace("{workspace}", "")
        and (await auditor.get(pattern.replace("{workspace}", "acme"))).status_code == 403
    ]
    assert refused == []


def test_the_document_says_who_may_read() -> None:
    assert {path: item["x-roles"] for path, item in GETS.items() if "x-roles" in item} == {
        "/v1/workspaces/{workspace}/audit/access-log": ["owner", "auditor"],
        "/v1/workspaces/{workspace}/audit/export": ["owner", "partner", "auditor"],
        "/v1/workspaces/{workspace}/audit/export/manifest": ["owner", "partner", "auditor"],
    }
