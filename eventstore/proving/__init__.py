"""Proofs that hold without trusting us: signed checkpoints, inclusion, consistency."""
