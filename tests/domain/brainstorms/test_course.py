"""The life of a brainstorm in any order of acts, against a model that fits on a page."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.acting import Body, Waive
from domain.blind import canonical, proves
from domain.brainstorms.close_brainstorm import CloseBrainstorm
from domain.brainstorms.cluster_ideas import ClusterIdeas, Clustering
from domain.brainstorms.events import IdeaRevealed, IdeaSubmitted
from domain.brainstorms.promote_idea import NewOpportunity, PromoteIdea, Promotion
from domain.brainstorms.reveal_brainstorm import RevealBrainstorm
from domain.brainstorms.submit_idea import IdeaWords, SubmitIdea
from domain.brainstorms.tag_idea import Labelling, TagIdea
from domain.brainstorms.withdraw_idea import IdeaToWithdraw, WithdrawIdea
from domain.kernel import Command
from tests.domain.brainstorms.scene import BEA, DEV, FAY, TED, opened
from tests.domain.story import an_id

AUTHORS = {TED: "technology", BEA: "business", DEV: "team"}
people = st.sampled_from(sorted(AUTHORS))
ideas = st.sampled_from([an_id("idea", number) for number in range(1, 5)])
labels = st.sampled_from([(), ("laughable",), ("bold",)])
clusters = st.sampled_from(["Waiting", "Quality"])
SILENT = Waive(rule="brainstorm.side-silent", reason="They could not come")


class Course(RuleBasedStateMachine):
    """Tries acts in any order; the model says which ones have to be refused."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = opened()
        self.author: dict[str, str] = {}
        self.read: set[str] = set()
        self.withdrawn: set[str] = set()
        self.labels: dict[str, tuple[str, ...]] = {}
        self.cluster: dict[str, str] = {}
        self.revealed = False
        self.closed = False

    def tries(self, allowed: object, command: type[Command], body: Any, by: str) -> bool:
        outcome = self.scene.act(by, command, body)
        assert bool(outcome.events) == bool(allowed), (outcome.events, outcome.refusals)
        return bool(allowed)

    @property
    def live(self) -> set[str]:
        return set(self.author) - self.withdrawn

    @rule(person=people, idea=ideas)
    def submit(self, person: str, idea: str) -> None:
        free = not self.closed and idea not in self.author
        if self.tries(free, SubmitIdea, IdeaWords(text=f"{idea} of {person}", idea=idea), person):
            self.author[idea] = person
            if self.revealed:
                self.read.add(idea)

    @rule(person=people, idea=ideas)
    def withdraw(self, person: str, idea: str) -> None:
        mine = not self.closed and idea in self.live and self.author[idea] == person
        if self.tries(mine, WithdrawIdea, IdeaToWithdraw(idea=idea), person):
            self.withdrawn.add(idea)

    @rule(waived=st.booleans())
    def reveal(self, *, waived: bool) -> None:
        heard = {AUTHORS[self.author[idea]] for idea in self.live}
        fit = not self.closed and not self.revealed and (waived or {"technology", "business"} <= heard)
        if self.tries(fit, RevealBrainstorm, Body(waive=(SILENT,) if waived else ()), FAY):
            self.revealed = True
            self.read |= self.live

    @rule(idea=ideas, names=labels)
    def tag(self, idea: str, names: tuple[str, ...]) -> None:
        news = idea in self.live & self.read and names != self.labels.get(idea, ())
        if self.tries(news, TagIdea, Labelling(idea=idea, labels=names), DEV):
            self.labels[idea] = names

    @rule(idea=ideas, name=clusters)
    def put(self, idea: str, name: str) -> None:
        news = idea in self.live & self.read and self.cluster.get(idea) != name
        if self.tries(news, ClusterIdeas, Clustering(cluster=name, ideas=(idea,)), DEV):
            self.cluster[idea] = name

    @rule(idea=ideas)
    def promote(self, idea: str) -> None:
        body = Promotion(ideas=(idea,), new_opportunity=NewOpportunity(title="Better", problem="It hurts"))
        outcome = self.scene.act(TED, PromoteIdea, body)
        taken = any(refusal.rule == "opportunity.already-exists" for refusal in outcome.refusals)
        assert bool(outcome.events) == (idea in self.live & self.read) or taken

    @rule(dice=st.integers(0, 15))
    def close(self, dice: int) -> None:
        buried = self.live - self.read
        if dice == 7 and self.tries(not self.closed and not buried, CloseBrainstorm, Body(), FAY):
            self.closed = True

    @invariant()
    def the_fold_agrees_with_the_model(self) -> None:
        found = self.scene.storm
        assert (found.revealed, found.closed) == (self.revealed, self.closed)
        assert {name: idea.person for name, idea in found.ideas.items()} == self.author
        assert {name for name, idea in found.ideas.items() if not idea.sealed} == self.read
        assert {name for name, idea in found.ideas.items() if idea.withdrawn} == self.withdrawn
        assert {name: idea.cluster for name, idea in found.ideas.items() if idea.cluster} == self.cluster

    @invariant()
    def what_is_private_is_nowhere_in_the_ledger(self) -> None:
        committed: dict[str, str] = {}
        opened_ideas = set()
        for recorded in self.scene.history:
            match recorded.event:
                case IdeaSubmitted(idea=idea, commitment=str(commitment)):
                    committed[idea] = commitment
                case IdeaSubmitted(idea=idea):
                    opened_ideas.add(idea)
                case IdeaRevealed(idea=idea, content=content, salt=salt):
                    assert proves(committed[idea], salt, canonical(content))
                    opened_ideas.add(idea)
        assert opened_ideas == self.read
        assert len(self.scene.contents) == len(set(self.author) - self.read)


Course.TestCase.settings = settings(max_examples=40, stateful_step_count=40)
TestCourse = Course.TestCase
