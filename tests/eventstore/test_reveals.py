"""Sealed scores on a real ledger: nothing of them in it until the reveal, proof for everybody after it."""

import asyncio
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from domain import ids
from domain.acting import Act, Body
from domain.assessments.events import ScoreSheetRevealed, ScoresRevealed, ScoresSubmitted
from domain.assessments.open_assessment import AssessmentToOpen, OpenAssessment
from domain.assessments.refusals import ScoresAreRevealed
from domain.assessments.reveal_scores import RevealScores, ScoresReveal
from domain.assessments.submit_scores import ScoreSheet, SubmitScores
from domain.assessments.terms import Score
from domain.blind import canonical, proves
from domain.brainstorms.events import IdeaRevealed, IdeaSubmitted
from domain.kernel import Context
from domain.opportunities.raise_opportunity import OpportunityToRaise, RaiseOpportunity
from domain.partnership.add_partner import AddPartner, Partner
from domain.partnership.create_workspace import CreateWorkspace
from domain.partnership.create_workspace import Workspace as Founding
from domain.partnership.details import PersonDetails
from domain.partnership.register_person import Person, RegisterPerson
from domain.partnership.seats import Seat
from domain.refusals import Refused
from domain.registry import COMMANDS
from domain.unsealing import SealedContentMissing
from eventstore.execute import execute
from eventstore.found import found
from eventstore.importing import engine
from eventstore.importing.founding import found_by_first_line
from eventstore.outcome import Outcome
from eventstore.store import Store
from tests.domain.story import an_id

OLA, KIM, TIM = (an_id("per", number) for number in (1, 2, 3))
SLOW, ASSESSMENT = an_id("opp", 1), an_id("asm", 1)
NUMBERS = iter(range(1000, 5000))
HARD = ScoreSheet(scores=(Score(opportunity=SLOW, difficulty=5, urgency=2),), note="Nobody dares to say so")
KEPT = "SELECT count(*) FROM private_content"
SEALED_OF = "SELECT event_id, salt, content FROM private_content WHERE workspace_id = $1 AND person = $2"


class Scoring:
    """A workspace whose two sides score one opportunity."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def act(
        self, command: type[Act[Any]], subject: str, body: Body, by: str = OLA, *, dry_run: bool = False
    ) -> Outcome:
        def make() -> Act[Any]:
            context = Context(
                workspace="acme",
                sides=("technology", "business"),
                actor=by,
                now=datetime.now(UTC),
                new_id=lambda prefix: an_id(prefix, next(NUMBERS)),
                new_salt=lambda: secrets.token_bytes(32),
            )
            return command(context, subject, body)

        return await execute(self.store, make, dry_run=dry_run)

    async def ledger(self) -> str:
        workspace = await self.store.workspace("acme")
        return "\n".join(entry.text for entry in await self.store.entries(workspace))


@pytest.fixture
async def scoring(store: Store) -> Scoring:
    context: Callable[[], Context] = lambda: Context(  # noqa: E731 - one line of a scene
        workspace="acme",
        sides=("technology", "business"),
        actor=OLA,
        now=datetime.now(UTC),
        new_id=lambda prefix: an_id(prefix, next(NUMBERS)),
    )
    founding = Founding(name="Acme", owner=PersonDetails(name="Ola"))
    await found(store, lambda: CreateWorkspace(context(), "acme", founding), time_zone="UTC")
    acme = Scoring(store)
    for person, side in ((KIM, "business"), (TIM, "technology")):
        await acme.act(RegisterPerson, person, Person(name="A partner"))
        await acme.act(AddPartner, "", Partner(person=person, of=side))
    await acme.act(RaiseOpportunity, SLOW, OpportunityToRaise(title="Slow", problem="Releases take weeks"))
    seats = (Seat(person=KIM), Seat(person=TIM))
    await acme.act(OpenAssessment, ASSESSMENT, AssessmentToOpen(opportunities=(SLOW,), scorers=seats), KIM)
    await acme.act(SubmitScores, ASSESSMENT, HARD, KIM)
    return acme


async def test_until_the_reveal_scores_lie_beside_the_ledger_for_their_author(scoring: Scoring) -> None:
    assert "dares" not in await scoring.ledger()
    workspace = await scoring.store.workspace("acme")
    (kept,) = await scoring.store.pool.fetch(SEALED_OF, workspace.workspace_id, KIM)
    assert "Nobody dares to say so" in kept["content"]
    assert await scoring.store.pool.fetch(SEALED_OF, workspace.workspace_id, TIM) == []


async def test_the_reveal_puts_proven_scores_into_the_ledger_and_their_copies_go(scoring: Scoring) -> None:
    easy = ScoreSheet(scores=(Score(opportunity=SLOW, difficulty=1, urgency=4),))
    await scoring.act(SubmitScores, ASSESSMENT, easy, TIM)
    committed = {
        row.event.person: row.event.commitment or ""
        for row in await scoring.store.follow(await scoring.store.workspace("acme"))
        if isinstance(row.event, ScoresSubmitted)
    }
    outcome = await scoring.act(RevealScores, ASSESSMENT, ScoresReveal(), KIM)
    *sheets, shown = (recorded.event for recorded in outcome.recorded)
    assert isinstance(shown, ScoresRevealed)
    assert shown.items[0].difficulty.spread == 4
    for sheet in sheets:
        assert isinstance(sheet, ScoreSheetRevealed)
        assert proves(committed[sheet.content.person], sheet.salt or "", canonical(sheet.content))
    assert "Nobody dares to say so" in await scoring.ledger()
    assert await scoring.store.pool.fetchval(KEPT) == 0


async def test_a_dry_run_of_a_reveal_shows_nothing_of_what_is_sealed(scoring: Scoring) -> None:
    easy = ScoreSheet(scores=(Score(opportunity=SLOW, difficulty=1, urgency=4),))
    await scoring.act(SubmitScores, ASSESSMENT, easy, TIM)
    outcome = await scoring.act(RevealScores, ASSESSMENT, ScoresReveal(), KIM, dry_run=True)
    assert (outcome.recorded, outcome.entries) == ((), ())
    assert outcome.command
    assert not outcome.command.contents
    assert await scoring.store.pool.fetchval(KEPT) == 2


async def test_of_reveals_at_the_same_time_one_is_recorded(scoring: Scoring) -> None:
    easy = ScoreSheet(scores=(Score(opportunity=SLOW, difficulty=1, urgency=4),))
    await scoring.act(SubmitScores, ASSESSMENT, easy, TIM)
    tries = [scoring.act(RevealScores, ASSESSMENT, ScoresReveal(), person) for person in (KIM, TIM, KIM, TIM)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 3
    assert {type(refusal) for each in refused for refusal in each.refusals} <= {ScoresAreRevealed, SealedContentMissing}
    assert (await scoring.ledger()).count('"type":"scores-revealed.v1"') == 1


def line(number: int, command: str, subject: str, actor: str, body: dict[str, Any]) -> str:
    return json.dumps(
        {
            "command": command,
            "idempotency_key": f"line-{number}",
            "occurred_at": f"2019-02-11T09:{number:02}:00Z",
            "actor": actor,
            "body": body,
            **({"subject": subject} if subject else {}),
        }
    )


@pytest.mark.parametrize("chunk", [2, 100])
async def test_an_imported_brainstorm_is_sealed_and_revealed_as_one_held_here(
    store: Store, tmp_path: Path, chunk: int
) -> None:
    ola, kim, tim = (ids.new_id("per", 1_549_000_000_000, number) for number in (1, 2, 3))
    storm = ids.new_id("bst", 1_549_000_000_000, 1)
    invited = [{"person": kim}, {"person": tim}]
    lines = [
        line(1, "create-workspace", "acme", ola, {"name": "Acme"}),
        line(2, "register-person", kim, ola, {"name": "Kim"}),
        line(3, "register-person", tim, ola, {"name": "Tim"}),
        line(4, "add-partner", "", ola, {"person": kim, "of": "business"}),
        line(5, "add-partner", "", ola, {"person": tim, "of": "technology"}),
        line(6, "open-brainstorm", storm, kim, {"question": "What hurts?", "invited": invited}),
        line(7, "submit-idea", storm, kim, {"text": "Weekends"}),
        line(8, "submit-idea", storm, tim, {"text": "Handoffs"}),
        line(9, "reveal-brainstorm", storm, kim, {}),
    ]
    path = tmp_path / "commands.jsonl"
    path.write_text("".join(each + "\n" for each in lines), encoding="utf-8")
    secret = b"a secret of tests"
    clock = lambda: datetime.now(UTC)  # noqa: E731 - one line of a scene
    workspace = await found_by_first_line(store, "acme", path, secret=secret, clock=clock, commands=COMMANDS)
    done = await engine.import_file(store, workspace, path, importer=ola, secret=secret, clock=clock, chunk=chunk)
    refusals = await engine.refusals(store, workspace, bytes.fromhex(done.sha256))
    assert (refusals, done.finished) == ([], True)
    events = [row.event for row in await store.follow(workspace)]
    committed = {event.idea: event.commitment or "" for event in events if isinstance(event, IdeaSubmitted)}
    shown = [event for event in events if isinstance(event, IdeaRevealed)]
    assert [event.content.text for event in shown] == ["Weekends", "Handoffs"]
    assert all(proves(committed[event.idea], event.salt, canonical(event.content)) for event in shown)
    assert await store.pool.fetchval(KEPT) == 0
