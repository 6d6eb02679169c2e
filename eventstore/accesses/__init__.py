"""Who read what in the audit area."""
