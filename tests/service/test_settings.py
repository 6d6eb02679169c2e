"""Settings: options over environment over defaults; a value that cannot be used is named."""

from pathlib import Path

import pytest

from service.exits import CommandError
from service.secrets import service_secret, signing_keyring
from service.settings import SETTINGS, Settings, SettingsError


def test_an_option_wins_over_the_environment_which_wins_over_the_default() -> None:
    environment = {"ACCORD_PORT": "9000", "ACCORD_HOST": "::1"}
    settings = Settings.read({"ACCORD_PORT": "9001"}, environment)
    assert (settings.port, settings.host, settings.data_dir) == (9001, "::1", Path(".accord"))


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("ACCORD_PORT", "70000", "0 to 65535"),
        ("ACCORD_PORT", "http", "ACCORD_PORT"),
        ("ACCORD_KEY_RATE", "0", "1 to 60000000"),
        ("ACCORD_KEY_RATE", "many", "ACCORD_KEY_RATE"),
        ("ACCORD_LOG_FORMAT", "xml", "text or json"),
        ("ACCORD_INSTANCE", "two words", "host name"),
        ("ACCORD_DATABASE_URL", "mysql://here", "postgresql://"),
    ],
)
def test_what_cannot_be_used_is_named(variable: str, value: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        Settings.read({}, {variable: value})


def test_every_setting_says_what_it_means() -> None:
    assert all(setting.meaning and setting.option.startswith("--") for setting in SETTINGS)


async def test_a_secret_is_made_once_and_kept_for_this_user_only(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    made = await service_secret(settings)
    assert len(made) == 32
    assert await service_secret(settings) == made
    kept = tmp_path / "data" / "secret"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["secret"]


async def test_processes_on_a_given_database_must_share_a_given_secret(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ACCORD_SECRET"):
        await service_secret(Settings(data_dir=tmp_path, database_url="postgresql://host/name"))
    with pytest.raises(CommandError, match="16 characters"):
        await service_secret(Settings(data_dir=tmp_path, secret="x" * 3))


async def test_the_signing_key_follows_from_the_secret_or_stands_in_a_file(tmp_path: Path) -> None:
    secret = b"x" * 32
    derived = await signing_keyring(Settings(instance="accord.example.org"), secret)
    assert derived.instance == "accord.example.org"
    assert derived.keys == (await signing_keyring(Settings(), secret)).keys
    file = tmp_path / "signing-keys"
    file.write_text('{"seed":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}\n')
    assert (await signing_keyring(Settings(signing_keys=file), secret)).keys != derived.keys
    file.write_text("no key")
    with pytest.raises(CommandError, match="signing-keys: a signing key cannot be read"):
        await signing_keyring(Settings(signing_keys=file), secret)
