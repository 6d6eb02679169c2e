"""One kata, folded from its events."""
