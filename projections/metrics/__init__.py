"""A metric and what was observed of it, folded from its events."""
