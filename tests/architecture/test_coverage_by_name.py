"""Every command is spoken of by a test, and every refusal is what a test of given, when and then comes to."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.house import ROOT, kept_files, parsed, shown
from tests.architecture.registries import commands, refusals

# found before a command decides, or after it: by the forms of what was sent, by the size of what would be recorded
AT_THE_EDGE = {
    "acting.subject-malformed": "tests/domain/test_forms.py",
    "acting.text-blank": "tests/domain/test_forms.py",
    "acting.text-not-plain": "tests/domain/test_forms.py",
    "acting.time-out-of-range": "tests/domain/test_forms.py",
    "meetings.act-not-carried-out": "tests/api/test_minutes_and_keys.py",
}
Name = tuple[str, str]  # the module that a class comes from, and what it is called there


@cache
def files_of_tests() -> tuple[Path, ...]:
    """The tests of the layers."""
    files = [path for path in kept_files() if path.suffix == ".py" and path.is_relative_to(ROOT / "tests")]
    return tuple(path for path in files if "architecture" not in shown(path))


def imported(tree: ast.AST) -> dict[str, Name]:
    """What each imported name stands for."""
    return {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def names_in(tree: ast.AST) -> set[str]:
    """Every identifier."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@cache
def named(path: Path) -> frozenset[Name]:
    """Every imported thing that is used in a test file."""
    tree = parsed(path)
    known = imported(tree)
    return frozenset(known[name] for name in names_in(tree) if name in known)


def told(path: Path, call: str = "refused") -> Iterator[Name]:
    """What tests that call this name: in their own lines, or in the tables of their file that they name."""
    tree = parsed(path)
    known = imported(tree)
    tables = {
        name: names_in(node)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.FunctionDef)
        for name in ([node.name] if isinstance(node, ast.FunctionDef) else names_in_targets(node))
    }
    for test in tree.body:
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test_") and calls(test, call):
            names = names_in(test)
            for name in names.union(*(tables.get(each, set()) for each in names)):
                if name in known:
                    yield known[name]


def names_in_targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    """What a module-level assignment gives a name to."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def calls(test: ast.FunctionDef, name: str) -> bool:
    """Whether a test calls a function or method of that name."""
    called = (node.func for node in ast.walk(test) if isinstance(node, ast.Call))
    return any(name in {getattr(each, "attr", ""), getattr(each, "id", "")} for each in called)


def test_every_command_has_a_test() -> None:
    spoken_of = {name for path in files_of_tests() for name in named(path)}
    untested = [each.__name__ for each in commands().values() if (each.__module__, each.__name__) not in spoken_of]
    assert untested == []


def test_every_refusal_is_what_a_test_comes_to() -> None:
    """By the class itself, as several concepts have refusals of the same name."""
    domain = [path for path in files_of_tests() if path.is_relative_to(ROOT / "tests" / "domain")]
    said = {name for path in domain for name in told(path)}
    untold = [
        rule
        for rule, refusal in refusals().items()
        if rule not in AT_THE_EDGE and (refusal.__module__, refusal.__name__) not in said
    ]
    assert untold == []


def test_what_is_found_at_the_edge_has_a_test_there() -> None:
    for rule, path in AT_THE_EDGE.items():
        refusal = refusals()[rule]
        assert (refusal.__module__, refusal.__name__) in named(ROOT / path), rule
