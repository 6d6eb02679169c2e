"""Views beside the subjects themselves: boards, walls, trees and comparisons."""

from __future__ import annotations

from api.declarations import Read
from api.faces import FACES
from api.lists import list_read
from projections.backlog.matrix import MatrixPart, MatrixQuery, list_matrix

READS: tuple[Read, ...] = (
    *FACES,
    list_read(
        "BacklogMatrix",
        "/backlog/matrix",
        summary="Difficulty and urgency: the backlog in four quadrants, and what is not assessed yet",
        tag="backlog",
        lister=list_matrix,
        query=MatrixQuery,
        item=MatrixPart,
    ),
)
