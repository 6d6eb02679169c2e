"""The README's story, run as it stands there against a service as `make run` starts it."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

from tests.service.running_service import PATIENCE, serving

README = Path(__file__).parents[2] / "README.md"
BLOCKS = re.compile(r"^```bash\n(.*?)^```", re.DOTALL | re.MULTILINE)
ANSWERS = re.compile(r"^(?:[1-9]|10) +(\{.*)$", re.MULTILINE)
# as much of curl as the story needs, so that the test asks for nothing but Python
CURL = """#!{python}
import sys, urllib.request
options, url, data, headers = iter(sys.argv[1:]), "", None, {{}}
for one in options:
    if one == "-H":
        name, _, value = next(options).partition(": ")
        headers[name] = value
    elif one == "-d":
        data = next(options).encode()
    elif not one.startswith("-"):
        url = one
opener = urllib.request.build_opener(urllib.request.ProxyHandler({{}}))
sys.stdout.write(opener.open(urllib.request.Request(url, data, headers), timeout=60).read().decode())
"""


def shown(text: str) -> list[str]:
    """The event types and states that the README's shortened answers name, in order."""
    return re.findall(r'"(?:type|state|rule|headline)":"([^"]+)"', text)


def test_the_story_of_the_readme_works_as_written(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    curl = tmp_path / "bin" / "curl"
    curl.parent.mkdir()
    curl.write_text(CURL.format(python=sys.executable))
    curl.chmod(curl.stat().st_mode | stat.S_IXUSR)
    script = "set -euo pipefail\n" + "\n".join(BLOCKS.findall(text))
    with serving(tmp_path / "accord") as service:
        environment = {
            **os.environ,
            "PATH": f"{curl.parent}:{os.environ['PATH']}",
            "KEY": service.key,
            "ADDRESS": service.address,
        }
        ran = subprocess.run(
            ["bash", "-c", script], env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    assert ran.returncode == 0, ran.stderr
    answers = [json.loads(line) for line in ran.stdout.splitlines()[-10:]]
    told = ANSWERS.findall(text)
    assert len(told) == 10
    for answer, words in zip(answers, told, strict=True):
        found = shown(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
        assert [word for word in shown(words) if word not in found] == []
        if position := re.search(r'"position":(\d+)', words):
            assert answer["position"] == int(position.group(1))
    assert answers[7]["items"][0]["rank"] == 1
