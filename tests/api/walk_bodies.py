"""Bodies for any act: the example of its route, with ids, names and days that mean something where the walk is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from api.declarations import Act
from api.routes import tables

ID = re.compile(r"\b([a-z]+)_[0-7][0-9a-hjkmnp-tv-z]{25}\b")
DAY = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+Z)?")
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
AHEAD = frozenset(
    {"achieve_by", "check_on", "see_on", "to", "ends", "respond_by", "next_review", "date", "until", "by"}
)
METRICS = ("lead_time", "qa_queue", "defects")
KINDS = ("first_priority", "first_priority", "backlog_order", "commitment", "stop", "practice")
ACTS: Mapping[str, Act] = {act.command.name: act for act in tables.ACTS}
# ends what a walk lives on: tried less often
ENDING = re.compile(
    r"^(archive|forget|end-partner|disband|remove-team|withdraw|decline|revoke|stop|retire|merge|unlink)"
)


class Known:
    """What the people of a walk have heard of: ids in the order of their appearance, wordings of opportunities."""

    def __init__(self) -> None:
        self.ids: dict[str, list[str]] = {}
        self.wordings: dict[str, tuple[int, str]] = {}
        self.metrics: list[str] = []
        self.sealed: list[str] = []

    def hear(self, text: str) -> None:
        """Note every id in a text."""
        for match in ID.finditer(text):
            ids = self.ids.setdefault(match.group(1), [])
            if match.group() not in ids:
                ids.append(match.group())

    def learn(self, entry: Mapping[str, Any]) -> None:
        """Note how an opportunity reads, and which metrics there are."""
        data = entry["data"]
        match entry["type"].partition(".")[0]:
            case "opportunity-raised" | "opportunity-suggested" | "opportunity-reworded":
                self.wordings[data["opportunity"]] = (data["revision"], data["digest"])
            case "metric-defined":
                self.metrics.append(data["metric"])

    def pick(self, prefix: str, draw: Random) -> str | None:
        """An id of that kind, rather one of the latest."""
        ids = self.ids.get(prefix)
        if not ids:
            return None
        return draw.choice(ids[-3:] if prefix != "per" and draw.random() < 0.7 else ids)


class Writer:
    """Writes one body."""

    def __init__(self, known: Known, draw: Random, now: datetime) -> None:
        self.known = known
        self.draw = draw
        self.now = now
        self.named: dict[str, str] = {}

    def body(self, act: Act, given: Mapping[str, Any]) -> dict[str, Any]:
        """The example's fields, and those that are given as they are."""
        body: dict[str, Any] = {name: self.value(name, value) for name, value in act.example.items()}
        match act.command.name:
            case "define-metric":
                body["key"] = self.draw.choice(METRICS)
            case "submit-idea" | "seal-team-feedback" | "submit-scores":
                field = "note" if act.command.name == "submit-scores" else "text"
                body[field] = f"Sealed words {len(self.known.sealed)}."
                self.known.sealed.append(body[field])
            case "propose-decision":
                self._kind(body)
            case "propose-policy":
                body["policy"] = {
                    "agreement": self.draw.choice(["any_partner", "all_partners"]),
                    "minutes": self.draw.choice(["confirm", "at_once"]),
                    "readiness": self.draw.choice(["advise", "enforce"]),
                }
            case "open-brainstorm" | "open-assessment":
                self._sides(body)
            case "correct-record" | "minute-act":
                self.named.clear()
        return {**body, **given}

    def value(self, name: str, value: Any) -> Any:
        """A value like the example's."""
        match value:
            case {"opportunity": str(), "digest": str()}:
                return self._option(value)
            case dict():
                return {key: self.value(key, each) for key, each in value.items()}
            case list() | tuple():
                return [self.value(name, each) for each in value]
            case str():
                return self._text(name, value)
        return value

    def _text(self, name: str, value: str) -> str:
        if name == "metric":
            return self.draw.choice(self.known.metrics or METRICS)
        if name == "external_id":
            return f"week-{self.draw.randrange(8)}"
        if DAY.fullmatch(value):
            return self._day(name, value)
        return ID.sub(lambda match: self._id(match.group(), match.group(1)), value)

    def _id(self, example: str, prefix: str) -> str:
        if example not in self.named:
            self.named[example] = self.known.pick(prefix, self.draw) or example
        return self.named[example]

    def _day(self, name: str, value: str) -> str:
        ahead = timedelta(days=self.draw.randrange(7, 14)) if name in AHEAD else timedelta(days=-2)
        if name == "begins":
            ahead = timedelta(days=-9)
        at = self.now + ahead
        return at.date().isoformat() if "T" not in value else at.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _option(self, value: dict[str, Any]) -> dict[str, Any]:
        opportunity = self._id(value["opportunity"], "opp")
        revision, digest = self.known.wordings.get(opportunity, (1, value["digest"]))
        return {"opportunity": opportunity, "revision": revision, "digest": digest}

    def _kind(self, body: dict[str, Any]) -> None:
        kind = self.draw.choice(KINDS)
        body["kind"] = kind
        if kind in {"backlog_order", "commitment"}:
            choice = body.pop("choice")
            body["ranking"] = [choice]
            if kind == "commitment":
                body |= {"cycle": "checkout", "stage": self.draw.choice(["alpha", "beta"])}
        elif kind == "practice":
            body["options"] = [{"words": "Meet every week"}, {"do_nothing": True}]
            body["choice"] = "Meet every week"

    def _sides(self, body: dict[str, Any]) -> None:
        """Mostly those who really speak for the sides; the walk puts them first."""
        field = "invited" if "invited" in body else "scorers"
        seats = zip(self.known.ids["per"][1:3], ("technology", "business"), strict=True)
        if self.draw.random() < 0.8:
            body[field] = [{"person": person, "side": side} for person, side in seats]
