"""What can be wrong with a plan or a log."""


class NetworkError(ValueError):
    """A plan or log cannot be used; the message is one Indonesian sentence.

    A message about a log names a line number at most: never an address or a site.
    """
