"""Importing a file of commands: streamed, resumable, every refusal on the record."""
