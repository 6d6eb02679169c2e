"""What is installed: our layers with their SQL and documents, no tests, no name that another distribution ships."""

import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, kept_files, layers, project, shown


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The file names in a freshly built wheel."""
    source = tmp_path_factory.mktemp("source")
    for path in kept_files():
        copy = source / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    build = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(source)], cwd=source, check=True, capture_output=True, text=True)
    (wheel,) = source.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def needed(*suffixes: str) -> set[str]:
    roots = (*layers(), "openapi")
    return {name for path in kept_files() if (name := shown(path)).split("/")[0] in roots and path.suffix in suffixes}


def test_the_wheel_carries_code_sql_and_documents(shipped: set[str]) -> None:
    assert needed(".py", ".sql", ".json") - shipped == set()


def test_the_wheel_carries_nothing_else(shipped: set[str]) -> None:
    allowed = {*layers(), "openapi", f"accord_backlog-{project()['project']['version']}.dist-info"}
    assert {Path(name).parts[0] for name in shipped} - allowed == set()


def test_the_licence_travels_along(shipped: set[str]) -> None:
    assert any(name.endswith("/licenses/LICENSE") for name in shipped)


def test_no_other_distribution_ships_our_names() -> None:
    owners = packages_distributions()
    shared = {name: owners[name] for name in layers() if set(owners.get(name, ())) - {"accord-backlog"}}
    assert shared == {}


def test_the_console_script_is_the_only_entrance() -> None:
    assert project()["project"]["scripts"] == {"accord": "service.cli:main"}
    assert [shown(path) for path in kept_files() if path.name == "__main__.py"] == []
