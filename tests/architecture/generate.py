"""Write the generated files anew: `python -m tests.architecture.generate [--release VERSION]`.

`--release` marks every event schema that is not yet released; from then on its version never changes its meaning.
"""

import argparse
import sys

from database import schema_dump
from tests.architecture import catalogues, event_schemas


def write_event_schemas(release: str | None) -> list[str]:
    """Write each schema; return what a released one would break."""
    known, broken = event_schemas.kept(), []
    event_schemas.FOLDER.mkdir(parents=True, exist_ok=True)
    for topic, schema in event_schemas.current().items():
        if "x-released" in schema:
            broken += [f"{topic}: {change}" for change in event_schemas.breaks(known[topic], schema)]
        elif release:
            schema["x-released"] = release
        if not broken:
            event_schemas.path_of(topic).write_text(event_schemas.text_of(schema), encoding="utf-8")
    for topic in known.keys() - event_schemas.current().keys():
        if "x-released" in known[topic]:
            broken.append(f"{topic}: gone, but released")
        else:
            event_schemas.path_of(topic).unlink()
    return broken


def write_catalogues() -> None:
    """Write the pages of `docs/reference`."""
    catalogues.FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in catalogues.pages().items():
        path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the generated files anew.")
    parser.add_argument("--release", metavar="VERSION", help="mark the event schemas as released with VERSION")
    schema_dump.write()
    broken = write_event_schemas(parser.parse_args().release)
    write_catalogues()
    if broken:
        sys.exit("Released events need a new version for this:\n" + "\n".join(broken))


if __name__ == "__main__":
    main()
