"""Blind content on a real ledger: an author behind a veil, words beside the events."""

from datetime import UTC, datetime

from domain.blind import VEIL, PrivateEntry, canonical, commitment
from domain.definitions.events import TeamFeedbackGiven
from domain.definitions.terms import BuyInCounts, SealedFeedback
from domain.kernel import Command, Context
from eventstore.execute import execute
from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.domain.story import an_id

DEV = an_id("per", 1)
SALT = bytes(range(32))
SEALED_OF = "SELECT event_id, salt, content FROM private_content WHERE workspace_id = $1 AND person = $2"
WORDS = canonical({"workspace": "acme", "person": DEV, "text": "That will never happen"})
SAID = TeamFeedbackGiven(
    definition=an_id("doa", 1),
    feedback=an_id("fbk", 1),
    revision=1,
    team=an_id("team", 1),
    sealed=SealedFeedback(commitment=commitment(SALT, WORDS), counts=BuyInCounts(doubtful=1), ballot="0" * 64),
)


class Whisper(Command):
    """Somebody says something without being named."""

    unconditional = True

    def execute(self) -> None:
        """Keep the words beside the one event."""
        self.veiled = True
        self.private[len(self.new_decisions)] = PrivateEntry(person=DEV, salt=SALT.hex(), content=WORDS)
        self.record(SAID)


def whisper() -> Whisper:
    context = Context(
        workspace="acme",
        sides=("technology", "business"),
        actor=DEV,
        now=datetime.now(UTC),
        new_id=lambda prefix: an_id(prefix, 9),
        recorder=DEV,
        credential="key_of_dev",
        correlation="session-of-dev",
    )
    return Whisper(context)


async def test_the_ledger_names_nobody_and_the_words_lie_beside_it(store: Store, workspace: Workspace) -> None:
    outcome = await execute(store, whisper)
    (entry,) = await store.entries(workspace)
    for telling in (DEV, "key_of_dev", "session-of-dev", "never happen", SALT.hex()):
        assert telling not in entry.text
    (recorded,) = await store.follow(workspace)
    assert (recorded.actor, recorded.recorder, recorded.event) == (VEIL, None, SAID)
    assert outcome.recorded[0].actor == VEIL
    (kept,) = await store.pool.fetch(SEALED_OF, workspace.workspace_id, DEV)
    assert (kept["event_id"], kept["content"]) == (recorded.id, WORDS)
    assert SAID.sealed
    assert commitment(kept["salt"], kept["content"]) == SAID.sealed.commitment
