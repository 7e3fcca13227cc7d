"""Recurring work of this room."""

from pendopo.foundation.governance.learning import duties as _learning  # noqa: F401 -- registers
from pendopo.foundation.governance.network import duties as _network  # noqa: F401 -- registers
from pendopo.foundation.governance.personal_data import duties as _data  # noqa: F401 -- registers
