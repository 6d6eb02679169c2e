"""One set of objectives, folded from its events."""
