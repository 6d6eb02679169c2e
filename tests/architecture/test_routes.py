"""Every command can be asked for over HTTP, once, under the name it has in the domain."""

from collections import Counter

from api.routes.tables import ACTS, READS
from tests.architecture.registries import commands

ELSEWHERE = {
    "create-workspace",  # api/founding.py: the one act outside a workspace
    "expire-decision",  # the service's own, when the time has come
}


def test_every_command_has_a_route() -> None:
    assert commands().keys() - {act.command.name for act in ACTS} - ELSEWHERE == set()


def test_a_command_has_one_route() -> None:
    assert [name for name, count in Counter(act.command.name for act in ACTS).items() if count > 1] == []


def test_operations_have_different_names() -> None:
    names = Counter([*(act.operation for act in ACTS), *(read.operation for read in READS)])
    assert [name for name, count in names.items() if count > 1] == []


def test_a_path_and_method_belong_to_one_operation() -> None:
    paths = Counter([("POST", act.full_path) for act in ACTS] + [("GET", read.full_path) for read in READS])
    assert [path for path, count in paths.items() if count > 1] == []


def test_paths_are_lower_case_words() -> None:
    paths = {act.full_path for act in ACTS} | {read.full_path for read in READS}
    assert [path for path in paths if path != path.lower() or "_" in path or path.endswith("/")] == []
