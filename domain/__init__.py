"""The rules of a partnership: events, states, commands and refusals, without any input or output."""
