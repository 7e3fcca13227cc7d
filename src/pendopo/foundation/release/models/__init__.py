"""Tables of this room."""

from pendopo.foundation.release.models.postings import Posting
from pendopo.foundation.release.models.registers import (
    AccountOperator,
    OfficialAccount,
    PublicTopic,
    ReleaseTemplate,
    SpokespersonMandate,
)
from pendopo.foundation.release.models.releases import Approval, Release

__all__ = [
    "AccountOperator",
    "Approval",
    "OfficialAccount",
    "Posting",
    "PublicTopic",
    "Release",
    "ReleaseTemplate",
    "SpokespersonMandate",
]
