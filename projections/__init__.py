"""What one can look up: lists kept as rows, and single subjects folded from the ledger when they are read."""
