"""Tables of this room, one file for each of its concerns."""

from pendopo.foundation.governance.models.network import (
    MonitoringMeasure,
    NetworkDay,
    NetworkImport,
    NetworkPlan,
    NetworkRange,
    NetworkSite,
    NetworkUse,
)
from pendopo.foundation.governance.models.policies import PolicySet, PolicyTerm, PolicyVersion

__all__ = [
    "MonitoringMeasure",
    "NetworkDay",
    "NetworkImport",
    "NetworkPlan",
    "NetworkRange",
    "NetworkSite",
    "NetworkUse",
    "PolicySet",
    "PolicyTerm",
    "PolicyVersion",
]
