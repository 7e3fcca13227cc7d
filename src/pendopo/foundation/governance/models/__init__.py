"""Tables of this room, one file for each of its concerns."""

from pendopo.foundation.governance.models.guarding import KeptData
from pendopo.foundation.governance.models.learning import Attestation, QuizTally
from pendopo.foundation.governance.models.network import (
    MonitoringMeasure,
    NetworkDay,
    NetworkImport,
    NetworkPlan,
    NetworkRange,
    NetworkSite,
    NetworkUse,
)
from pendopo.foundation.governance.models.personal_data import (
    Breach,
    BreachNotice,
    Clocked,
    Consent,
    DataRequest,
    LegalHold,
    RestrictedPerson,
    RetentionRun,
    RetentionSwitch,
    WrittenDocument,
)
from pendopo.foundation.governance.models.policies import PolicySet, PolicyTerm, PolicyVersion

__all__ = [
    "Attestation",
    "Breach",
    "BreachNotice",
    "Clocked",
    "Consent",
    "DataRequest",
    "KeptData",
    "LegalHold",
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
    "QuizTally",
    "RestrictedPerson",
    "RetentionRun",
    "RetentionSwitch",
    "WrittenDocument",
]
