"""Tracker links: the same matter in another system, and where the two disagree."""
