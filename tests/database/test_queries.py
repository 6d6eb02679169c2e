"""Named statements come from the file beside the module."""

from pathlib import Path

import pytest

from database.queries import load, read


def write(folder: Path, text: str) -> Path:
    path = folder / "queries.sql"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_statement_is_an_attribute(tmp_path: Path) -> None:
    write(tmp_path, "-- What for.\n\n-- name: one\nSELECT 1;\n\n-- name: two\n-- why\nSELECT 2\nFROM x;\n")
    queries = load(str(tmp_path / "module.py"))
    assert queries.one == "SELECT 1;"
    assert queries.two == "-- why\nSELECT 2\nFROM x;"
    assert [name for name, _ in queries] == ["one", "two"]


def test_an_unknown_name_lists_the_known_ones(tmp_path: Path) -> None:
    queries = read(write(tmp_path, "-- name: one\nSELECT 1;\n"))
    with pytest.raises(AttributeError, match=r"no statement named 'three'; it has one"):
        _ = queries.three


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 0;\n-- name: one\nSELECT 1;",
        "-- name: one\nSELECT 1;\n-- name: one\nSELECT 2;",
        "-- name: not-a-name\nSELECT 1;",
        "-- name: path\nSELECT 1;",
    ],
)
def test_a_misleading_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"queries\.sql"):
        read(write(tmp_path, text))
