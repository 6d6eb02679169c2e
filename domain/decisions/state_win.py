"""A side says in its own words what it would win."""

from __future__ import annotations

from domain.acting import A_SIDE, Body
from domain.decisions.act import OnDecision
from domain.decisions.voices import WinStated
from domain.fields import Digest, Revision, Text


class Win(Body, kw_only=True):
    """The win by one revision and its hash (left out only in imports), in the side's own words."""

    revision: Revision
    digest: Digest | None = None
    text: Text


class StateWin(OnDecision[Win]):
    """State what one's side wins by the revision on the table; a later statement takes the place of an earlier one."""

    name = "state-win"
    may = A_SIDE
    body_type = Win

    def decide(self) -> None:
        """Refuse another revision or hash, and a win without words."""
        table, body = self.require_open(), self.body
        self.check_digest(table, body.revision, body.digest)
        self.check_reason(body.text, "/text")
        self.record(
            WinStated(
                decision=self.subject,
                revision=table.revision,
                digest=table.digest,
                side=self.side,
                text=body.text,
            )
        )
