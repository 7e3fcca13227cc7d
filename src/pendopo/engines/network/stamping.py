"""What every generated file begins with, and names that all of them share."""

from __future__ import annotations

from collections.abc import Iterable

from pendopo.engines.network.plan import Plan
from pendopo.engines.network.windows import Window

OFFICE = "kantor"
# The set that closes nothing: before and after the schedule, and the way back in an emergency.
OPEN = "open"
WINDOWS: tuple[Window | None, ...] = (*Window, None)
_NAMES = {
    Window.WORK: "jam kerja",
    Window.REST: "jam istirahat",
    Window.OFF: "di luar jam kerja",
    None: "semua terbuka",
}


def stamp(plan: Plan, what: str, sign: str = "#") -> str:
    """Return the comment that says what a file is and from which plan it was made."""
    lines = (
        f"Pendopo: {what}",
        f"Kebijakan {plan.name}, versi {plan.version}, sidik {plan.digest}",
        "Dibuat otomatis dari rencana jaringan; ubah di sana, bukan di sini.",
    )
    return "".join(f"{sign} {line}\n" for line in lines)


def folder_of(window: Window | None) -> str:
    """Return the folder of a window's files."""
    return window.value if window else OPEN


def window_name(window: Window | None) -> str:
    """Return what a window is called."""
    return _NAMES[window]


def lines(rows: Iterable[str]) -> str:
    """Return rows as text, each with its end of line."""
    return "".join(f"{row}\n" for row in rows)
