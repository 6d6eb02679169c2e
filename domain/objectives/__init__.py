"""Objectives and key results, and what opportunities have to do with them (playbook step 4)."""
