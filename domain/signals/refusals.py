"""Refusals that several acts on signals, or citing them, share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class SignalUnknown(Refusal):
    """No such signal in this workspace."""

    rule = "signal.unknown"
    kind = Kind.NOT_FOUND


class SignalIsRetracted(Refusal):
    """The signal was retracted; nothing new can rest on it."""

    rule = "signal.retracted"
    kind = Kind.CONFLICT
