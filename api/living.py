"""The living parts of the API that handlers share."""

from __future__ import annotations

import msgspec

from api.key_register import KeyRegister
from api.limits import Buckets
from api.metrics import Metrics
from api.services import Services


class Living(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed in, and what the API itself keeps in memory."""

    services: Services
    register: KeyRegister
    buckets: Buckets
    metrics: Metrics

    @classmethod
    def of(cls, services: Services) -> Living:
        """Begin with empty buckets and no counts."""
        return cls(
            services=services,
            register=KeyRegister(services.pool),
            buckets=Buckets(services.rate),
            metrics=Metrics(),
        )
