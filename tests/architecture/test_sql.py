"""SQL is SQL: named statements in files beside their module, each of them valid against the migrated schema."""

import ast
import re
from pathlib import Path

import asyncpg
import pytest

from database.queries import read
from tests.architecture.house import ROOT, layers, parsed, production_files, shown

HEADED = re.compile(r"^-- name:", re.MULTILINE)
STATEMENT = re.compile(
    r"^\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s|(CREATE|ALTER|DROP|TRUNCATE)\s+[A-Z]"
    r"|COPY\s|LISTEN\s|NOTIFY\s|LOCK\s+TABLE)"
)


def statement_files() -> list[Path]:
    files = sorted(path for layer in layers() for path in (ROOT / layer).rglob("*.sql"))
    return [path for path in files if HEADED.search(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", statement_files(), ids=shown)
async def test_every_statement_prepares(path: Path, owner_dsn: str) -> None:
    connection = await asyncpg.connect(owner_dsn)
    try:
        failures = []
        for name, sql in read(path):
            try:
                await connection.prepare(sql)
            except asyncpg.PostgresError as error:
                failures.append(f"{name}: {error}")
    finally:
        await connection.close()
    assert failures == []


@pytest.mark.parametrize("path", statement_files(), ids=shown)
def test_every_statement_is_used(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    used = {
        node.attr
        for module in production_files()
        if module.relative_to(ROOT).parts[0] == layer
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Attribute)
    }
    assert [name for name, _ in read(path) if name not in used] == []


def test_no_sql_in_python() -> None:
    written = [
        f"{shown(path)}:{node.lineno}"
        for path in production_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value)
    ]
    assert written == []
