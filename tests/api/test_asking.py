"""Query parameters that do not fit are told so in plain words, with what could stand there instead."""

from __future__ import annotations

import pytest

from tests.api.office import Client

WRONG = {
    "./katas?nope=1": ("/nope", "There is no such parameter here. There are: state, descending, team, "),
    "./katas?limit=0": ("/limit", "This number has to be at least 1."),
    "./katas?descending=maybe": ("/descending", "This has to be true or false, not text."),
    "./katas?state=jogging": ("/state", "'jogging' is not among the values allowed here: completed, paused, "),
    "./signals/wall?state=open": ("/state", "'open' is not among the values allowed here: challenged, retracted, "),
    "./audit/proofs/consistency": ("/from", "It has to be given."),
}


@pytest.mark.parametrize("path", WRONG)
async def test_a_parameter_that_does_not_fit(owner: Client, path: str) -> None:
    pointer, words = WRONG[path]
    answer = await owner.get(path)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/query-invalid")
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == pointer
    assert fault["detail"].startswith(words), fault["detail"]
