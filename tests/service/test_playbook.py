"""The playbook of the docs, run as it stands there: every request, and what the shortened answers say."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

from tests.service.running_service import PATIENCE, serving
from tests.service.test_readme import BLOCKS, CURL

PLAYBOOK = Path(__file__).parents[2] / "docs" / "playbook.md"
# each field with a plain value that a shortened answer shows
SHOWN = re.compile(r'"\w+":(?:"[^"]*"|-?[0-9.]+|true|false|null)')


def test_the_playbook_works_as_written(tmp_path: Path) -> None:
    text = PLAYBOOK.read_text(encoding="utf-8")
    programs = tmp_path / "bin"
    programs.mkdir()
    curl, python = programs / "curl", programs / "python3"
    curl.write_text(CURL.format(python=sys.executable))
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    for program in (curl, python):
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    with serving(tmp_path / "accord") as service:
        ran = subprocess.run(
            ["bash", "-c", "set -euo pipefail\n" + "\n".join(BLOCKS.findall(text))],
            env={
                **os.environ,
                "PATH": f"{programs}:{os.environ['PATH']}",
                "KEY": service.key,
                "ADDRESS": service.address,
            },
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr
    told = [line for line in text.splitlines() if line.startswith('{"')]
    answers = ran.stdout.splitlines()
    assert len(told) == len(answers) > 60
    wrong = [
        (line, missing)
        for line, answer in zip(told, answers, strict=True)
        if (missing := [part for part in SHOWN.findall(line) if part not in answer])
    ]
    assert wrong == []
