"""All routes together."""

from __future__ import annotations

from api.declarations import Act, Read, Upload
from api.founding import Founding
from api.routes import (
    audit,
    events,
    imports,
    lists,
    playbook,
    proofs,
    reports,
    service,
    subjects,
    views,
    waiting,
    workspaces,
)
from domain.partnership.create_workspace import CreateWorkspace

FOUNDING = Act(
    root="/v1/workspaces",
    path="",
    command=CreateWorkspace,
    scope="admin",
    doing=lambda _, living: Founding(living),
    example={
        "slug": "acme",
        "name": "Acme and its platform",
        "time_zone": "Europe/Copenhagen",
        "owner": {"name": "Ada Ng"},
    },
)
ACTS: tuple[Act, ...] = subjects.ACTS
READS: tuple[Read, ...] = (
    *service.READS,
    *workspaces.READS,
    *events.READS,
    *subjects.READS,
    *playbook.READS,
    *lists.READS,
    *imports.READS,
    *views.READS,
    *waiting.READS,
    *proofs.READS,
    *reports.READS,
    *audit.READS,
)
UPLOADS: tuple[Upload, ...] = imports.UPLOADS
