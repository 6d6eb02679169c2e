"""A side signs a Definition of Awesome."""

from __future__ import annotations

from domain.acting import Body
from domain.decisions.terms import WaivedRule
from domain.definitions.act import UNHASHED
from domain.definitions.events import DefinitionAdopted, DefinitionSigned
from domain.definitions.refusals import DoubtUnanswered, NoSupport, NoTeamFeedback, NothingContributed
from domain.definitions.speaking import Speaking
from domain.definitions.terms import DefinitionContent
from domain.fields import Digest, Revision
from domain.refusals import Kind, Refusal


class Signature(Body):
    """Exactly what is signed: a revision and its hash (left out only in imports)."""

    revision: Revision
    digest: Digest | None = None


class SignedDigestMissing(Refusal):
    """A signature names the hash of what it signs."""

    rule = "definition.digest-missing"


class SignedDigestDiffers(Refusal):
    """The hash is not that of the revision named."""

    rule = "definition.digest-differs"
    kind = Kind.CONFLICT


class NorthStarMissing(Refusal):
    """Nothing is signed without a north star."""

    rule = "definition.north-star-missing"
    kind = Kind.CONFLICT


class SignDefinition(Speaking[Signature]):
    """Sign the latest revision for one's side; with the last side the definition is adopted."""

    name = "sign-definition"
    body_type = Signature

    def decide(self) -> None:
        """Refuse what no signature may be on, and a definition that lacks voices, answers or support."""
        content, body, definition = self.require_open(), self.body, self.definition
        self.check(
            body.digest or self.context.basis in UNHASHED,
            SignedDigestMissing("Give the hash beside the revision.", "/digest"),
        )
        if self.check_revision(body.revision):
            self.check(
                body.digest in {None, definition.digest},
                SignedDigestDiffers(f"Revision {definition.revision} has the hash {definition.digest}.", "/digest"),
            )
        self.check(content.north_star, NorthStarMissing("Revise it and state the north star."))
        giver, complete = self.word(definition.signatures)
        self._check_ready(content)
        self.record_waivers(f"definition:{self.subject}")
        self.record(
            DefinitionSigned(
                definition=self.subject,
                revision=definition.revision,
                digest=definition.digest,
                side=self.side,
                person=self.context.actor,
                policy=self.policy.revision,
                complete=complete,
                behalf_of=giver,
                waivers=tuple(
                    WaivedRule(rule=refusal.rule, reason=reason, side=self.side) for refusal, reason in self.waived
                ),
            )
        )
        self._adopt(content)

    def _check_ready(self, content: DefinitionContent) -> None:
        """Both sides' part, the teams' voice, an answer to doubt, and support: unless the revision waives it."""
        definition = self.definition
        silent = [side for side in self.context.sides if side not in definition.contributed]
        unheard = [team for team in content.teams if team not in definition.teams_heard]
        unanswered = definition.unanswered
        lacking = (
            (not silent, NothingContributed(f"Nothing comes from {', '.join(silent)} yet.")),
            (
                definition.teams_heard and not unheard,
                NoTeamFeedback(f"Not heard yet: {', '.join(unheard) or 'any team'}."),
            ),
            (not unanswered, DoubtUnanswered(f"Not answered yet: {', '.join(unanswered)}.")),
            (definition.support, NoSupport("Commit time, learning, a coach, budget or tooling first.")),
        )
        for there, refusal in lacking:
            self.check_waivable(there or content.waives(refusal.rule), refusal)

    def _adopt(self, content: DefinitionContent) -> None:
        definition = self.definition
        if not self.all_sides(definition.signatures):
            return
        self.record(
            DefinitionAdopted(
                definition=self.subject,
                revision=definition.revision,
                digest=definition.digest,
                north_star=content.north_star or "",
                sides=tuple(definition.signatures.complete.values()),
                policy=self.policy.revision,
                opportunities=definition.opportunities,
                buy_in=definition.buy_in,
                teams_heard=definition.teams_heard,
                unanswered=len(definition.unanswered),
                support=tuple(definition.support.values()),
                waivers=(*content.waivers, *definition.waivers),
            )
        )
