"""Every projection that a worker keeps."""

from __future__ import annotations

from projections.backlog.projector import Backlog
from projections.decisions.projector import Decisions
from projections.matters.projector import Waiting
from projections.metrics.projector import Observations
from projections.obstacles.projector import Obstacles
from projections.partnership.rows.acts import MinutedActs
from projections.partnership.rows.delegations import Delegations
from projections.partnership.rows.keys import Keys
from projections.partnership.rows.meetings import Meetings
from projections.partnership.rows.people import People
from projections.partnership.rows.policies import Policies
from projections.partnership.rows.scopes import Scopes
from projections.partnership.rows.teams import Teams
from projections.projector import Group
from projections.reporting.group import REPORTS
from projections.subjects.projector import Subjects

PARTNERSHIP = (People(), Delegations(), Teams(), Scopes(), Policies(), Keys(), Meetings(), MinutedActs())
LISTS = Group(name="lists", projectors=(Backlog(), Decisions(), *PARTNERSHIP, Subjects(), Observations(), Obstacles()))
WAITING = Group(name="waiting", projectors=(Waiting(),))
PROJECTORS = (LISTS, WAITING, REPORTS)
