"""Meetings and their minutes: what people did there, recorded by a facilitator and confirmed by themselves."""
