"""The world is closed: every projection folds each event of the catalogue or ignores it on purpose."""

from typing import Any

import pytest

from domain.registry import CATALOGUE
from projections.groups import PARTNERSHIP, PROJECTORS
from projections.partnership.rows.subject import CONCERNED, NOT_LISTED
from projections.projector import Projector

ALL = [projector for group in PROJECTORS for projector in group.projectors]


@pytest.mark.parametrize("projector", ALL, ids=lambda projector: type(projector).__name__)
def test_every_event_is_folded_or_ignored(projector: Projector[Any]) -> None:
    assert projector.folds | projector.ignores == set(CATALOGUE.values())
    assert projector.folds & projector.ignores == set()


def test_every_event_of_the_partnership_is_in_a_list_or_left_to_single_views() -> None:
    listed = set().union(*(projector.folds for projector in PARTNERSHIP))
    assert listed | NOT_LISTED == CONCERNED
    assert listed & NOT_LISTED == set()
