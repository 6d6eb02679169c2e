"""Views beside the subjects themselves: boards, walls, trees and comparisons."""

from __future__ import annotations

from api.declarations import Read
from api.differences import DIFFERENCES
from api.explaining import EXPLANATION
from api.faces import FACES
from api.lists import list_read
from projections.backlog.matrix import MatrixPart, MatrixQuery, list_matrix
from projections.benefits.totals import BenefitTotal, TotalsQuery, list_totals
from projections.objectives.coverage import CoveragePart, CoverageQuery, list_coverage
from projections.objectives.tree import ObjectivesTree, list_tree
from projections.obstacles.listing import ObstacleItem, ObstaclesQuery, list_obstacles
from projections.signals.wall import WallPart, list_wall
from projections.subjects.listing import ObjectivesQuery, SignalsQuery
from projections.trackers.drift import DriftItem, DriftQuery, list_drift

READS: tuple[Read, ...] = (
    *FACES,
    DIFFERENCES,
    EXPLANATION,
    list_read(
        "BacklogMatrix",
        "/backlog/matrix",
        summary="Difficulty and urgency: the backlog in four quadrants, and what is not assessed yet",
        tag="backlog",
        lister=list_matrix,
        query=MatrixQuery,
        item=MatrixPart,
    ),
    list_read(
        "SignalWall",
        "/signals/wall",
        summary="What the data say, by category: each side's reading, open doubts, and what rests on it",
        tag="signals",
        lister=list_wall,
        query=SignalsQuery,
        item=WallPart,
    ),
    list_read(
        "ObjectivesTree",
        "/objectives/tree",
        summary="Sets, objectives and key results with their computed progress, and the opportunities behind them",
        tag="objectives",
        lister=list_tree,
        query=ObjectivesQuery,
        item=ObjectivesTree,
    ),
    list_read(
        "ObjectivesCoverage",
        "/objectives/coverage",
        summary="Gaps both ways: key results without an opportunity, and priorities without a key result",
        tag="objectives",
        lister=list_coverage,
        query=CoverageQuery,
        item=CoveragePart,
    ),
    list_read(
        "Obstacles",
        "/obstacles",
        summary="What stands in the way of all katas, the dearest first: experiments made and days in focus",
        tag="katas",
        lister=list_obstacles,
        query=ObstaclesQuery,
        item=ObstacleItem,
    ),
    list_read(
        "BenefitTotals",
        "/benefits/totals",
        summary="What came of it, summed up: for whom, of what kind, how much",
        tag="benefits",
        lister=list_totals,
        query=TotalsQuery,
        item=BenefitTotal,
    ),
    list_read(
        "TrackerDrift",
        "/tracker-links/drift",
        summary="Where trackers and the backlog disagree",
        tag="tracker-links",
        lister=list_drift,
        query=DriftQuery,
        item=DriftItem,
    ),
)
