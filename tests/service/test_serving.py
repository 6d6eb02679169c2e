"""`accord serve` as a user starts it: prints its address, keeps its data, stops cleanly."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from api import keys
from database.location import FOLDER
from database.postmaster import Postmaster
from tests.service.running_service import ACCORD, PATIENCE, accord, environment, serving


def postgres_of(data_dir: Path) -> list[str]:
    """Command lines of PostgreSQL processes whose folder lies in (or behind) a data folder."""
    found = []
    homes = {str(path.resolve()) for path in data_dir.glob("postgresql-*")}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if any(home in line for home in homes):
            found.append(line)
    return found


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A folder where nothing has run yet."""
    return tmp_path / "accord"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the tests of this file use one after the other."""
    return tmp_path_factory.mktemp("home") / "accord"


@pytest.fixture(scope="module")
def key(home: Path) -> str:
    """An instance key for it, made by the command line."""
    made = accord(home, "keys", "create", "--days", "3")
    assert keys.prefix_of(made.stdout.strip().encode()), made.stderr
    return made.stdout.strip()


def found(client: httpx.Client, slug: str) -> None:
    """Found a workspace."""
    made = client.post("/v1/workspaces", json={"slug": slug, "name": slug.title()})
    assert made.status_code == 201, made.text


def test_a_first_start_prints_a_key_a_second_one_keeps_the_data(data_dir: Path) -> None:
    with serving(data_dir) as service, service.client() as client:
        assert keys.prefix_of(service.key.encode())
        made = client.post("/v1/workspaces", json={"slug": "acme", "name": "Acme"})
        assert made.status_code == 201, made.text
        assert client.get("/health/ready").json()["status"] == "ready"
        key = service.key
        assert service.stop(signal.SIGTERM) == 0
    assert postgres_of(data_dir) == []
    with serving(data_dir) as service:
        assert service.key == ""
        with service.client(key) as client:
            assert client.get("/v1/workspaces/acme").json()["name"] == "Acme"
        assert service.stop(signal.SIGINT) == 0
    assert postgres_of(data_dir) == []


def test_two_processes_share_one_server_and_the_last_one_stops_it(home: Path, key: str) -> None:
    with serving(home) as first, serving(home, "--no-workers") as second:
        with first.client(key) as client:
            found(client, "shared")
        assert first.stop() == 0
        assert postgres_of(home)
        with second.client(key) as client:
            assert client.get("/v1/workspaces/shared").status_code == 200
        assert second.stop() == 0
    assert postgres_of(home) == []


def test_a_killed_service_leaves_nothing_broken(home: Path, key: str) -> None:
    with serving(home) as service:
        with service.client(key) as client:
            found(client, "killed")
        service.process.kill()
        service.process.wait()
    with serving(home) as service, service.client(key) as client:
        assert client.get("/v1/workspaces/killed").status_code == 200
        assert service.stop() == 0
    assert postgres_of(home) == []


def test_a_database_that_died_is_started_again(home: Path, key: str) -> None:
    with serving(home) as service, service.client(key) as client:
        found(client, "revived")
        data = home / FOLDER / "data"
        killed = Postmaster.read(data)
        assert killed is not None
        os.kill(killed.pid, signal.SIGKILL)
        statuses, deadline = set(), time.monotonic() + PATIENCE
        while (ready := client.get("/health/ready")).status_code != 200 or killed == Postmaster.read(data):
            assert time.monotonic() < deadline, ready.text
            statuses.add(ready.status_code)
        assert statuses <= {200, 503}
        assert client.get("/v1/workspaces/revived").status_code == 200
        found(client, "after")
        assert service.stop() == 0
    assert postgres_of(home) == []


def test_a_given_owner_key_is_installed_and_never_printed(home: Path) -> None:
    given = keys.generate().secret
    with serving(home, ACCORD_OWNER_KEY=given) as service, service.client(given) as client:
        found(client, "given")
    listed = accord(home, "keys", "list")
    assert listed.returncode == 0
    assert given not in listed.stdout
    assert given[4:12] in listed.stdout


def test_a_key_may_ask_as_often_as_the_setting_says(home: Path, key: str) -> None:
    with serving(home, "--no-workers", ACCORD_KEY_RATE="3") as service, service.client(key) as client:
        answers = [client.get("/v1/workspaces") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].headers["ratelimit-policy"] == '"key";q=3;w=60'


def test_a_revoked_key_is_refused_at_once(home: Path) -> None:
    secret = accord(home, "keys", "create").stdout.strip()
    with serving(home) as service, service.client(secret) as client:
        assert client.get("/v1/workspaces").status_code == 200
        assert accord(home, "keys", "revoke", secret[4:12]).returncode == 0
        assert client.get("/v1/workspaces").status_code == 401
    again = accord(home, "keys", "revoke", secret[4:12])
    assert (again.returncode, "no working instance key" in again.stderr) == (1, True)


def test_status_tells_how_far_the_projections_are_and_rebuild_makes_them_anew(home: Path) -> None:
    assert "schema" in accord(home, "migrate").stdout
    shown = accord(home, "status")
    assert shown.returncode == 0, shown.stderr
    assert "left to read" in shown.stdout
    assert accord(home, "rebuild").stdout.strip() == "rebuilt"
    assert accord(home, "rebuild", "--workspace", "nowhere").returncode == 1


def test_a_taken_port_is_said_in_one_line(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = accord(home, "serve", ACCORD_PORT=port)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"accord: Cannot listen on 127.0.0.1:{port}")
    assert len(ended.stderr.splitlines()) == 1


def test_wrong_usage_and_wrong_settings_have_exit_codes_of_their_own(data_dir: Path) -> None:
    assert accord(data_dir, "fly").returncode == 2
    assert accord(data_dir).returncode == 2
    wrong = accord(data_dir, "serve", ACCORD_PORT="none")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    assert accord(data_dir, "keys", "create", "--days", "0").returncode == 1
    assert not data_dir.exists()


def test_a_worker_stops_when_told(home: Path) -> None:
    process = subprocess.Popen([ACCORD, "worker"], env=environment(home), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "worker runs\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    process.stdout.close()
    assert postgres_of(home) == []
