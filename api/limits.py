"""How much one key may ask: a token bucket per key and process, told in `RateLimit` headers."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from api.answers import Header
from api.problems import TOO_MANY, Problem
from api.services import Rate


class Buckets:
    """One bucket per key. Buckets that are full again are forgotten."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = float(rate.requests)
        self._per_second = rate.requests / rate.seconds
        self._window = rate.seconds
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}
        self._swept = clock()
        self.policy: Header = (b"ratelimit-policy", f'"key";q={rate.requests};w={rate.seconds}'.encode())

    def take(self, key: str) -> Header:
        """Take one token and answer the `RateLimit` header; raises the 429 problem where none is left."""
        now = self._clock()
        if now - self._swept > self._window:
            self._sweep(now)
        tokens, since = self._buckets.get(key, (self._capacity, now))
        tokens = min(self._capacity, tokens + (now - since) * self._per_second)
        if tokens < 1:
            self._buckets[key] = (tokens, now)
            wait = math.ceil((1 - tokens) / self._per_second)
            raise Problem(
                TOO_MANY,
                f"The key's {int(self._capacity)} requests in {self._window} seconds are used up.",
                headers=[(b"retry-after", str(wait).encode()), self.policy, self._left(0)],
            )
        tokens -= 1
        self._buckets[key] = (tokens, now)
        return self._left(tokens)

    def _left(self, tokens: float) -> Header:
        until_full = math.ceil((self._capacity - tokens) / self._per_second)
        return (b"ratelimit", f'"key";r={int(tokens)};t={until_full}'.encode())

    def _sweep(self, now: float) -> None:
        self._swept = now
        self._buckets = {
            key: (tokens, since)
            for key, (tokens, since) in self._buckets.items()
            if tokens + (now - since) * self._per_second < self._capacity
        }
