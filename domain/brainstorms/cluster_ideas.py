"""People put ideas together."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.brainstorms.act import OnBrainstorm
from domain.brainstorms.events import IdeasClustered
from domain.brainstorms.terms import ClusterName, Ideas
from domain.refusals import Kind, Refusal


class Clustering(Body, kw_only=True):
    """The name of a cluster, new or there already, and the ideas that go into it."""

    cluster: ClusterName
    ideas: Ideas


class ClusterUnchanged(Refusal):
    """All of these ideas lie in that cluster already."""

    rule = "brainstorm.cluster-unchanged"
    kind = Kind.CONFLICT


class ClusterIdeas(OnBrainstorm[Clustering]):
    """Put ideas into a cluster; each leaves the one that it lay in."""

    name = "cluster-ideas"
    may = ANY_MEMBER
    body_type = Clustering

    def decide(self) -> None:
        """Refuse unknown, withdrawn and private ideas, and a clustering without news."""
        self.require_known()
        body = self.body
        ideas = {name: self.require_readable(name, f"/ideas/{place}") for place, name in enumerate(body.ideas)}
        moved = tuple(name for name, idea in ideas.items() if idea.cluster != body.cluster)
        self.check(moved, ClusterUnchanged(f"They lie in {body.cluster}.", "/ideas"))
        self.record(IdeasClustered(brainstorm=self.subject, cluster=body.cluster, ideas=moved))
