"""Steps that hang on a clock: whether they are open at an instant, by the rows of a case's clocks.

An answer is extended once and before it ran out. An objection follows an answer, or silence
past its limit; a dispute follows the superior's word, or theirs (UU 14/2008 Pasal 22, 35-37).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pendopo.journey.cases.types import ClockKind, StopReason
from pendopo.kernel.time import format_instant

if TYPE_CHECKING:
    from pendopo.journey.cases.models import Clock


def newest(clocks: Iterable[Clock], kind: ClockKind) -> Clock | None:
    """Return the clock of a kind that began last."""
    found = [clock for clock in clocks if clock.kind == kind.value]
    return max(found, key=lambda clock: clock.started_at, default=None)


def is_silent(clocks: Iterable[Clock], kind: ClockKind, at: datetime) -> bool:
    """Return whether the government let a limit pass and still says nothing."""
    clock = newest(clocks, kind)
    if clock is None or clock.stopped_at is not None:
        return False
    is_paused = bool(clock.pauses) and clock.pauses[-1][1] is None
    return not is_paused and at > clock.due_at


def refusal(step: str, clocks: Iterable[Clock], at: datetime) -> str:
    """Return why the clocks do not let a step be taken; empty if they do."""
    return _REFUSALS[step](list(clocks), at) if step in _REFUSALS else ""


def _extend(clocks: list[Clock], at: datetime) -> str:
    clock = newest(clocks, ClockKind.ANSWER)
    if clock is None or clock.stopped_at is not None:
        return _("Tidak ada batas waktu jawaban yang sedang berjalan.")
    if clock.extra:
        return _("Batas waktu ini sudah diperpanjang sekali.")
    if at > clock.due_at:
        return _("Batas waktunya sudah lewat; perpanjangan diberikan sebelum itu.")
    return ""


def _object(clocks: list[Clock], at: datetime) -> str:
    if newest(clocks, ClockKind.OBJECTION_ANSWER) is not None:
        return _("Keberatan sudah diajukan.")
    window = newest(clocks, ClockKind.OBJECT)
    if window is not None:
        return _over(window, at)
    if is_silent(clocks, ClockKind.ANSWER, at):
        return ""
    return _("Belum ada alasan keberatan: jawaban masih dalam batas waktunya.")


def _dispute(clocks: list[Clock], at: datetime) -> str:
    window = newest(clocks, ClockKind.DISPUTE)
    if window is not None and window.stop_reason == StopReason.DISPUTED:
        return _("Sengketa ini sudah dicatat.")
    if window is not None:
        return _over(window, at)
    if is_silent(clocks, ClockKind.OBJECTION_ANSWER, at):
        return ""
    if newest(clocks, ClockKind.OBJECTION_ANSWER) is not None:
        return _("Atasan PPID masih dalam batas waktunya menjawab keberatan.")
    return _("Sengketa didahului keberatan kepada atasan PPID.")


def _over(window: Clock, at: datetime) -> str:
    if at <= window.due_at:
        return ""
    until = format_instant(
        window.due_at, settings.PENDOPO_ZONE, language=get_language() or settings.LANGUAGE_CODE
    )
    return _("Tenggang waktunya berakhir %(until)s.") % {"until": until}


_REFUSALS: Mapping[str, Callable[[list[Clock], datetime], str]] = {
    "extend": _extend,
    "object": _object,
    "dispute": _dispute,
}
CLOCKED_STEPS = frozenset(_REFUSALS)
