"""A key that this process remembers, to be confirmed by the very call that reads what its holder wants to act on."""


class Credential:
    """A request's key: `confirmed` once a snapshot taken after the request came shows that it is not revoked."""

    __slots__ = ("confirmed", "sha256")

    def __init__(self, sha256: bytes) -> None:
        self.sha256 = sha256
        self.confirmed = False
