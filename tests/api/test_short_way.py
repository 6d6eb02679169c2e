"""Acts are reached without Litestar's own routing, and nobody can tell."""

from __future__ import annotations

from api.app import create_app
from api.routes.tables import ACTS
from tests.api.office import Client, Office

PLAIN = {"title": "Releases wait", "problem": "Three weeks each."}


async def test_every_act_has_the_short_way(office: Office) -> None:
    app = create_app(office.services)
    for act in ACTS:
        path = act.full_path.replace("{", "").replace("}", "")
        found = app.way_to(path)
        assert found is not None, act.full_path
        resource, values = found
        assert resource.path == act.full_path
        assert list(values) == list(values.values()), "each parameter has the part in its own place"


async def test_other_spellings_go_the_long_way_to_the_same_place(owner: Client) -> None:
    for path in ("/v1/workspaces/acme/opportunities/", "/v1//workspaces/acme/opportunities"):
        answer = await owner.post(path, json=PLAIN)
        assert answer.status_code == 201, path
    assert (await owner.post("/v1/workspaces/acme/opportunitie", json=PLAIN)).status_code == 404
    assert (await owner.post("/v1/workspaces/acme/people/", json={})).status_code == 400


async def test_an_unusual_host_goes_the_long_way(owner: Client) -> None:
    fine = await owner.post("./opportunities", json=PLAIN, headers={"Host": "acme_test.example:8000"})
    assert fine.status_code == 201
    broken = await owner.post("./opportunities", json=PLAIN, headers={"Host": "a/b"})
    assert (broken.status_code, broken.json()["type"]) == (400, "/problems/header-invalid")


async def test_other_methods_are_told_what_there_is(owner: Client) -> None:
    answer = await owner.put("./opportunities", json=PLAIN)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST, OPTIONS"
