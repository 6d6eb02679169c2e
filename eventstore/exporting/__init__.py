"""Exports of a ledger: a range of positions, word for word, with a manifest that says what they are."""
