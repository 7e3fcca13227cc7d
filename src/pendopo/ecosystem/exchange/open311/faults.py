"""Telling everything that is wrong with a post at once."""

from __future__ import annotations

from typing import Any

from pendopo.kernel.errors import BadInput, PendopoError


class PostRefused(BadInput):
    """Everything that is wrong with what was posted."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class Faults(list[str]):
    """Collects what is wrong instead of stopping at the first."""

    def take(self, read: Any, *arguments: Any, default: Any = None) -> Any:
        """Return what ``read`` returns; if it refuses, keep the reason and return ``default``."""
        try:
            return read(*arguments)
        except PostRefused as error:
            self.extend(error.faults)
        except PendopoError as error:
            self.append(error.message)
        return default

    def refuse_if_any(self) -> None:
        """Raise PostRefused if anything was wrong."""
        if self:
            raise PostRefused(list(self))
