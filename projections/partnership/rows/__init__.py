"""The rows of the partnership's lists: one kind of subject a file."""
