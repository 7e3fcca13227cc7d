"""What can be wrong with the input of the clock engine."""


class ClockError(ValueError):
    """A deadline cannot be computed; the message is one Indonesian sentence."""
