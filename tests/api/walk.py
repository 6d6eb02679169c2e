"""A partnership of ten people who do whatever comes to their minds, and what has to hold of every single request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from typing import Any

from api.declarations import PARAMETERS, ROOT, Act
from api.routes import tables
from domain.acting import Role
from tests.api.office import Client
from tests.api.walk_bodies import ACTS, ENDING, Writer
from tests.api.walk_sending import Sending

PREFIXES = {parameter: prefix for prefix, parameter in PARAMETERS.items()} | {
    "objection": "obj",
    "evidence": "evd",
    "challenge": "chl",
    "support": "sup",
    "step": "stp",
    "condition": "tc",
    "obstacle": "obst",
    "experiment": "exp",
    "idea": "idea",
}
SUBJECTS = {PREFIXES[act.subject]: act.path.partition("{")[0] for act in ACTS.values() if act.subject in PREFIXES}
PATHS = [read.full_path.removeprefix(ROOT) for read in tables.READS if read.full_path.startswith(ROOT)]
FAVOURED = ("kata", "dec", "opp", "doa", "bst", "asm", "vsm", "okr", "mtg", "sig")
BUSY = ("learner", "tech", "biz", "facilitator")  # can do more than most
PARAMETER = re.compile(r"{([a-z]+)}")
CAST: Mapping[str, frozenset[Role]] = {
    "owner": frozenset({Role.OWNER, Role.PERSON}),
    **{name: frozenset({Role.PARTNER, Role.PERSON}) for name in ("tech", "biz", "second", "other")},
    **{name: frozenset({Role.MEMBER, Role.PERSON}) for name in ("member", "learner")},
    "delegate": frozenset({Role.DELEGATE, Role.PERSON}),
    "facilitator": frozenset({Role.FACILITATOR, Role.PERSON}),
    "coach": frozenset({Role.COACH, Role.PERSON}),
    "pipeline": frozenset({Role.INTEGRATION}),
}


class Walk(Sending):
    """The moves that people make."""

    async def move(self, draw: Random) -> None:
        """One move of somebody's; each walk has things that its people come back to."""
        self.favourites = self.favourites or draw.sample(FAVOURED, 2)
        moves = (self.do_what_is_offered, self.begin_something, self.try_anything, self.do_together, self.read_anything)
        (move,) = draw.choices(moves, (6, 4, 3, 2, 2))
        await move(draw)

    def somebody_who_may(self, act: Act, draw: Random) -> Client:
        """One of those whose roles allow it; the learner of a kata, too, is a member."""
        may = [self.people[name] for name, roles in CAST.items() if roles & act.command.may and name in self.people]
        return draw.choice(may) if may else self.somebody(draw)

    async def try_anything(self, draw: Random) -> None:
        """Somebody, rather one who may, sends any act to any subject."""
        act, path = self.any_act(draw, list(ACTS.values()))
        who = self.somebody_who_may(act, draw) if draw.random() < 0.7 else self.somebody(draw)
        await self.send(who, act, path, self.writer(draw).body(act, {}), draw)

    async def begin_something(self, draw: Random) -> None:
        """Somebody who may makes a new subject."""
        act, path = self.any_act(draw, [act for act in ACTS.values() if act.creates])
        await self.send(self.somebody_who_may(act, draw), act, path, self.writer(draw).body(act, {}), draw)

    def any_act(self, draw: Random, acts: list[Act]) -> tuple[Act, str]:
        """An act for which there is a subject; rarely one that ends what a walk lives on."""
        while True:
            act = draw.choice(acts)
            path = self.path_of(act, draw)
            if path is not None and (not ENDING.match(act.command.name) or draw.random() < 0.1):
                return act, path

    async def do_what_is_offered(self, draw: Random) -> None:
        """Somebody looks at a subject and does what it says can be done."""
        busy = [self.people[name] for name in BUSY if name in self.people]
        offered = await self.offered(draw.choice(busy) if draw.random() < 0.7 else self.somebody(draw), draw)
        if offered:
            who, name, offer = offered
            body = self.writer(draw).body(ACTS[name], offer["body"])
            await self.send(who, ACTS[name], offer["href"], body, draw)

    async def do_together(self, draw: Random) -> None:
        """Whoever speaks for a side does the same thing, each with the body that is offered then."""
        offered = await self.offered(self.people["tech"], draw, also=self.people["biz"])
        if not offered:
            return
        _, name, offer = offered
        speakers = [self.people[name] for name in ("tech", "biz", "second", "delegate")]
        draw.shuffle(speakers)
        for who in speakers:
            latest = await self.acts(who, offer["subject"])
            if name in latest:
                body = self.writer(draw).body(ACTS[name], latest[name]["body"])
                await self.send(who, ACTS[name], latest[name]["href"], body, draw, plain=True)

    async def read_anything(self, draw: Random) -> None:
        """Somebody reads anything; a path that names what is not there is no fault of the service."""
        names = PARAMETER.findall(path := draw.choice(PATHS))
        for name in names:
            path = path.replace(f"{{{name}}}", self.value_of(name, draw) or "nothing")
        answer = await self.somebody(draw).get(f".{path}")
        assert answer.status_code in {200, 400, 401, 403, 404}, (path, answer.text)

    async def offered(
        self, who: Client, draw: Random, *, also: Client | None = None
    ) -> tuple[Client, str, dict[str, Any]] | None:
        """An act that a person is told to be possible, or that another one may be told so."""
        kinds = [prefix for prefix in SUBJECTS if self.known.ids.get(prefix)] + ["metric"]
        dear = [prefix for prefix in kinds if prefix in self.favourites]
        prefix = draw.choice(dear if dear and draw.random() < 0.6 else kinds)
        subject = self.known.pick(prefix, draw) if prefix != "metric" else next(iter(self.known.metrics), None)
        if subject is None:
            return None
        path = f".{SUBJECTS.get(prefix, '/metrics/')}{subject}"
        path = draw.choice([path, path, path, "./policies/current"]) if draw.random() < 0.3 else path
        for person in (who, *([also] if also else [])):
            offers = await self.acts(person, path)
            names = [name for name, offer in offers.items() if offer["possible"] and name in ACTS]
            names = [name for name in names if not ENDING.match(name) or draw.random() < 0.2]
            if names:
                name = draw.choice(names)
                return person, name, offers[name]
        return None

    async def acts(self, who: Client, path: str) -> dict[str, Any]:
        """What a resource offers to a person; nothing where it shows nothing."""
        answer = await who.get(path)
        assert answer.status_code in {200, 401, 404}, answer.text
        acts = answer.json()["acts"] if answer.status_code == 200 else []
        return {act["name"]: {**act, "subject": path} for act in acts}

    def writer(self, draw: Random) -> Writer:
        return Writer(self.known, draw, self.office.clock())

    def value_of(self, parameter: str, draw: Random) -> str | None:
        """Something for a path parameter."""
        match parameter:
            case "metric":
                return draw.choice([*self.known.metrics, "nothing"])
            case "scope":
                return draw.choice(["main", "checkout"])
            case "keyresult":
                return "KR1.1"
        return self.known.pick(PREFIXES.get(parameter, ""), draw)

    def path_of(self, act: Act, draw: Random) -> str | None:
        """Where to send an act, None where no such thing exists yet."""
        path = f".{act.path}"
        for name in PARAMETER.findall(act.path):
            value = self.value_of(name, draw)
            if value is None:
                return None
            path = path.replace(f"{{{name}}}", value)
        return path
