"""What a caller sealed is shown to that caller, and to nobody else, until it is revealed to all (rule G11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from api.asking import Ask
from api.living import Living
from domain.assessments.terms import SheetContent
from eventstore.unsealing import sealed_contents
from projections.assessments.view import AssessmentView, with_own_scores
from projections.brainstorms.view import BrainstormView, with_own_ideas
from projections.definitions.view import DefinitionView
from projections.facts import Viewed


async def with_own_words(living: Living, ask: Ask, view: Viewed) -> Viewed:
    """The view with what the caller sealed in it."""
    me = ask.caller.holder
    match view:
        case AssessmentView(blind=True):
            sheets = [sheet for each in view.rounds if each.revealed is None for sheet in each.sheets]
            own = await _own(living, ask, [sheet.submitted.event for sheet in sheets if sheet.person == me])
            given = {event: msgspec.convert(said, SheetContent) for event, said in own.items()}
            return with_own_scores(view, me, given)
        case BrainstormView(private=True):
            events = [idea.submitted.event for idea in view.ideas if idea.person == me]
            own = await _own(living, ask, events)
            return with_own_ideas(view, me, {event: said["text"] for event, said in own.items()})
        case DefinitionView():
            own = await _own(living, ask, [voice.fact.event for voice in view.feedback if voice.sealed])
            for voice in view.feedback:
                if said := own.get(voice.fact.event):
                    voice.buy_in, voice.text = said["buy_in"], said["text"]
    return view


async def _own(living: Living, ask: Ask, events: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The contents that the caller sealed, by the event that committed to each."""
    kept = await sealed_contents(living.services.store, ask.workspace, events)
    return {
        event: msgspec.json.decode(sealed.content)
        for event, sealed in kept.items()
        if sealed.person == ask.caller.holder
    }
