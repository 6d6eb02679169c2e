"""Nothing under version control depends on the machine that it was written on, and locks name no address."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, kept_files, project, shown

# put together here, so that this file does not contain what it looks for
MACHINE_PATHS = tuple(f"/{folder}/" for folder in ("work", "root", "home", "Users", "opt"))
INDEX_HOSTS = tuple(
    ".".join(host)
    for host in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("debian", "org"),
    )
)
ADDRESS = re.compile(r"\b(?:https?|file|git|ssh)(?:\+\w+)?://", re.IGNORECASE)
LOCKS = (*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "tests/judges/package-lock.json")
PINNED = re.compile(r"^[a-z0-9]\S*==\S+( ; .+)? \\$")
SWITCH = re.compile(r"^-")


def text_of(path_bytes: bytes) -> str:
    return "" if b"\0" in path_bytes else path_bytes.decode("utf-8", errors="replace")


def test_no_file_names_a_machine_or_a_package_index() -> None:
    found = [
        f"{shown(path)}:{number}: {word}"
        for path in kept_files()
        for number, line in enumerate(text_of(path.read_bytes()).splitlines(), start=1)
        for word in (*MACHINE_PATHS, *INDEX_HOSTS)
        if re.search(rf"(?<![\w.*~-]){re.escape(word)}" if word.startswith("/") else re.escape(word), line)
    ]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS, ids=shown)
def test_locks_carry_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert ADDRESS.findall(text) == []
    if lock.suffix == ".txt":
        lines = [line for line in text.splitlines() if not line.startswith((" ", "#"))]
        assert lines
        assert [line for line in lines if not PINNED.match(line)] == []
    else:
        assert '"resolved"' not in text
        assert text.count('"integrity"') == text.count('"version"')


def test_other_lock_formats_stay_out() -> None:
    assert [shown(path) for path in kept_files() if path.name in {"uv.lock", "pylock.toml", "poetry.lock"}] == []


def test_every_input_has_its_lock() -> None:
    inputs = {path.stem for path in (ROOT / "requirements").glob("*.in")}
    assert inputs == {path.stem for path in (ROOT / "requirements").glob("*.txt")}


def test_run_requirements_are_the_distribution_s() -> None:
    def plain(line: str) -> str:
        return line.replace('"', "'").strip()

    listed = {
        plain(line)
        for line in (ROOT / "requirements/run.in").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    assert listed == {plain(line) for line in project()["project"]["dependencies"]}


def test_every_lint_exception_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    codes = re.findall(r'^ +"[A-Z]+\d*",(.*)$', text, re.MULTILINE)
    assert codes
    assert [rest for rest in codes if "#" not in rest] == []
    assert tomllib.loads(text)["tool"]["ruff"]["lint"]["select"] == ["ALL"]


def test_silenced_lines_say_why() -> None:
    """`noqa` and `type: ignore` name their rule; a `noqa` also gives a reason behind a dash."""
    bare = [
        f"{shown(path)}:{number}"
        for path in kept_files()
        if path.suffix == ".py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"#\s*noqa(?!: [A-Z]+\d+(, ?[A-Z]+\d+)* - \S)|#\s*type: ignore(?!\[)", line)
    ]
    assert [place for place in bare if not place.startswith("tests/architecture/test_kept_files.py")] == []
