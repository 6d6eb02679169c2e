"""API keys: acts."""

from __future__ import annotations

from api.declarations import Act
from api.issuing import IssuedKey, Issuing
from domain.partnership.accept_key import AcceptKey
from domain.partnership.issue_key import IssueKey
from domain.partnership.revoke_key import RevokeKey

ACTS = (
    Act(
        path="/keys",
        command=IssueKey,
        scope="admin",
        withheld=("prefix",),
        doing=Issuing,
        answers=IssuedKey,
        example={"holder": "per_01kb5v3n8rf4tt2q9w6zg0x1y7", "scopes": ["read", "write"]},
    ),
    Act(
        path="/keys/{key}/acceptance",
        command=AcceptKey,
        subject="key",
        scope="read",
        before_acceptance=True,
    ),
    Act(
        path="/keys/{key}/revocation",
        command=RevokeKey,
        subject="key",
        example={"reason": "The laptop was lost."},
    ),
)
