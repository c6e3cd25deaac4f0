"""What went wrong, in one sentence."""


class EmbeddedError(Exception):
    """An embedded server cannot start or stop; the message is one sentence for the person."""
