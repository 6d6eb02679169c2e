"""Every projection that a worker keeps."""

from __future__ import annotations

from projections.backlog.projector import Backlog
from projections.projector import Group

LISTS = Group(name="lists", projectors=(Backlog(),))
PROJECTORS = (LISTS,)
