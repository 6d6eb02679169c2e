"""What stands in the way, over all katas, and what each obstacle cost."""
