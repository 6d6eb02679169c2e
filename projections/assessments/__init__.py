"""One blind assessment, folded from its events."""
