"""What schemathesis has to be told about this API: how a file of lines travels."""

import schemathesis
from schemathesis.transport import SerializationContext


@schemathesis.serializer("application/x-ndjson")
def lines(_context: SerializationContext, value: object) -> bytes:
    """Send lines as they are."""
    return str(value).encode("utf-8", errors="replace")
