"""Decisions: the list, one decision, and the record of how it was agreed."""
