"""Litestar, and beside it a shorter way for acts: from the path straight to its resource.

An act brings its own checks of key, headers, query and body, so what Litestar would do in between finds nothing left to
do, at a third of the cost of an act. Whatever is out of the ordinary (another spelling of the path, an unusual Host)
goes the long way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any, Final, cast

from litestar import Litestar
from litestar.types import HTTPScope, LifeSpanReceive, LifeSpanScope, LifeSpanSend, Receive, Scope, Send

from api.declarations import PARAMETER, parameters_of
from api.resources import Resource

_USUAL_HOST: Final = re.compile(rb"[0-9A-Za-z.:\[\]-]*")


class Paths:
    """Paths by their parts; a parameter takes any part that is not named itself."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._tree: dict[str | None, Any] = {}
        for resource in resources:
            node = self._tree
            for part in resource.path.split("/"):
                node = node.setdefault(None if PARAMETER.fullmatch(part) else part, {})
            node["/"] = (resource, tuple(parameters_of(resource.path)))

    def find(self, path: str) -> tuple[Resource, dict[str, str]] | None:
        """Find the resource of a path and the values of its parameters."""
        node, values = self._tree, []
        for part in path.split("/"):
            child = node.get(part)
            if child is None:
                child = node.get(None)
                if child is None or not part:
                    return None
                values.append(part)
            node = child
        if "/" not in node:
            return None
        resource, names = node["/"]
        return resource, dict(zip(names, values, strict=True))


class Accord(Litestar):
    """The application."""

    _paths = Paths(())
    _acts: Collection[str] = ()

    def shorten(self, resources: Iterable[Resource], acts: Collection[str]) -> None:
        """Take the short way to these acts; they are told apart from all resources there are."""
        self._paths, self._acts = Paths(resources), acts

    def way_to(self, path: str) -> tuple[Resource, dict[str, str]] | None:
        """Find an act's resource and the values in its path; None where there is no short way."""
        found = self._paths.find(path)
        return found if found is not None and found[0].path in self._acts else None

    async def __call__(
        self,
        scope: Scope | LifeSpanScope,
        receive: Receive | LifeSpanReceive,
        send: Send | LifeSpanSend,
    ) -> None:
        """Take the short way where there is one."""
        if scope.get("method") == "POST":
            asked = cast("HTTPScope", scope)
            found = self.way_to(asked["path"])
            if found is not None and not asked.get("root_path") and _usual_host(asked):
                resource, asked["path_params"] = found
                receiving = cast("Receive", receive)
                sending = await resource.serve(asked, receiving)
                await sending(asked, receiving, cast("Send", send))
                return
        await super().__call__(scope, receive, send)


def _usual_host(scope: HTTPScope) -> bool:
    for name, value in scope["headers"]:
        if name == b"host":
            return _USUAL_HOST.fullmatch(value) is not None
    return True
