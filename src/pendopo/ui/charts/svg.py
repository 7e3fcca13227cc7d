"""The small writer under all charts: elements, scales, ticks and the finished chart."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pendopo.ui.numbers import number_text

WIDTH = 320.0
# A letter of the 13-unit text is about this wide in system fonts.
LETTER = 6.9
SUPPRESSED = "c"

Scale = Callable[[float], float]


@dataclass(frozen=True)
class Chart:
    """A drawing and the table of every number in it."""

    key: str
    title: str
    description: str
    svg: SafeString
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def units(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, *children: str, **attributes: object) -> SafeString:
    """Return one SVG element; ``class_`` and ``text_anchor`` become their SVG names."""
    pairs = [
        (key.rstrip("_").replace("_", "-"), units(value) if isinstance(value, float) else value)
        for key, value in attributes.items()
    ]
    head = format_html_join("", ' {}="{}"', pairs)
    inside = mark_safe("".join(conditional_escape(child) for child in children))  # noqa: S308 -- escaped here
    return format_html("<{}{}>{}</{}>", name, head, inside, name)


def text(x: float, y: float, words: str, **attributes: object) -> SafeString:
    """Return a text element."""
    return element("text", words, x=float(x), y=float(y), **attributes)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> SafeString:
    """Return a straight line."""
    ends = {"x1": float(x1), "y1": float(y1), "x2": float(x2), "y2": float(y2)}
    return element("line", **ends, class_=class_)


def box(x: float, y: float, width: float, height: float, **attributes: object) -> SafeString:
    """Return a rectangle, never of negative width."""
    size = {"width": max(float(width), 0.0), "height": float(height)}
    return element("rect", x=float(x), y=float(y), **size, **attributes)


def path(points: Sequence[tuple[float, float]], class_: str, *, closed: bool = False) -> SafeString:
    """Return a broken line through ``points``."""
    steps = "L".join(f"{units(x)} {units(y)}" for x, y in points)
    return element("path", d=f"M{steps}{'Z' if closed else ''}", class_=class_)


def hatch(key: str) -> SafeString:
    """Return the pattern that stands for a number withheld."""
    stroke = element("path", d="M-2 2l4-4M0 8l8-8M6 10l4-4", class_="c-hatch")
    size = {"width": 8, "height": 8, "patternUnits": "userSpaceOnUse"}
    return element("defs", element("pattern", stroke, id=f"{key}-h", **size))


def scale(low: float, high: float, start: float, end: float) -> Scale:
    """Return the linear map from ``low..high`` to ``start..end``."""
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)


def ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Return round values from at or below ``low`` to at or above ``high``."""
    if low == high:
        # One value alone is seen from nought, not on the edge of an empty frame.
        low, high = (min(low, 0.0), max(high, 0.0)) if low else (0.0, 1.0)
    span = high - low
    rough = span / wanted
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def wrapped(words: str, letters: int) -> list[str]:
    """Split ``words`` into at most three lines of about ``letters`` letters."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]} …"]


def spread(value: float | None, low: float | None, high: float | None, places: int) -> str:
    """Return ``62 (58 sampai 66)``, only ``62`` without interval, ``c`` when withheld."""
    if value is None:
        return SUPPRESSED
    middle = number_text(value, places)
    if low is None or high is None:
        return middle
    return f"{middle} ({interval(low, high, places)})"


def interval(low: float | None, high: float | None, places: int) -> str:
    """Return ``58–66``, or a dash when there is none."""
    if low is None or high is None:
        return "–"
    return f"{number_text(low, places)}–{number_text(high, places)}"


def with_table_hint(description: str, n_suppressed: int = 0) -> str:
    """Add to a description how much is withheld and where the numbers stand."""
    parts = [description]
    if n_suppressed:
        parts.append(
            _("%(number)d angka tidak ditampilkan (c) untuk melindungi orang.")
            % {"number": n_suppressed}
        )
    parts.append(_("Semua angka ada dalam tabel di bawah gambar."))
    return " ".join(parts)


def drawing(key: str, title: str, description: str, height: float, *parts: str) -> SafeString:
    """Return the whole SVG with its title and description wired to it."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", key):
        message = f"key must be lowercase letters, digits and hyphens, got {key!r}"
        raise ValueError(message)
    return element(
        "svg",
        element("title", title, id=f"{key}-t"),
        element("desc", description, id=f"{key}-d"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {units(WIDTH)} {units(height)}",
        role="img",
        aria_labelledby=f"{key}-t",
        aria_describedby=f"{key}-d",
    )
