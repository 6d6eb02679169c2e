"""Metrics: what is measured and how, observations, baselines and targets (playbook step 1)."""
