"""Settings: every one from an `ACCORD_…` variable or the option of the same name; options win."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self, cast

import msgspec

HIGHEST_PORT = 65535
INSTANCE = re.compile(r"[a-z0-9][a-z0-9./-]{0,99}")
HIGHEST_RATE = 60_000_000
MOST_DAYS = 36_500
LogFormat = Literal["text", "json"]


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names it."""


class Setting(msgspec.Struct, frozen=True):
    """One setting: its variable, its default as text ("" for none) and what it means."""

    variable: str
    default: str
    meaning: str

    @property
    def option(self) -> str:
        """The command line's name for it."""
        return "--" + self.variable.removeprefix("ACCORD_").lower().replace("_", "-")


SETTINGS = (
    Setting("ACCORD_HOST", "127.0.0.1", "address to listen on"),
    Setting("ACCORD_PORT", "8000", "port to listen on; 0 takes any free one and prints it"),
    Setting("ACCORD_DATA_DIR", ".accord", "folder of the embedded PostgreSQL and of the kept secret"),
    Setting("ACCORD_DATABASE_URL", "", "a PostgreSQL 18 (or newer) to use instead of the embedded one"),
    Setting("ACCORD_OWNER_KEY", "", "instance key to install instead of a generated one, for scripted set-ups"),
    Setting("ACCORD_SECRET", "", "secret for digests and cursors; made and kept in the data folder if absent"),
    Setting("ACCORD_INSTANCE", "accord.local", "name of this instance in checkpoints, such as accord.example.org"),
    Setting("ACCORD_SIGNING_KEYS", "", "file of keys that sign checkpoints; without it one follows from the secret"),
    Setting("ACCORD_CHECKPOINT_FILE", "", "file that workers append new checkpoints to; keep it outside"),
    Setting("ACCORD_KEY_RATE", "60000", "requests that one key may send in a minute, to each process"),
    Setting("ACCORD_ACCESS_LOG_DAYS", "730", "days for which it is kept who read what in the audit area; at least 30"),
    Setting("ACCORD_LOG_FORMAT", "text", "text or json"),
)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings, checked."""

    host: str = "127.0.0.1"
    port: int = 8000
    data_dir: Path = Path(".accord")
    database_url: str = ""
    owner_key: str = ""
    secret: str = ""
    instance: str = "accord.local"
    signing_keys: Path | None = None
    checkpoint_file: Path | None = None
    key_rate: int = 60_000
    access_log_days: int = 730
    log_format: LogFormat = "text"

    @classmethod
    def read(cls, options: Mapping[str, str | None], environment: Mapping[str, str] = os.environ) -> Self:
        """Take each setting from the options, else the environment, else its default.

        Raises SettingsError for a number out of its range, an unknown log format or a database URL of another kind.
        """
        values = {
            setting.variable: options.get(setting.variable)
            or environment.get(setting.variable, "").strip()
            or setting.default
            for setting in SETTINGS
        }
        log_format = values["ACCORD_LOG_FORMAT"]
        if log_format not in ("text", "json"):
            raise SettingsError(f"ACCORD_LOG_FORMAT is {log_format!r}; it takes text or json.")
        url = values["ACCORD_DATABASE_URL"]
        if url and not url.startswith(("postgresql://", "postgres://")):
            raise SettingsError("ACCORD_DATABASE_URL must begin with postgresql://")
        return cls(
            host=values["ACCORD_HOST"],
            port=_number("ACCORD_PORT", values, 0, HIGHEST_PORT),
            data_dir=Path(values["ACCORD_DATA_DIR"]).expanduser(),
            database_url=url,
            owner_key=values["ACCORD_OWNER_KEY"],
            secret=values["ACCORD_SECRET"],
            instance=_instance(values["ACCORD_INSTANCE"]),
            signing_keys=_file(values["ACCORD_SIGNING_KEYS"]),
            checkpoint_file=_file(values["ACCORD_CHECKPOINT_FILE"]),
            key_rate=_number("ACCORD_KEY_RATE", values, 1, HIGHEST_RATE),
            access_log_days=_number("ACCORD_ACCESS_LOG_DAYS", values, 30, MOST_DAYS),
            log_format=cast("LogFormat", log_format),
        )


def _file(text: str) -> Path | None:
    return Path(text).expanduser() if text else None


def _instance(text: str) -> str:
    if not INSTANCE.fullmatch(text):
        raise SettingsError(f"ACCORD_INSTANCE is {text!r}; it takes a host name, such as accord.example.org.")
    return text


def _number(variable: str, values: Mapping[str, str], least: int, most: int) -> int:
    text = values[variable]
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most):
        raise SettingsError(f"{variable} is {text!r}; it takes a number from {least} to {most}.")
    return int(text)


def add_options(parser: argparse.ArgumentParser, *variables: str) -> None:
    """Give a subcommand the options of the settings it uses."""
    for setting in SETTINGS:
        if setting.variable in variables:
            shown = f" (default {setting.default})" if setting.default else ""
            parser.add_argument(
                setting.option,
                dest=setting.variable,
                metavar="VALUE",
                help=f"{setting.meaning}{shown}; also {setting.variable}",
            )
