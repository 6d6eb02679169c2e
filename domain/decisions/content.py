"""What a revision may say: its options, what is taken of them, its dates and its people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from domain.acting import Act
from domain.decisions.terms import DO_NOTHING, ONE_CHOICE, RANKING_KINDS, DecisionContent, Option
from domain.opportunities.refusals import OpportunityEnded, OpportunityNotAdopted, OpportunityUnknown
from domain.opportunities.state import Opportunity
from domain.partnership.member import Known
from domain.partnership.refusals import PersonUnknown, ScopeUnknown
from domain.partnership.scopes import Scope
from domain.refusals import Kind, Refusal


class OptionUnclear(Refusal):
    """An option is an opportunity, something in words, or to do nothing: exactly one of them."""

    rule = "decision.option-unclear"


class DuplicateOption(Refusal):
    """The same option stands there twice."""

    rule = "decision.duplicate-option"


class PinMissing(Refusal):
    """An opportunity is an option as worded in one revision: give its revision and hash (rule G7)."""

    rule = "decision.pin-missing"


class OptionOutdated(Refusal):
    """An opportunity reads differently by now than the option pins it."""

    rule = "decision.option-outdated"
    kind = Kind.CONFLICT


class ChoiceUnfit(Refusal):
    """What is taken does not fit the kind of decision or is not among the options.

    `first_priority` and `stop` take one opportunity as `choice`, `backlog_order` and `commitment` a `ranking`, all
    others a `choice` among the options.
    """

    rule = "decision.choice-unfit"


class OnlyForCommitments(Refusal):
    """Cycle and stage belong to commitments alone."""

    rule = "decision.only-for-commitments"


class CycleMissing(Refusal):
    """A commitment names a declared scope of the kind `cycle`."""

    rule = "decision.cycle-missing"


class DeadlinePast(Refusal):
    """The time to respond or to expire is over already."""

    rule = "decision.deadline-past"


def pinned(option: Option, opportunity: Opportunity | None, *, fill: bool) -> Option:
    """The option with its opportunity's revision and hash filled in where an import left them out."""
    if opportunity is None or not fill or (option.revision and option.digest):
        return option
    return Option(
        opportunity=option.opportunity,
        revision=option.revision or opportunity.revision or None,
        digest=option.digest or opportunity.digest or None,
    )


def check_options(act: Act[Any], content: DecisionContent, opportunities: Mapping[str, Opportunity]) -> None:
    """Refuse options that are unclear, twice there, unknown, ended or not pinned to the latest wording."""
    for index, option in enumerate(content.options):
        where = f"/options/{index}"
        if option.forms != 1:
            act.check(False, OptionUnclear("Give one of opportunity, words and do_nothing.", where))
        if option.opportunity:
            _check_opportunity(act, option, opportunities[option.opportunity], where)
    keys = [option.key for option in content.options]
    if len({*keys}) < len(keys):
        twice = ", ".join(key for key, count in Counter(keys).items() if count > 1)
        act.check(False, DuplicateOption(f"Twice among the options: {twice}.", "/options"))


def _check_opportunity(act: Act[Any], option: Option, opportunity: Opportunity, where: str) -> None:
    name = opportunity.opportunity
    if not act.check(opportunity.exists, OpportunityUnknown(f"{name} is not known here.", where)):
        return
    act.check(not opportunity.suggested, OpportunityNotAdopted(f"{name} is a suggestion so far.", where))
    act.check(not opportunity.ended, OpportunityEnded(f"{name} is {opportunity.state}.", where))
    act.after(opportunity.raised_at, f"{name} was raised")
    if act.check(option.revision and option.digest, PinMissing(f"Pin {name} by revision and digest.", where)):
        act.check(
            (option.revision, option.digest) == (opportunity.revision, opportunity.digest),
            OptionOutdated(f"{name} is at revision {opportunity.revision}, hash {opportunity.digest}.", where),
        )


def check_choice(act: Act[Any], content: DecisionContent) -> None:
    """Refuse a ranking or choice that the kind does not have or the options do not contain."""
    choice, ranking, kind = content.choice, content.ranking, content.kind
    keys = {option.key for option in content.options}
    if kind in RANKING_KINDS - ONE_CHOICE:
        act.check(
            ranking and choice is None, ChoiceUnfit(f"The kind {kind} takes a ranking and no choice.", "/ranking")
        )
    else:
        act.check(choice and not ranking, ChoiceUnfit(f"The kind {kind} takes one choice and no ranking.", "/choice"))
    if kind in RANKING_KINDS:
        keys = set(content.considered)
    strays = [key for key in (*ranking, choice) if key and key not in keys]
    act.check(not strays, ChoiceUnfit(f"Not among the options it can take: {', '.join(strays)}.", "/options"))
    act.check(len({*ranking}) == len(ranking), DuplicateOption("An opportunity is ranked twice.", "/ranking"))


def check_place(act: Act[Any], content: DecisionContent, scopes: Mapping[str, Scope]) -> None:
    """Refuse undeclared scopes, commitments without a cycle, and cycles or stages of anything else."""
    for field, name in (("/scope", content.scope), ("/cycle", content.cycle)):
        act.check(name is None or scopes[name].declared, ScopeUnknown(f"No scope {name} is declared.", field))
    if content.kind != "commitment":
        act.check(
            content.cycle is None and content.stage is None,
            OnlyForCommitments(
                f"The kind {content.kind} has neither cycle nor stage.", "/cycle" if content.cycle else "/stage"
            ),
        )
    elif content.cycle is None or scopes[content.cycle].declared:
        fits = content.cycle is not None and scopes[content.cycle].kind == "cycle"
        act.check(fits, CycleMissing("Name a scope of the kind cycle as cycle or as scope.", "/cycle"))


def check_deadlines(act: Act[Any], content: DecisionContent) -> None:
    """Refuse deadlines that are over."""
    for field, moment in (("/respond_by", content.respond_by), ("/expires_at", content.expires_at)):
        act.check(
            moment is None or moment > act.context.effective,
            DeadlinePast(f"{moment.isoformat() if moment else ''} is over.", field),
        )


def check_people(act: Act[Any], people: Mapping[str, Known]) -> None:
    """Refuse a driver or consulted people who are not known here."""
    for name, person in people.items():
        act.check(person.known, PersonUnknown(f"{name} is not known here."))


def has_do_nothing(content: DecisionContent) -> bool:
    """Whether doing nothing is among the options, or need not be."""
    return content.kind not in RANKING_KINDS or any(option.key == DO_NOTHING for option in content.options)
