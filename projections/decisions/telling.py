"""The record of a decision told in words, part by part; Markdown and HTML are two ways of setting the same text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from domain.decisions.terms import Ground
from domain.opportunities.terms import UrlEvidence
from projections.decisions.record import DecisionRecord
from projections.decisions.shape import AgreementView, RevisionView
from projections.decisions.voices import ObjectionView
from projections.facts import Fact
from projections.people import with_names

GAPS: Mapping[str, str] = {
    "evidence": "evidence for it",
    "impacted": "who is affected by the problem",
    "aligned": "the key result, objective or priority that it serves",
    "assessed": "how hard and how urgent it is, settled by all sides",
}
STANDINGS: Mapping[str, str] = {
    "open": "still open",
    "awaiting_objector": "met, and the objector has not said yet whether that will do",
    "accepted": "settled: the objector accepted how it was met",
    "overruled": "overruled by every side",
    "withdrawn": "withdrawn by the objector",
}
UNSAID = frozenset({"digest", "revision"})


class Part(msgspec.Struct, frozen=True):
    """A part of the record: a heading, and what it says, item by item. Items that start in order are `numbered`."""

    heading: str
    items: tuple[str, ...]
    numbered: bool = False


class Telling(msgspec.Struct, frozen=True):
    """The whole record in words."""

    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


def tell(record: DecisionRecord, names: Mapping[str, str]) -> Telling:
    """Tell a record to somebody who never saw the product; `names` maps people's ids to their names."""
    voice = _Voice(record, names)
    parts = (
        Part("Why", (record.content.rationale,)),
        Part("What was on the table", tuple(voice.options())),
        Part("How the proposal changed", tuple(voice.revision(each) for each in record.revisions), numbered=True),
        Part("Objections and what became of them", tuple(voice.objection(each) for each in record.objections)),
        Part("Advice", tuple(voice.advice())),
        Part("Where people stood", tuple(voice.stances())),
        Part("What each side wins, in its own words", tuple(voice.wins())),
        Part("Who agreed, in this order", tuple(voice.agreement(each) for each in record.agreements), numbered=True),
        Part("Agreements that fell with an earlier revision", tuple(voice.agreement(each) for each in record.voided)),
        Part("Dissent", tuple(voice.dissent())),
        Part("Evidence, as it was pinned", tuple(voice.ground(each) for each in record.evidence)),
        Part("Gaps that were known", record.known_gaps),
        Part("What the first choice still lacked when it was agreed", tuple(map(_gap, record.gaps_when_agreed))),
        Part("Rules that were waived", tuple(voice.waivers())),
        Part("Decisions before and after it", tuple(voice.successions())),
        Part("What came of it", tuple(voice.aftermath())),
        Part("Worth a second look", tuple(voice.named(each.detail) for each in record.flags)),
        Part("Remarks and corrections", tuple(voice.remarks())),
    )
    return Telling(record.headline, tuple(voice.facts()), tuple(part for part in parts if part.items))


class _Voice:
    """Says things in the words of one record: names for people, titles for opportunities."""

    def __init__(self, record: DecisionRecord, names: Mapping[str, str]) -> None:
        self.record = record
        titles = {each.opportunity: each.label for each in record.options if each.opportunity}
        self.names = {**names, **titles}

    def named(self, text: str) -> str:
        """A sentence of ours with names for ids."""
        return with_names(text, self.names)

    def who(self, person: str, behalf_of: str | None = None) -> str:
        """A person's name, and for whom the person acts."""
        name = self.names.get(person, person)
        return f"{name} (for {self.names.get(behalf_of, behalf_of)})" if behalf_of else name

    def by(self, fact: Fact) -> str:
        """Who did it, when, and how it came to be recorded."""
        second = "" if fact.basis == "first_hand" else f", {fact.basis}"
        if fact.recorder and fact.recorder != fact.actor:
            second += f", recorded by {self.who(fact.recorder)}"
        return f"{self.who(fact.actor)} ({fact.side}), {when(fact.occurred_at)}{second}"

    def facts(self) -> Iterator[tuple[str, str]]:
        """What stands at the top."""
        record = self.record
        yield "Status", record.state
        yield "Decision", record.decision
        yield "Scope", record.scope
        if record.in_force_from:
            yield "In force from", when(record.in_force_from)
        if record.in_force_until:
            yield "In force until", when(record.in_force_until)
        if record.waiting_for:
            yield "Waiting for", ", ".join(record.waiting_for)
        if record.silent_sides:
            yield "Sides that said nothing", ", ".join(record.silent_sides)
        if record.content.driver:
            yield "Driven by", self.who(record.content.driver)
        if record.content.review_on:
            yield "To be reviewed on", record.content.review_on.isoformat()
        yield "Read up to event", str(record.position)

    def options(self) -> Iterator[str]:
        """What could have been decided, as it read then."""
        for each in self.record.options:
            chosen = f"Taken, place {each.rank}: " if each.taken else "Not taken: "
            left = "" if each.on_table else " (not on the table in the end)"
            then = each.opportunity_then
            text = f"{chosen}{each.label}{left}"
            if then:
                text += f". The problem: {then.problem} Raised by: {', '.join(then.raised_sides) or 'nobody known'}."
                if then.value_then:
                    text += f" Worth: {then.value_then.statement}"
                if then.reworded_to:
                    text += f" It has been reworded since, to “{then.title_now}”."
            yield text

    def revision(self, each: RevisionView) -> str:
        """Who put a revision on the table, and what it changed."""
        changes = "; ".join(
            f"{_plain(change.field)} was {self.value(change.old)}, became {self.value(change.new)}"
            for change in each.changes
        )
        return f"Revision {each.revision}, {each.how} by {self.by(each.fact)}{': ' + changes if changes else ''}"

    def objection(self, each: ObjectionView) -> str:
        """An objection, every attempt to meet it, and how it ended."""
        kind = "Blocking objection" if each.blocking else "Objection"
        said = [f"{kind} to revision {each.revision} by {self.by(each.fact)}: “{each.reason}”"]
        for answer in each.resolutions:
            into = f" into revision {answer.revision}" if answer.revision else ""
            said.append(f"{_plain(answer.resolution)}{into} by {self.by(answer.fact)}: “{answer.text}”")
        said.extend(f"{one.side} wanted to go on in spite of it: “{one.reason}”" for one in each.overruling)
        because = f", because “{each.withdrawn_because}”" if each.withdrawn_because else ""
        return " — ".join([*said, f"It is {STANDINGS[each.standing]}{because}."])

    def advice(self) -> Iterator[str]:
        """Advice that was asked for and given."""
        for each in self.record.advice:
            if each.question:
                yield f"{self.who(each.asked) if each.asked else 'Anybody'} was asked: “{each.question}”"
            for word in each.given:
                taken = f" (followed: {word.taken})" if word.taken else ""
                yield f"{self.by(word.fact)}: “{word.text}”{taken}"

    def stances(self) -> Iterator[str]:
        """Where people stood, revision by revision."""
        for each in self.record.stances:
            reason = f": “{each.reason}”" if each.reason else ""
            yield f"{self.by(each.fact)}, on revision {each.revision}: {_plain(each.stance)}{reason}"

    def wins(self) -> Iterator[str]:
        """What each side would win, and its own judgement later."""
        for each in self.record.wins:
            stands = "" if each.stands else " (an earlier wording, for revision " + str(each.revision) + ")"
            text = f"{each.side}{stands}: “{each.text}” — {self.by(each.fact)}"
            for judged in each.assessments:
                why = f": “{judged.text}”" if judged.text else ""
                text += f" — judged later by {self.by(judged.fact)}: {_plain(judged.verdict)}{why}"
            yield text

    def agreement(self, each: AgreementView) -> str:
        """Who agreed, for which side, first-hand or how else."""
        basis = "first-hand" if each.fact.basis == "first_hand" else each.fact.basis
        typed = f", recorded by {self.who(each.fact.recorder)}" if each.fact.recorder else ""
        text = f"{each.side}: {self.who(each.person, each.behalf_of)}, {when(each.fact.occurred_at)}, {basis}{typed}"
        text += f"; {each.how} on revision {each.revision}"
        if each.carried_from:
            text += f", carried over from {each.carried_from}"
        if each.ended_as:
            because = f" because “{each.ended_because}”" if each.ended_because else ""
            text += f"; {each.ended_as} later{because}"
        return text

    def dissent(self) -> Iterator[str]:
        """Whoever did not plainly agree."""
        for each in self.record.dissent:
            how = _plain(each.stance) if each.stance else f"objected ({_plain(each.resolution or 'open')})"
            yield f"{self.who(each.person)} ({each.side}): {how}{f': “{each.reason}”' if each.reason else ''}"

    def ground(self, ground: Ground) -> str:
        """A piece of evidence, with the place in the ledger at which it was pinned."""
        what = ground.what
        note = f" — {what.note}" if what.note else ""
        if isinstance(what, UrlEvidence):
            return f"{_plain(ground.stance)}: {what.url}{note}"
        pinned = f", as of event {what.position}" if what.position is not None else ""
        fields = msgspec.to_builtins(what)
        told = ", ".join(f"{key} {fields[key]}" for key in fields if key not in {"position", "note", "kind"})
        return f"{_plain(ground.stance)}: {told}{pinned}{note}"

    def waivers(self) -> Iterator[str]:
        """Rules that were skipped, and why."""
        for each in self.record.waivers:
            yield f"{_plain(each.rule)}, by {self.by(each.fact)}: “{each.reason}” ({self.named(each.detail)})"
        for own in self.record.content.waivers:
            yield f"{_plain(own.rule)}, by the proposal itself: “{own.reason}”"

    def successions(self) -> Iterator[str]:
        """What it superseded, and what took its place."""
        for verb, others in (("Superseded", self.record.supersedes), ("Superseded by", self.record.superseded_by)):
            for each in others:
                about = f" for {', '.join(self.who(one) for one in each.opportunities)}" if each.opportunities else ""
                yield f"{verb} {each.decision}{about}, {when(each.fact.occurred_at)}"
        for other in self.record.carried_to:
            yield f"Its agreements were carried over to {other}"

    def aftermath(self) -> Iterator[str]:
        """What happened to it after it was agreed, and its outcomes."""
        record = self.record
        for back in record.rescissions:
            yield f"{back.side} took its agreement back: “{back.reason}” — {self.by(back.fact)}"
        for verb, words in (("stood by it", record.reaffirmations), ("wanted it revoked", record.revocations)):
            for word in words:
                yield f"{word.side} {verb}{f': “{word.text}”' if word.text else ''} — {self.by(word.fact)}"
        for confirmed in record.confirmations:
            yield f"Confirmed by every side ({confirmed.cause}), {when(confirmed.fact.occurred_at)}"
        for seen in record.outcomes:
            on = f" (seen on {seen.observed_on})" if seen.observed_on else ""
            grounds = "".join(f" — {self.ground(each)}" for each in seen.evidence)
            yield f"Outcome{on}: “{seen.outcome}” — {self.by(seen.fact)}{grounds}"
        if record.end:
            why = f": “{record.end.reason}”" if record.end.reason else ""
            yield f"It ended as {record.end.state}{why} — {self.by(record.end.fact)}"

    def remarks(self) -> Iterator[str]:
        """What was remarked or mended since."""
        for each in self.record.annotations:
            yield f"“{each.text}” — {self.by(each.fact)}"
        for mended in self.record.corrections:
            old, new = self.value(mended.old), self.value(mended.new)
            yield f"{_plain(mended.field)} was {old}, reads {new}: “{mended.reason}” — {self.by(mended.fact)}"

    def value(self, value: Any) -> str:  # noqa: ANN401 - any part of a content
        """A part of a content in words."""
        match msgspec.to_builtins(value):
            case None | [] | "":
                return "nothing"
            case str() as text:
                return self.names.get(text) or f"“{text}”"
            case dict() as fields:
                return self.fields(fields)
            case list() as several:
                return "; ".join(self.value(each) for each in several)
            case other:
                return str(other)

    def fields(self, fields: Mapping[str, Any]) -> str:
        """The fields of a part, without its hashes."""
        if fields.get("opportunity"):
            return self.who(fields["opportunity"]).strip()
        shown = {key: each for key, each in fields.items() if key not in UNSAID}
        return ", ".join(f"{_plain(key)} {self.value(each)}" for key, each in shown.items())


def when(moment: datetime | date) -> str:
    """A moment for people, to the minute."""
    return moment.strftime("%Y-%m-%d %H:%M %Z") if isinstance(moment, datetime) else moment.isoformat()


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _gap(gap: str) -> str:
    name, _, side = gap.partition(":")
    return f"a statement of its value that {side} agrees to" if side else GAPS.get(name, _plain(name))
