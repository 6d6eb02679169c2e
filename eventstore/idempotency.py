"""Safe repeats: the same key and request answer the first result again."""

import hashlib
import hmac

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
    digest = hmac.new(secret, digestmod=hashlib.sha256)
    for part in (method.encode(), path.encode(), body):
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()
