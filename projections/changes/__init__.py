"""What changed since a position, subject by subject."""
