"""Numbers as people here write them: 1.234,5 in Indonesian, 1,234.5 in English."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language

Number = int | float | Decimal
MISSING = "–"
_INDONESIAN = str.maketrans(",.", ".,")


def is_english() -> bool:
    """Tell whether the page is being written in English."""
    return (get_language() or "id").startswith("en")


def number_text(value: Number | None, places: int | None = None) -> str:
    """Return ``value`` with grouped thousands; without ``places`` at most two, none needless."""
    if value is None:
        return MISSING
    text = f"{value:,.{2 if places is None else places}f}"
    if places is None:
        text = text.rstrip("0").rstrip(".")
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    text = text.replace("-", "\N{MINUS SIGN}")
    return text if is_english() else text.translate(_INDONESIAN)


def percent_text(ratio: Number | None, places: int = 0) -> str:
    """Return a ratio between 0 and 1 as a percentage: 0.257 is ``26%``."""
    return MISSING if ratio is None else f"{number_text(ratio * 100, places)}%"
