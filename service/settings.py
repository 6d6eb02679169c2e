"""Settings: every one from an `ACCORD_…` variable or the option of the same name; options win."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self, cast

import msgspec

HIGHEST_PORT = 65535
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
    log_format: LogFormat = "text"

    @classmethod
    def read(cls, options: Mapping[str, str | None], environment: Mapping[str, str] = os.environ) -> Self:
        """Take each setting from the options, else the environment, else its default.

        Raises SettingsError for a port outside 0 to 65535, an unknown log format or a database URL of another kind.
        """
        values = {
            setting.variable: options.get(setting.variable)
            or environment.get(setting.variable, "").strip()
            or setting.default
            for setting in SETTINGS
        }
        port = values["ACCORD_PORT"]
        if not port.isascii() or not port.isdigit() or int(port) > HIGHEST_PORT:
            raise SettingsError(f"ACCORD_PORT is {port!r}; it takes a number from 0 to {HIGHEST_PORT}.")
        log_format = values["ACCORD_LOG_FORMAT"]
        if log_format not in ("text", "json"):
            raise SettingsError(f"ACCORD_LOG_FORMAT is {log_format!r}; it takes text or json.")
        url = values["ACCORD_DATABASE_URL"]
        if url and not url.startswith(("postgresql://", "postgres://")):
            raise SettingsError("ACCORD_DATABASE_URL must begin with postgresql://")
        return cls(
            host=values["ACCORD_HOST"],
            port=int(port),
            data_dir=Path(values["ACCORD_DATA_DIR"]).expanduser(),
            database_url=url,
            owner_key=values["ACCORD_OWNER_KEY"],
            secret=values["ACCORD_SECRET"],
            log_format=cast("LogFormat", log_format),
        )


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
