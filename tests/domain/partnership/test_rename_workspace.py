"""A partnership gets another display name."""

from domain.acting import RoleMissing
from domain.partnership.events import WorkspaceRenamed
from domain.partnership.refusals import NameUnchanged
from domain.partnership.rename_workspace import NewName, RenameWorkspace
from tests.domain.partnership.cast import CREATED, EVERYBODY, KIM, OLA
from tests.domain.story import given


def test_an_owner_renames_it() -> None:
    renamed = WorkspaceRenamed(name="Acme & Sons", former="Acme")
    given(CREATED).when(RenameWorkspace, "", NewName(name="Acme & Sons"), by=OLA).then(renamed)
    again = WorkspaceRenamed(name="Sons", former="Acme & Sons")
    given(CREATED, renamed).when(RenameWorkspace, "", NewName(name="Sons"), by=OLA).then(again)


def test_another_name_is_another_one() -> None:
    given(CREATED).when(RenameWorkspace, "", NewName(name="Acme"), by=OLA).refused(NameUnchanged)


def test_only_owners_do() -> None:
    given(*EVERYBODY).when(RenameWorkspace, "", NewName(name="Ours"), by=KIM).refused(RoleMissing)
