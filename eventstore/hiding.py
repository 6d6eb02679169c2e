"""What keeps people hidden: fresh salts for what the ledger only commits to, and names that nobody can trace back."""

import hashlib
import hmac
import secrets

from domain.blind import SALT_BYTES


def fresh_salt() -> bytes:
    """Return a salt that nobody can guess."""
    return secrets.token_bytes(SALT_BYTES)


def pseudonym(secret: bytes, text: str) -> str:
    """Return a text's HMAC-SHA-256 in hexadecimal: always the same, and nothing without the service's secret."""
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
