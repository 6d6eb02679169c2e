"""Definitions of Awesome: what the sides want the world to feel like, signed by all of them before a team sets out."""
