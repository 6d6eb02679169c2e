"""One benefit, folded from its events."""
