"""Signals: what people read out of their data, questioned and answered (playbook step 1)."""
