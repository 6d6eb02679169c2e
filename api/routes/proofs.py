"""Proofs: reads."""

from __future__ import annotations

from api import proving
from api.declarations import Read

READS = (
    Read(
        path="/audit/keys",
        operation="getAuditKeys",
        summary="The public keys that checkpoints are signed with, earlier ones too",
        tag="audit",
        reader=proving.keys,
        answers=proving.AuditKeys,
        etag=False,
    ),
    Read(
        path="/audit/checkpoint",
        operation="getCheckpoint",
        summary="The signed state of the ledger: its size and the root over all its events",
        description=(
            "The signed state of the ledger, as a note (c2sp.org/tlog-checkpoint). Kept by somebody outside, it shows "
            "later whether anything recorded by then was changed or removed."
        ),
        tag="audit",
        reader=proving.checkpoint,
        answers="text/plain",
        query=proving.SizeQuery,
        etag=False,
    ),
    Read(
        path="/audit/proofs/inclusion",
        operation="getInclusionProof",
        summary="The proof that an event is in the ledger",
        tag="audit",
        reader=proving.inclusion,
        answers=proving.InclusionProof,
        query=proving.InclusionQuery,
        etag=False,
    ),
    Read(
        path="/audit/proofs/inclusion.tlog-proof",
        operation="getInclusionProofFile",
        summary="The proof that an event is in the ledger, as a c2sp.org/tlog-proof file",
        tag="audit",
        reader=proving.inclusion_file,
        answers="text/plain",
        query=proving.InclusionQuery,
        etag=False,
    ),
    Read(
        path="/audit/proofs/consistency",
        operation="getConsistencyProof",
        summary="The proof that the ledger has only grown since an earlier state",
        tag="audit",
        reader=proving.consistency,
        answers=proving.ConsistencyProof,
        query=proving.ConsistencyQuery,
        etag=False,
    ),
    Read(
        path="/decisions/{decision}/proof",
        operation="getDecisionProof",
        summary="A decision's events with the proof that they are in the ledger",
        description=(
            "A decision's first thousand events, word for word, with the proof that they are in the ledger. Saved as a "
            "file, `accord verify` checks it against a public key, without this service."
        ),
        tag="audit",
        reader=proving.decision,
        answers=proving.DecisionProof,
        etag=False,
    ),
)
