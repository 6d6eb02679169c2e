"""One brainstorm, folded from its events."""
