"""Which database errors mean that the store is out of reach, rather than that a statement is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import asyncpg.pool

from eventstore.errors import StoreUnavailable

# A connection of one's own or one borrowed from a pool.
AnyConnection = asyncpg.Connection | asyncpg.pool.PoolConnectionProxy

# The connection is gone or unusable: whether the statement took effect is unknown.
LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what is left of a connection whose server died in the middle of an answer
    asyncpg.OperatorInterventionError,
    OSError,
    TimeoutError,
)
UNAVAILABLE = (
    *LOST,
    asyncpg.InsufficientResourcesError,
    asyncpg.LockNotAvailableError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.TransactionTimeoutError,
)


@contextmanager
def reaching() -> Iterator[None]:
    """Turn failures of the database itself into StoreUnavailable."""
    try:
        yield
    except UNAVAILABLE as fault:
        raise StoreUnavailable(f"the database does not answer: {fault}") from fault
