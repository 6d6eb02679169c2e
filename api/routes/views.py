"""Views beside the subjects themselves: boards, walls, trees and comparisons."""

from __future__ import annotations

from api.declarations import Read
from api.faces import FACES

READS: tuple[Read, ...] = FACES
