"""How a definition ends: it comes true, is retired, or another takes its place."""

from __future__ import annotations

from typing import Any

from domain.acting import RoleMissing
from domain.definitions.confirm_achieved import Achievement, AchievementUnproven, ConfirmAchieved
from domain.definitions.draft_definition import DraftDefinition
from domain.definitions.events import (
    AchievementConfirmed,
    DefinitionAchieved,
    DefinitionRetired,
    DefinitionSuperseded,
)
from domain.definitions.refusals import (
    DefinitionEnded,
    DefinitionNotAdopted,
    DefinitionUnknown,
    SamePersonBothSides,
)
from domain.definitions.retire_definition import RetireDefinition, Retirement
from domain.definitions.speaking import AlreadySpoken
from domain.definitions.supersede_definition import Succession, SupersededByItself, SupersedeDefinition
from domain.definitions.terms import SignedBy
from domain.kernel import tags_of
from domain.partnership.events import PartnerJoined
from tests.domain.definitions.scene import (
    BEA,
    DEV,
    DOA,
    NEXT,
    SLOW,
    TED,
    TESS,
    Scene,
    adopted,
    drafted,
    ready,
    words,
)
from tests.domain.opportunities.history import LINK

PROVEN = Achievement(evidence=(LINK,))
WHY = Retirement(reason="The market moved")


def confirmed(side: str, person: str) -> AchievementConfirmed:
    return AchievementConfirmed(
        definition=DOA, revision=1, side=side, person=person, evidence=(LINK,), policy=1, complete=True
    )


def test_with_the_last_confirmation_it_is_achieved() -> None:
    scene = adopted()
    scene.does(TED, ConfirmAchieved, PROVEN).then(confirmed("technology", TED))
    scene.does(BEA, ConfirmAchieved, PROVEN).then(
        confirmed("business", BEA),
        DefinitionAchieved(
            definition=DOA,
            revision=1,
            sides=(SignedBy(side="technology", person=TED), SignedBy(side="business", person=BEA)),
            opportunities=(SLOW,),
            evidence=(LINK,),
            policy=1,
        ),
    )
    assert scene.state().state == "achieved"


def test_an_achievement_shows_evidence() -> None:
    adopted().does(TED, ConfirmAchieved, Achievement()).refused(AchievementUnproven)


def test_only_an_adopted_definition_is_achieved() -> None:
    ready().does(TED, ConfirmAchieved, PROVEN).refused(DefinitionNotAdopted)
    Scene().does(TED, ConfirmAchieved, PROVEN).refused(DefinitionUnknown)
    adopted().does(DEV, ConfirmAchieved, PROVEN).refused(RoleMissing)


def test_a_side_confirms_once_and_nobody_for_two_sides() -> None:
    scene = adopted(drafted(None, PartnerJoined(person=TESS, side="business", partners=3)))
    first: Any = Achievement(evidence=(LINK,), side="technology")
    assert not scene.does(TESS, ConfirmAchieved, first).refusals
    scene.does(TED, ConfirmAchieved, PROVEN).refused(AlreadySpoken)
    second: Any = Achievement(evidence=(LINK,), side="business")
    scene.does(TESS, ConfirmAchieved, second).refused(SamePersonBothSides)


def test_whoever_signed_for_a_side_does_not_confirm_for_another() -> None:
    scene = adopted()
    scene.happened(PartnerJoined(person=TED, side="business", partners=3))
    body: Any = Achievement(evidence=(LINK,), side="business")
    scene.does(TED, ConfirmAchieved, body).refused(SamePersonBothSides)


def test_a_definition_is_retired_once() -> None:
    scene = adopted()
    scene.does(BEA, RetireDefinition, WHY).then(
        DefinitionRetired(definition=DOA, revision=1, reason="The market moved", side="business")
    )
    scene.does(TED, RetireDefinition, WHY).refused(DefinitionEnded)


def both() -> Scene:
    scene = adopted()
    assert not scene.does(TED, DraftDefinition, words(north_star="Within a minute"), NEXT).refusals
    return scene


def test_another_adopted_definition_takes_over() -> None:
    scene = adopted(both(), NEXT)
    succession = Succession(by=NEXT, reason="We can do better")
    outcome = scene.does(TED, SupersedeDefinition, succession).then(
        DefinitionSuperseded(definition=DOA, by=NEXT, reason="We can do better", side="technology")
    )
    assert tags_of(outcome.events[0]) == (f"definition:{DOA}", f"definition:{NEXT}")
    assert (scene.state().state, scene.state(NEXT).state) == ("superseded", "adopted")
    scene.does(TED, SupersedeDefinition, succession).refused(DefinitionNotAdopted)


def test_only_an_adopted_definition_takes_over() -> None:
    both().does(TED, SupersedeDefinition, Succession(by=NEXT, reason="x")).refused(DefinitionNotAdopted)
    adopted().does(TED, SupersedeDefinition, Succession(by=NEXT, reason="x")).refused(DefinitionUnknown)
    adopted().does(TED, SupersedeDefinition, Succession(by=DOA, reason="x")).refused(SupersededByItself)
