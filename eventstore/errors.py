"""What the store answers instead of a result."""


class StoreError(Exception):
    """Nothing was recorded."""


class BoundaryConflict(StoreError):  # noqa: N818 - the name of the answer, not of a fault
    """What the command decided on kept changing while it decided."""


class PreconditionFailed(StoreError):  # noqa: N818 - as above
    """The subject has moved on from the position that the caller expects."""

    def __init__(self, expected: tuple[tuple[str, int], ...]) -> None:
        super().__init__(", ".join(f"{tag} is no longer at position {position}" for tag, position in expected))
        self.expected = expected


class KeyReused(StoreError):  # noqa: N818 - as above
    """The idempotency key was used for another request."""


class CredentialWithdrawn(StoreError):  # noqa: N818 - as above
    """The key that the request came with is revoked."""


class EntryTooLarge(StoreError):  # noqa: N818 - as above
    """An event would take more than 65 535 bytes in the ledger."""


class Skipped(StoreError):  # noqa: N818 - as above
    """An earlier append of the same chain was refused."""


class UnknownWorkspace(StoreError):  # noqa: N818 - as above
    """No workspace has that slug or id."""


class SlugTaken(StoreError):  # noqa: N818 - as above
    """Another workspace has that slug."""


class UnknownEventType(StoreError):  # noqa: N818 - as above
    """The ledger holds an event type that this release does not know."""


class StoreUnavailable(StoreError):  # noqa: N818 - as above
    """The database does not answer, or not in time.

    What was sent may be recorded or not; an idempotency key makes it safe to send it again.
    """
