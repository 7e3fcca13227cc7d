"""What can be wrong with a file or with the rules; no message ever holds what a file says."""


class PrivacyError(ValueError):
    """Nothing can be said about an input; the message is one Indonesian sentence."""


class FileUnreadable(PrivacyError):
    """The file is missing, broken, encrypted, too large or of a kind that cannot be read."""


class RulesUnreadable(PrivacyError):
    """The rules are missing, incomplete or contradict each other."""
