"""Rows without the texts that were taken out of the ledger."""
