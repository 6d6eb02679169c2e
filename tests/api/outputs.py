"""Every way to read what there is: each GET of the document, filled in with everything that there is."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.declarations import PARAMETER
from api.routes import tables
from tests.api.documented import DOCUMENT
from tests.api.office import Client
from tests.api.walk import PREFIXES as OF_PATHS
from tests.api.walk_bodies import ID

GETS: Mapping[str, dict[str, Any]] = {path: item["get"] for path, item in DOCUMENT["paths"].items() if "get" in item}
PUBLIC = tuple(read.full_path for read in tables.READS if read.public)
PREFIXES = OF_PATHS | {"with": "vsm", "above": "opp", "below": "opp"}
SHOWN = frozenset({200, 401, 403, 404})


class Outputs:
    """All paths that can be read, given what is known of ids, names and files."""

    def __init__(self, entries: Iterable[Mapping[str, Any]], **names: str) -> None:
        self.values: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for entry in entries:
            for match in ID.finditer(str(entry)):
                self.values[match.group(1)][match.group()] = None
        for name, value in names.items():
            self.values[name][value] = None

    def paths(self) -> Iterator[tuple[str, str]]:
        """Each GET with each of the things that it can be about: its pattern and a path."""
        for pattern in (*PUBLIC, *GETS):
            names = list(dict.fromkeys(PARAMETER.findall(pattern)))
            for values in itertools.product(*(self.of(name) for name in names)):
                path = pattern
                for name, value in zip(names, values, strict=True):
                    path = path.replace(f"{{{name}}}", value)
                yield pattern, path + self.query(pattern)

    def of(self, parameter: str) -> list[str]:
        """The values of a path parameter; a parameter that nobody has thought of here fails."""
        known = list(self.values[PREFIXES.get(parameter, parameter)])
        assert known, f"say what {parameter} can be"
        return known

    def query(self, pattern: str) -> str:
        """As much as one can get: the longest page, and whatever has to be given."""
        asked = [parameter(each) for each in GETS.get(pattern, {}).get("parameters", ())]
        needed = [each["name"] for each in asked if each["in"] == "query" and each.get("required")]
        given = {name: self.of(name)[0] for name in needed}
        if any(each["name"] == "limit" for each in asked):
            given["limit"] = "200"
        return "?" + "&".join(f"{name}={value}" for name, value in given.items()) if given else ""

    async def texts(self, who: Client) -> dict[str, str]:
        """Everything that a person is answered, whatever it is; nothing that could not be read is left out."""
        told: dict[str, str] = {}
        seen: set[str] = set()
        for pattern, path in self.paths():
            answer = await who.get(path)
            assert answer.status_code in SHOWN, (path, answer.text)
            told[path] = answer.text + str(answer.headers)
            if answer.status_code == 200:
                seen.add(pattern)
        self.seen = seen
        return told


def parameter(each: dict[str, Any]) -> dict[str, Any]:
    """A parameter of the document, wherever it stands."""
    shared: dict[str, dict[str, Any]] = DOCUMENT["components"]["parameters"]
    return shared[each["$ref"].split("/")[-1]] if "$ref" in each else each
