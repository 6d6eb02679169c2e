"""The image and the composition, read as text: a container engine is not needed to keep them honest."""

import re
import shlex
from typing import Any

import yaml

from tests.architecture.house import ROOT, layers, project

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def instructions() -> list[list[str]]:
    joined = re.sub(r"\\\n", " ", DOCKERFILE)
    return [shlex.split(line) for line in joined.splitlines() if line and not line.startswith("#")]


def test_services_and_their_commands() -> None:
    commands = {name: service.get("command") for name, service in COMPOSE["services"].items()}
    assert commands == {
        "postgres": None,
        "migrate": ["migrate"],
        "api": ["serve", "--no-workers"],
        "worker": ["worker"],
    }


def test_nothing_starts_before_the_migration() -> None:
    waits = {name: COMPOSE["services"][name]["depends_on"] for name in ("migrate", "api", "worker")}
    assert waits["migrate"] == {"postgres": {"condition": "service_healthy"}}
    assert waits["api"] == waits["worker"] == {"migrate": {"condition": "service_completed_successfully"}}


def test_no_password_is_written_down() -> None:
    settings = {
        name: value
        for service in COMPOSE["services"].values()
        for name, value in service.get("environment", {}).items()
        if re.search("PASSWORD|SECRET|KEY|URL", name)
    }
    assert settings
    assert [name for name, value in settings.items() if "${" not in value] == []


def test_only_the_loopback_address_is_published() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_the_image_does_not_run_as_root() -> None:
    final = instructions()[[line[0] for line in instructions()].index("FROM", 1) :]
    assert [line[1] for line in final if line[0] == "USER"] == ["accord"]
    assert "PYTHONSAFEPATH=1" in {word for line in final if line[0] == "ENV" for word in line}
    assert ["ENTRYPOINT", "[accord]"] in final
    assert [project()["project"]["scripts"][name] for name in ("accord",)] == ["service.cli:main"]


def test_the_image_sees_what_the_wheel_needs() -> None:
    allowed = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    needed = {*layers(), "openapi", "pyproject.toml", "README.md", "LICENSE", "requirements/*.txt"}
    assert needed - allowed == set()
