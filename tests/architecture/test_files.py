"""Files are small, their names carry meaning, and the domain asks nobody for the time."""

import ast
from statistics import median

from tests.architecture.house import layers, parsed, production_files, shown

MEDIAN_LINES = 90
MOST_LINES = 300
EMPTY_NAMES = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "shared", "util", "utils"}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "time", "time_ns", "monotonic"}


def test_files_are_small() -> None:
    lines = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in production_files()}
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}
    assert median(lines.values()) <= MEDIAN_LINES


def test_names_carry_meaning() -> None:
    assert [shown(path) for path in production_files() if EMPTY_NAMES & {path.stem, *path.parts}] == []


def test_the_domain_reads_no_clock() -> None:
    calls = [
        f"{shown(path)}:{node.lineno}"
        for path in production_files()
        if shown(path).startswith("domain/")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "self")
    ]
    assert calls == []


def test_imports_stand_at_the_top() -> None:
    late = [
        f"{shown(path)}:{node.lineno}"
        for path in production_files()
        for function in ast.walk(parsed(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert late == []


def test_a_feature_has_the_same_name_in_every_layer() -> None:
    """A folder of the API or of the projections that is named like a concept is named like the domain's folder."""
    assert "domain" in layers()
    plain = {path.parent.name for path in production_files() if shown(path).startswith("domain/")}
    singular = {name[:-1] for name in plain if name.endswith("s")}
    strays = [shown(path) for path in production_files() if path.parent.name in singular]
    assert strays == []
