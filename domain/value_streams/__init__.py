"""Value stream maps: how work flows from start to end, where it waits, and what a change would save (step 2)."""
