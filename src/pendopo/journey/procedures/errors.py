"""What can go wrong with a procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pendopo.kernel.errors import BadInput, NotAllowed, NotFound, Refused

if TYPE_CHECKING:
    from pendopo.journey.procedures.problems import Problem


class ProcedureNotFound(NotFound):
    """Unknown code, or no version that may be shown."""


class NotEditor(NotAllowed):
    """Only administrators of the installation edit procedures."""


class DraftMissing(Refused):
    """There is no draft to publish or to drop."""


class NothingChanged(Refused):
    """The draft says the same as the running version."""


class DefinitionUnsound(BadInput):
    """The definition has faults; none of it was saved."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message, field="text")
        self.problems = problems
