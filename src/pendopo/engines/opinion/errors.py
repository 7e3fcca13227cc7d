"""What can be wrong with votes, said in one Indonesian sentence each.

OpinionError (ValueError)
├── BadVote         one cell of the table cannot be read
├── BadTable        the table as a whole is not a table of votes
├── NoVotes         nothing left to map
├── BadBallots      arrays that do not describe canonical ballots
└── BadOption       a parameter outside its allowed set
"""

SHOWN_CHARACTERS = 40


class OpinionError(ValueError):
    """The parent of everything this engine refuses."""


class BadVote(OpinionError):
    """One value is not allowed; names the line, the column and the value."""

    def __init__(self, *, line: int, column: str, value: object, allowed: str) -> None:
        """Keep the parts, so that a page may word them its own way."""
        self.line, self.column, self.value = line, column, value
        self.allowed = allowed
        shown = str(value)[:SHOWN_CHARACTERS]
        super().__init__(
            f"Baris {line}, kolom {column}: nilai “{shown}” tidak sah; yang sah: {allowed}."
        )


class BadTable(OpinionError):
    """The file is empty, not UTF-8, or lacks a column."""


class NoVotes(OpinionError):
    """There is not one vote to make a map of."""

    def __init__(self) -> None:
        """Say it in the one way there is."""
        super().__init__("Belum ada suara yang dapat dipetakan.")


class BadBallots(OpinionError):
    """The arrays given to ``Ballots`` contradict each other."""


class BadOption(OpinionError):
    """A parameter lies outside its allowed set."""

    def __init__(self, *, name: str, value: object, allowed: str) -> None:
        """Keep the parts, so that a page may word them its own way."""
        self.name, self.value, self.allowed = name, value, allowed
        super().__init__(f"Pilihan {name} = {value} tidak sah; yang sah: {allowed}.")
