"""One Definition of Awesome, folded from its events."""
