"""The backlog: one row per opportunity, in the order that was agreed."""
