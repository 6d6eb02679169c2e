"""`accord serve` as a user starts it: prints its address, keeps its data, stops cleanly."""

import signal
import socket
import subprocess
from pathlib import Path

import pytest

from api import keys
from tests.service.running_service import ACCORD, accord, environment, serving


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
    return tmp_path / "accord"


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


def test_two_processes_share_one_server_and_the_last_one_stops_it(data_dir: Path) -> None:
    with serving(data_dir) as first, serving(data_dir, "--no-workers") as second:
        with first.client() as client:
            assert client.post("/v1/workspaces", json={"slug": "acme", "name": "Acme"}).status_code == 201
        assert first.stop() == 0
        assert postgres_of(data_dir)
        with second.client(first.key) as client:
            assert client.get("/v1/workspaces/acme").status_code == 200
        assert second.stop() == 0
    assert postgres_of(data_dir) == []


def test_a_killed_service_leaves_nothing_broken(data_dir: Path) -> None:
    with serving(data_dir) as service:
        key = service.key
        with service.client() as client:
            assert client.post("/v1/workspaces", json={"slug": "acme", "name": "Acme"}).status_code == 201
        service.process.kill()
        service.process.wait()
    with serving(data_dir) as service, service.client(key) as client:
        assert client.get("/v1/workspaces/acme").status_code == 200
        assert service.stop() == 0
    assert postgres_of(data_dir) == []


def test_a_given_owner_key_is_installed_and_never_printed(data_dir: Path) -> None:
    given = keys.generate().secret
    with serving(data_dir, ACCORD_OWNER_KEY=given) as service, service.client(given) as client:
        assert client.post("/v1/workspaces", json={"slug": "acme", "name": "Acme"}).status_code == 201
    listed = accord(data_dir, "keys", "list")
    assert listed.returncode == 0
    assert given not in listed.stdout
    assert given[4:12] in listed.stdout


def test_keys_are_made_shown_once_and_revoked(data_dir: Path) -> None:
    made = accord(data_dir, "keys", "create", "--days", "3")
    secret = made.stdout.strip()
    assert keys.prefix_of(secret.encode()), made.stderr
    with serving(data_dir) as service, service.client(secret) as client:
        assert client.get("/v1/workspaces").status_code == 200
        assert accord(data_dir, "keys", "revoke", secret[4:12]).returncode == 0
        assert client.get("/v1/workspaces").status_code == 401
    again = accord(data_dir, "keys", "revoke", secret[4:12])
    assert (again.returncode, "no working instance key" in again.stderr) == (1, True)


def test_status_tells_how_far_the_projections_are_and_rebuild_makes_them_anew(data_dir: Path) -> None:
    assert "schema" in accord(data_dir, "migrate").stdout
    shown = accord(data_dir, "status")
    assert shown.returncode == 0, shown.stderr
    assert "left to read" in shown.stdout
    assert accord(data_dir, "rebuild").stdout.strip() == "rebuilt"
    assert accord(data_dir, "rebuild", "--workspace", "nowhere").returncode == 1


def test_a_taken_port_is_said_in_one_line(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = accord(data_dir, "serve", ACCORD_PORT=port)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"accord: Cannot listen on 127.0.0.1:{port}")
    assert len(ended.stderr.splitlines()) == 1


def test_wrong_usage_and_wrong_settings_have_exit_codes_of_their_own(data_dir: Path) -> None:
    assert accord(data_dir, "fly").returncode == 2
    assert accord(data_dir).returncode == 2
    wrong = accord(data_dir, "serve", ACCORD_PORT="none")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    assert accord(data_dir, "keys", "create", "--days", "0").returncode == 1


def test_a_worker_stops_when_told(data_dir: Path) -> None:
    process = subprocess.Popen([ACCORD, "worker"], env=environment(data_dir), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "worker runs\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    process.stdout.close()
    assert postgres_of(data_dir) == []
