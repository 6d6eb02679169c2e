"""The events behind what rows say: rows keep positions, answers name the events."""
