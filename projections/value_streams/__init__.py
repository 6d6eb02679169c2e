"""One value stream map, folded from its events."""
