"""The composition root: settings, the command line, and what runs together in one process."""
