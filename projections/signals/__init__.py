"""One signal, folded from its events."""
