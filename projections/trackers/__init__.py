"""One tracker link, folded from its events."""
