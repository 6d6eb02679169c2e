"""How a command ends that cannot do what was asked."""


class CommandError(Exception):
    """The command cannot go on; the message says why and what to do."""
