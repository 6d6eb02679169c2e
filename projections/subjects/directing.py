"""How Definitions of Awesome and katas stand in their lists."""

from __future__ import annotations

from typing import Final

from domain.definitions.events import (
    DefinitionAchieved,
    DefinitionAdopted,
    DefinitionDrafted,
    DefinitionRetired,
    DefinitionRevised,
    DefinitionSuperseded,
)
from domain.katas.events import KataCompleted, KataPaused, KataResumed, KataRoleChanged, KataStarted, KataStopped
from domain.kernel import Recorded
from projections.subjects.rows import Rows, SubjectMemory

DEFINITIONS: Final = Rows("definition", "definition")
KATAS: Final = Rows("kata", "kata")
Draft = DefinitionDrafted | DefinitionRevised


@DEFINITIONS.begin(DefinitionDrafted)
def _draft(memory: SubjectMemory, event: DefinitionDrafted, _: Recorded) -> None:
    memory.state = "draft"
    memory.mark("scope", event.scope)
    _word(memory, event, _)


@DEFINITIONS.on(DefinitionRevised)
def _word(memory: SubjectMemory, event: Draft, _: Recorded) -> None:
    content = event.content
    texts = (content.press_release, content.customer_letter)
    headlines = [text.headline for text in texts if text]
    goal = content.goal_and_metrics.goal if content.goal_and_metrics else ""
    memory.title = content.north_star or next(iter([*headlines, goal]), "")
    memory.mark("opportunity", *event.opportunities)
    memory.mark("team", *content.teams)
    memory.mark("decision", event.decision)


DEFINITIONS.becomes("adopted", DefinitionAdopted)
DEFINITIONS.becomes("achieved", DefinitionAchieved)
DEFINITIONS.becomes("retired", DefinitionRetired)
DEFINITIONS.becomes("superseded", DefinitionSuperseded)


@KATAS.begin(KataStarted)
def _start(memory: SubjectMemory, event: KataStarted, _: Recorded) -> None:
    memory.title, memory.state = event.north_star, "running"
    memory.mark("team", event.team)
    memory.mark("opportunity", *event.opportunities)
    memory.mark("definition", event.definition)
    memory.mark("learner", event.learner)
    memory.mark("coach", event.coach)


@KATAS.on(KataRoleChanged)
def _role(memory: SubjectMemory, event: KataRoleChanged, _: Recorded) -> None:
    memory.mark(event.role, event.person)


KATAS.becomes("paused", KataPaused)
KATAS.becomes("running", KataResumed)
KATAS.becomes("stopped", KataStopped)
KATAS.becomes("completed", KataCompleted)
