"""Who may reply, when words become public, and which state is adverse; no queries."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.engines.comparison import Placed
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.accountability.errors import ReplyUnfit
from pendopo.journey.voice.masking import masked
from pendopo.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from pendopo.journey.accountability.models import Notice

# Codes of the rules' numbers; the numbers themselves are rows, see ``data/rules``.
REPLY_DAYS = "accountability.reply_days"
WINDOW_MONTHS = "accountability.window_months"
SHORTEST_REPLY = 30
_SEVERITY = {"beyond_95": 1, "beyond_998": 2}
_ADVERSE_SIDE = {"higher_better": "below", "lower_better": "above"}


def is_adverse(placed: Placed, direction: str) -> bool:
    """Return whether an office lies outside on the side that the indicator calls worse."""
    return placed.side != "" and placed.side == _ADVERSE_SIDE.get(direction)


def covers(notice: Notice, state: str) -> bool:
    """Return whether the office was already asked about a state at least as far out."""
    return _SEVERITY.get(notice.state, 0) >= _SEVERITY.get(state, 0)


def is_public(notice: Notice, at: datetime) -> bool:
    """Return whether the words of a notice may stand in public: its time is over, or answered."""
    return notice.replied_at is not None or at >= notice.publish_at


def may_reply(actor: Actor, office_id: UUID) -> bool:
    """Return whether the actor speaks for the office."""
    return office_id in actor.offices(Role.HEAD)


def require_speaker(actor: Actor, office_id: UUID) -> None:
    """Raise NotAllowed unless the actor leads the office."""
    if not may_reply(actor, office_id):
        raise NotAllowed(_("Hak jawab digunakan oleh kepala perangkat daerahnya."))


def require_fit_reply(text: str) -> str:
    """Return the reply without needless spaces.

    Raises
    ------
    ReplyUnfit
        Too short to explain anything, or with a phone number, e-mail address or NIK.
    """
    words = text.strip()
    if len(words) < SHORTEST_REPLY:
        raise ReplyUnfit(_("Tulis penjelasan yang dapat dipahami umum."), field="text")
    if masked(words) != words:
        raise ReplyUnfit(
            _("Jawaban ini dibaca umum. Hapus nomor telepon, NIK, atau alamat surel di dalamnya."),
            field="text",
        )
    return words
