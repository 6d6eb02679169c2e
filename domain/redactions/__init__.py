"""Prose that must go: taken out of a recorded event once every required side says so."""
