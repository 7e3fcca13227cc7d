"""What can be wrong with a budget vote, said in one Indonesian sentence each.

BudgetError (ValueError)
├── BadFile         a .pb file cannot be read; names the line where there is one
├── BadElection     projects, ballots and budget contradict each other
└── BadOption       a parameter outside its allowed set
"""


class BudgetError(ValueError):
    """The parent of everything this engine refuses."""


class BadFile(BudgetError):
    """The file is not UTF-8, lacks a section or column, or holds an unreadable value."""

    def __init__(self, reason: str, *, line: int | None = None) -> None:
        """Keep the line, counted from 1, so that a page may point at it."""
        self.line = line
        super().__init__(reason if line is None else f"Baris {line}: {reason}")


class BadElection(BudgetError):
    """The values do not describe one vote on one budget."""


class BadOption(BudgetError):
    """A parameter lies outside its allowed set."""

    def __init__(self, *, name: str, value: object, allowed: str) -> None:
        """Keep the parts, so that a page may word them its own way."""
        self.name, self.value, self.allowed = name, value, allowed
        super().__init__(f"Pilihan {name} = {value} tidak sah; yang sah: {allowed}.")
