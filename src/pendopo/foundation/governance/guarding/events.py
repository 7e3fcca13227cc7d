"""Facts of the gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class PersonalDataKept(Fact):
    """Something that seems personal went out all the same, for a reason that auditors read.

    Attributes
    ----------
    kinds
        Codes of what was found, joined by plus signs; never a value.
    about_id
        The thing whose text it is, where there is one already.
    """

    SUBJECT: ClassVar[str] = "kept_data"
    kept_data_id: UUID
    door: str
    kinds: str
    n_found: int
    about_id: UUID | None = None
