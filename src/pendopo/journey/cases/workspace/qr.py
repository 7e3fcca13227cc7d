"""A QR code as the path of an SVG, so that no image has to be fetched."""

from __future__ import annotations

from dataclasses import dataclass

import segno

_QUIET = 4


@dataclass(frozen=True)
class Qr:
    """A code of ``size`` by ``size`` squares, its quiet border included."""

    size: int
    path: str


def qr_of(text: str) -> Qr:
    """Return the QR code of a text."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=_QUIET))
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return Qr(len(rows), path)
