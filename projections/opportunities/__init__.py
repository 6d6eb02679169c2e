"""One opportunity, folded from its events."""
