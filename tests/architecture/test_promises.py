"""What the documents tell people to type exists."""

import argparse
import re
from pathlib import Path

import pytest

from service.cli import parser
from service.settings import SETTINGS
from tests.architecture.house import ROOT, kept_files, shown

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = tuple(path for path in kept_files() if path.suffix == ".md")
CODE = re.compile(r"```.*?\n(.*?)```|`([^`\n]+)`", re.DOTALL)


def code_in(text: str) -> str:
    return "\n".join(block or inline for block, inline in CODE.findall(text))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


def subcommands() -> set[str]:
    (choices,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001 - argparse has no public list
    return set(choices.choices)


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_named_commands_exist(document: Path) -> None:
    code = code_in(document.read_text(encoding="utf-8"))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", code)) - targets() == set()
    assert set(re.findall(r"(?:^|[\s`])accord ([a-z][a-z-]*)", code)) - subcommands() == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_readme_names_what_people_run() -> None:
    code = code_in(README)
    assert [name for name in ("run", "example", "test", "check") if f"make {name}" not in code] == []


def test_every_setting_is_explained() -> None:
    running = (ROOT / "docs/running.md").read_text(encoding="utf-8")
    assert {setting.variable for setting in SETTINGS} - set(
        re.findall(r"^\| `(ACCORD_[A-Z_]+)`", running, re.MULTILINE)
    ) == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_named_settings_exist(document: Path) -> None:
    deployment = {"ACCORD_OWNER_PASSWORD"}  # compose.yaml's own
    named = set(re.findall(r"\bACCORD_[A-Z_]+[A-Z]\b", document.read_text(encoding="utf-8")))
    assert named - {setting.variable for setting in SETTINGS} - deployment == set()


def test_every_target_says_what_it_does() -> None:
    phony = set(re.findall(r"^\.PHONY: ([a-z-]+)$", MAKEFILE, re.MULTILINE))
    described = set(re.findall(r"^([a-z][a-z-]*):.*## \S", MAKEFILE, re.MULTILINE))
    assert phony == described == targets()
