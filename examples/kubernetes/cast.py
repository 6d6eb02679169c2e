"""Everyone and everything that has to be known before an act can name it: people, sides, teams, cycles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from examples.kubernetes.lines import Lines, identity

WORKSPACE = "kubernetes"
TECHNOLOGY, OPERATIONS = "technology", "operations"
SIDES = (TECHNOLOGY, OPERATIONS)
NOT_OF_THE_SOURCE = "keeps this import; not a person of the source"
BOTH_SIDES = "The source lists this person as approver of an enhancement and has sign-offs for readiness by the same."
TITLES = {TECHNOLOGY: "listed approver", OPERATIONS: "readiness approver"}
Days = Mapping[str, tuple[date, date]]


class Cast:
    """Writes the lines that make people, sides, teams and cycles known, each once, when they are first needed."""

    def __init__(self, lines: Lines, begins: str, days: Days) -> None:
        self.lines = lines
        self.days = days
        self.people: dict[str, str] = {}
        self.sides: dict[str, set[str]] = {}
        self.teams: dict[str, str] = {}
        self.members: set[tuple[str, str]] = set()
        self.facilitators: set[str] = set()
        self.cycles: set[str] = set()
        self.steward = identity("per", begins, "steward")
        self.stewards = {side: identity("per", begins, "steward", side) for side in SIDES}
        self.seated = dict(self.stewards)
        self._found(begins)

    def _house(
        self,
        command: str,
        key: str,
        at: str,
        body: dict[str, Any],
        subject: str | None = None,
        actor: str | None = None,
    ) -> None:
        self.lines.write(command, key, at, body, actor=actor or self.steward, subject=subject)

    def _found(self, at: str) -> None:
        """Begin the workspace and adopt the policy of the import, which each side's steward confirms."""
        steward = {"name": "Import steward", "title": NOT_OF_THE_SOURCE}
        workspace = {"name": "Kubernetes enhancements", "sides": SIDES, "time_zone": "UTC", "owner": steward}
        self._house("create-workspace", "workspace", at, workspace, WORKSPACE)
        for side, person in self.stewards.items():
            details = {"name": f"Import steward, {side}", "title": NOT_OF_THE_SOURCE}
            self._house("register-person", f"register.steward.{side}", at, details, person)
            seat = {"person": person, "of": side, "title": NOT_OF_THE_SOURCE}
            self._house("add-partner", f"partner.{side}.steward", at, seat)
        policy = {
            "policy": {"readiness": "enforce"},
            "reason": "An import waives what the source does not record, one waiver an agreement, and nothing else.",
        }
        self._house("propose-policy", "policy.propose", at, policy, actor=self.stewards[TECHNOLOGY])
        for side, person in self.stewards.items():
            self._house("confirm-policy", f"policy.confirm.{side}", at, {"revision": 2}, actor=person)

    def person(self, name: str, at: str) -> str:
        """The id of a person of the source."""
        if name not in self.people:
            self.people[name] = identity("per", at, name)
            self._house("register-person", f"register.{name}", at, {"name": name}, self.people[name])
        return self.people[name]

    def committer(self, name: str, at: str) -> str:
        """Who brought a change into the source's record: in the terms of a partnership, a facilitator."""
        person = self.person(name, at)
        if name not in self.facilitators:
            self.facilitators.add(name)
            self._house("grant-role", f"facilitator.{name}", at, {"role": "facilitator"}, person)
        return person

    def partner(self, name: str, side: str, at: str) -> str:
        """Who speaks for a side; the side's steward leaves when the first of them comes."""
        person = self.person(name, at)
        sides = self.sides.setdefault(name, set())
        if side not in sides:
            body: dict[str, Any] = {"person": person, "of": side, "title": TITLES[side]}
            if sides:
                body["waive"] = [{"rule": "partnership.across-sides", "reason": BOTH_SIDES}]
            sides.add(side)
            self._house("add-partner", f"partner.{side}.{name}", at, body)
            self._vacate(side, at)
        return person

    def _vacate(self, side: str, at: str) -> None:
        if steward := self.seated.pop(side, None):
            body = {"of": side, "reason": "The first partner whom the source names has come."}
            self._house("end-partner", f"leave.{side}.steward", at, body, steward, actor=steward)

    def author(self, name: str, sig: str, at: str) -> str:
        """Who wrote an enhancement, as a member of the team that owns it."""
        person = self.person(name, at)
        if (name, sig) not in self.members:
            self.members.add((name, sig))
            team = self._team(sig, at)
            self._house("add-team-member", f"member.{sig}.{name}", at, {"person": person, "role": "other"}, team)
        return person

    def _team(self, sig: str, at: str) -> str:
        if sig not in self.teams:
            self.teams[sig] = identity("team", at, sig)
            self._house("form-team", f"team.{sig}", at, {"name": sig, "external_ref": sig}, self.teams[sig])
        return self.teams[sig]

    def cycle(self, key: str, at: str) -> str:
        """A milestone as a cycle, from the first day on which a record of the source names it to the last."""
        if key not in self.cycles:
            self.cycles.add(key)
            first, last = self.days[key]
            body = {"scope": key, "kind": "cycle", "begins": first.isoformat(), "ends": last.isoformat()}
            self.lines.write("declare-scope", f"cycle.{key}", at, body, actor=self.steward, inferred=True)
        return key
