"""Outside judges of the API: `python -m tests.judges.run`. Each one prints what it holds against it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from api.keys import generate
from tests.judges import node
from tests.judges.service import service
from tests.judges.tlog import go_tlog

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
DOCUMENT = ROOT / "openapi" / "openapi.json"
GENERATED = HERE / "generated"
STRICT = ("--fail-severity=hint", "--quiet")
BIN = Path(sys.executable).parent

Judge = Callable[[], bool]


def spectral() -> bool:
    """The OpenAPI rules."""
    return node.tool("spectral", "lint", "--ruleset=spectral.mjs", *STRICT, str(DOCUMENT))


def owasp() -> bool:
    """The OWASP API Security rules."""
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    laid_out = GENERATED / "laid_out.json"
    laid_out.write_text(json.dumps(document | {"paths": in_place(document["paths"], document)}), encoding="utf-8")
    return node.tool("spectral", "lint", "--ruleset=owasp.mjs", *STRICT, str(laid_out))


def in_place(part: Any, document: Mapping[str, Any]) -> Any:
    """Put what is referred to where it is referred to, except schemas."""
    match part:
        case {"$ref": str(reference)} if not reference.startswith("#/components/schemas/"):
            _, section, kind, name = reference.split("/")
            return in_place(document[section][kind][name], document)
        case dict():
            return {name: in_place(value, document) for name, value in part.items()}
        case list():
            return [in_place(value, document) for value in part]
        case _:
            return part


def redocly() -> bool:
    """Redocly's strict rules."""
    return node.tool("redocly", "lint", "--config=redocly.yaml", "--max-problems=50", str(DOCUMENT))


def typescript_client() -> bool:
    """Types made from the document, and a program that only compiles if they say what it needs."""
    types = GENERATED / "schema.ts"
    # one schema serves requests and answers: a field with a default may be left out
    made = node.tool("openapi-typescript", str(DOCUMENT), f"--output={types}", "--default-non-nullable=false")
    return made and node.tool("tsc", "--project", ".")


def python_client() -> bool:
    """A typed Python client made from the document without a warning, and the same program against it."""
    target = GENERATED / "python"
    made = _program(
        "openapi-python-client",
        "generate",
        f"--path={DOCUMENT}",
        f"--output-path={target / 'accord_client'}",
        f"--config={HERE / 'python_client.yaml'}",
        "--meta=none",
        "--overwrite",
        "--fail-on-warning",
    )
    return made and _program("mypy", str(HERE / "walk.py"), MYPYPATH=str(target))


def walk_in_typescript(address: str, key: str) -> bool:
    """One decision from proposal to agreement, by the TypeScript client."""
    return node.run(HERE / "walk.ts", address, key, check=False).returncode == 0


def walk_in_python(address: str, key: str) -> bool:
    """One decision from proposal to agreement, by the Python client."""
    return _program("python", str(HERE / "walk.py"), address, key, PYTHONPATH=str(GENERATED / "python"))


def _program(name: str, *arguments: str, **environment: str) -> bool:
    command = [str(BIN / name), *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode == 0


def main() -> None:
    GENERATED.mkdir(exist_ok=True)
    verdicts = {judge.__name__: judge() for judge in (spectral, owasp, redocly, typescript_client, python_client)}
    key = generate().secret
    walks = (walk_in_typescript, walk_in_python, go_tlog)
    with service(key) as address:
        verdicts |= {walk.__name__: partial(walk, address, key)() for walk in walks}
    for name, content in verdicts.items():
        print(f"{'content' if content else 'OBJECTS':8} {name.replace('_', ' ')}")
    sys.exit(not all(verdicts.values()))


if __name__ == "__main__":
    main()
