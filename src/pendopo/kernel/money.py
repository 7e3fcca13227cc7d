"""Rupiah as whole numbers: public money has no cents here."""

from __future__ import annotations

import re


def format_rupiah(rupiah: int, *, language: str = "id") -> str:
    """Return ``Rp1.250.000`` (English: ``IDR 1,250,000``); negatives keep their sign."""
    sign, digits = ("-" if rupiah < 0 else ""), f"{abs(rupiah):,}"
    if language.startswith("en"):
        return f"{sign}IDR {digits}"
    return f"{sign}Rp{digits.replace(',', '.')}"


def read_rupiah(text: str) -> int | None:
    """Return the amount written in ``text`` the Indonesian way, or None.

    ``Rp 1.250.000,00`` is 1,250,000; a fraction other than zero is refused.
    """
    match = re.fullmatch(r"\s*(?:Rp\.?|IDR)?\s*(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{2}))?\s*", text)
    if match is None or match.group(3) not in (None, "00"):
        return None
    amount = int(match.group(2).replace(".", ""))
    return -amount if match.group(1) else amount
