"""Every command and every refusal is spoken of by a test, by its own name."""

import ast
from functools import cache

from tests.architecture.house import ROOT, kept_files, parsed, shown
from tests.architecture.registries import commands, refusals


@cache
def named_in_tests() -> frozenset[str]:
    """Every identifier in the tests of the layers."""
    names: set[str] = set()
    for path in kept_files():
        if path.suffix == ".py" and path.is_relative_to(ROOT / "tests") and "architecture" not in shown(path):
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.Name):
                    names.add(node.id)
                elif isinstance(node, ast.Attribute):
                    names.add(node.attr)
    return frozenset(names)


def test_every_command_has_a_test() -> None:
    assert [command.__name__ for command in commands().values() if command.__name__ not in named_in_tests()] == []


def test_every_refusal_has_a_test() -> None:
    untested = [rule for rule, refusal in refusals().items() if refusal.__name__ not in named_in_tests()]
    assert untested == []
