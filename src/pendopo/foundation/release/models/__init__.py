"""Tables of this room."""

from pendopo.foundation.release.models.registers import (
    AccountOperator,
    OfficialAccount,
    PublicTopic,
    SpokespersonMandate,
)

__all__ = ["AccountOperator", "OfficialAccount", "PublicTopic", "SpokespersonMandate"]
