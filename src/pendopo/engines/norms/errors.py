"""What the norm engine refuses, in one Indonesian sentence."""

from __future__ import annotations


class NormError(ValueError):
    """A text, an amendment or a ballot cannot be used; ``line`` is 0 where there is no line."""

    def __init__(self, message: str, line: int = 0) -> None:
        self.message, self.line = message, line
        super().__init__(f"Baris {line}: {message}" if line else message)

    def moved(self, lines: int) -> NormError:
        """Return the same refusal, so many lines further down."""
        return NormError(self.message, max(1, self.line + lines) if self.line else 0)
