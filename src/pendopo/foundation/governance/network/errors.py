"""What can go wrong with the office network."""

from __future__ import annotations

from pendopo.kernel.errors import BadInput, NotAllowed, NotFound, Refused


class NetworkRowNotFound(NotFound):
    """Unknown range, site, plan or measure."""


class NotNetworkEditor(NotAllowed):
    """Only administrators change the plan and the register."""


class RangeUnfit(BadInput):
    """A range is badly written, or belongs to somebody else already."""


class SiteUnfit(BadInput):
    """A domain is badly written, or is listed already."""


class PlanMissing(Refused):
    """No plan was decided yet, or there is nothing to make one of."""


class PlanUnchanged(Refused):
    """The newest plan says the same already."""


class MeasureMissing(Refused):
    """What is not in the public register is not monitored."""


class LogUnfit(BadInput):
    """A log cannot be read, or tells nothing that may be kept."""


class MeasureUnfit(BadInput):
    """A measure lacks what everyone must be able to read about it."""
