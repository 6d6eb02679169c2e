"""A draft of objectives is changed."""

from __future__ import annotations

from domain.acting import Body
from domain.objectives.act import OnObjectives, require_known
from domain.objectives.draft_objectives import DRAFTING
from domain.objectives.drafting import Drafting
from domain.objectives.events import ObjectivesRevised
from domain.objectives.refusals import ObjectivesNotDraft
from domain.objectives.terms import Objectives
from domain.refusals import Kind, Refusal


class ObjectivesRevision(Body):
    """All objectives, in place of the former ones."""

    content: Objectives


class ObjectivesUnchanged(Refusal):
    """The draft says the same already."""

    rule = "objectives.unchanged"
    kind = Kind.CONFLICT


class ReviseObjectives(OnObjectives[ObjectivesRevision]):
    """Revise a draft; what is active keeps its wording, and its targets are changed one by one."""

    name = "revise-objectives"
    may = DRAFTING
    body_type = ObjectivesRevision

    def prepare(self) -> None:
        """Read the set and what the objectives name."""
        super().prepare()
        self.drafting = Drafting(self, self.body.content)

    def decide(self) -> None:
        """Refuse what is no draft, no news, keys twice, unknown metrics and parents."""
        objectives = self.objectives
        require_known(self, objectives)
        self.require(objectives.state == "draft", ObjectivesNotDraft(f"{self.subject} is {objectives.state}."))
        content = self.drafting.settled()
        self.check(content != objectives.content, ObjectivesUnchanged("Nothing would change.", "/content"))
        self.record(
            ObjectivesRevised(
                objectives=self.subject,
                revision=objectives.revision + 1,
                content=content,
                metrics=self.drafting.keys,
            )
        )
