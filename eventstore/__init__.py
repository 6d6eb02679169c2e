"""The ledger: read a boundary, append under a condition, follow, prove."""
