"""What can be wrong with a lot, said in Indonesian.

SortitionError (ValueError)
├── BadTable        a file of volunteers or quotas cannot be read
├── BadPool         volunteers, quotas and size contradict each other
├── BadOption       a parameter outside its allowed set
└── QuotasUnmet     no panel keeps all quotas; says which to relax
"""

from collections.abc import Sequence


class SortitionError(ValueError):
    """The parent of everything this engine refuses."""


class BadTable(SortitionError):
    """The file is empty, not UTF-8, lacks a column, or holds an unreadable value."""


class BadPool(SortitionError):
    """Volunteers, quotas and size of the panel do not belong together."""


class BadOption(SortitionError):
    """A parameter lies outside its allowed set."""

    def __init__(self, *, name: str, value: object, allowed: str) -> None:
        """Keep the parts, so that a page may word them its own way."""
        self.name, self.value, self.allowed = name, value, allowed
        super().__init__(f"Pilihan {name} = {value} tidak sah; yang sah: {allowed}.")


class QuotasUnmet(SortitionError):
    """No panel of this size keeps all quotas.

    Attributes
    ----------
    advice : tuple of str
        One Indonesian sentence for each quota to relax; together they change the fewest
        seats that make a panel possible.
    """

    def __init__(self, advice: Sequence[str]) -> None:
        """Join the advice into one text."""
        self.advice = tuple(advice)
        super().__init__(
            "Tidak ada panel yang memenuhi semua kuota. Perubahan terkecil yang cukup: "
            + " ".join(self.advice)
        )
