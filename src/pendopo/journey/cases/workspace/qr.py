"""A QR code as the path of an SVG, so that no image has to be fetched."""

from __future__ import annotations

from dataclasses import dataclass

# Neither module tells its types.
import qrcode  # type: ignore[import-untyped]
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]

_QUIET = 4


@dataclass(frozen=True)
class Qr:
    """A code of ``size`` by ``size`` squares, its quiet border included."""

    size: int
    path: str


def qr_of(text: str) -> Qr:
    """Return the QR code of a text."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return Qr(len(rows), path)
