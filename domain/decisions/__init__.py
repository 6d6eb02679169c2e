"""Deciding what comes first: proposals, counter-proposals, dissent, each side's win, and agreement."""
