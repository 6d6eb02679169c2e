"""Brainstorms: every side is asked, ideas are written down alone, then revealed to all (step 2)."""
