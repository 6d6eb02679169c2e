"""Benefits: who got what out of it, on both sides (playbook: benefits go to both)."""
