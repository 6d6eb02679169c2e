"""`accord openapi`: print the OpenAPI document that this release serves."""

from __future__ import annotations

import argparse
import sys

from api.openapi.document import document_text
from service.arguments import Subcommands


def add_commands(subcommands: Subcommands) -> None:
    """Add `openapi`."""
    command = subcommands.add_parser("openapi", help="print the OpenAPI document")
    command.set_defaults(run=print_document)


async def print_document(_options: argparse.Namespace) -> int:
    """Write the document to standard output."""
    sys.stdout.write(document_text())
    return 0
