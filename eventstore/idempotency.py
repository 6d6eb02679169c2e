"""Safe repeats: the same key and request answer the first result again."""

import hmac
from functools import lru_cache

import msgspec


class Idempotency(msgspec.Struct, frozen=True):
    """A client's key, scoped by actor and workspace, and the digest of the request that it stands for."""

    key: str
    digest: bytes

    def covers(self, digest: bytes) -> bool:
        """Whether a recorded digest is of the same request."""
        return hmac.compare_digest(self.digest, digest)


def request_digest(secret: bytes, method: str, path: str, body: bytes) -> bytes:
    """Digest a request with the service's secret: a plain hash of few possible contents would give them away.

    Each part is preceded by its length, so that no two different requests run together into one text.
    """
    parts = (method.encode(), path.encode(), body)
    digest = _keyed(secret).copy()
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()


@lru_cache(maxsize=1)
def _keyed(secret: bytes) -> hmac.HMAC:
    return hmac.new(secret, digestmod="sha256")
