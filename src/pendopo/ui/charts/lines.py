"""A line through time with a band for its uncertainty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.ui.charts import svg
from pendopo.ui.charts.svg import WIDTH, Chart
from pendopo.ui.numbers import number_text

TOP, BOTTOM, HEIGHT, LEFT = 22.0, 196.0, 218.0, 38.0
MOST_MARKERS = 14


@dataclass(frozen=True)
class Point:
    """One moment with its number; ``value`` None means withheld or unknown."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


def line_chart(  # noqa: PLR0913 -- each keyword is a word on the picture
    points: Sequence[Point],
    *,
    key: str,
    title: str,
    unit: str = "",
    places: int = 0,
    breaks: Mapping[int, str] | None = None,
    target: float | None = None,
    target_label: str = "",
) -> Chart:
    """Draw a line with its band; ``breaks`` name the positions where the method changed."""
    values = _values(points)
    goal = [] if target is None else [target]
    marks = svg.ticks(min([*values, *goal], default=0.0), max([*values, *goal], default=1.0))
    x = svg.scale(0, max(len(points) - 1, 1), LEFT + 6, WIDTH - 8)
    y = svg.scale(marks[0], marks[-1], BOTTOM, TOP)
    parts = [svg.hatch(key), *_frame(marks, y), *_withheld(points, x, key), *_bands(points, x, y)]
    parts += [*_breaks(breaks or {}, x), *_target(target, target_label, y, places)]
    parts += [*_lines(points, x, y), *_labels(points, x, y, places)]
    description = _description(points, unit, places)
    drawn = svg.drawing(key, title, description, HEIGHT, *parts)
    columns = (_("Waktu"), unit or _("Jumlah"), _("Rentang"), _("Keterangan"))
    rows = [_row(n, p, places, breaks or {}) for n, p in enumerate(points)]
    if target is not None:
        rows.append((target_label or _("Sasaran"), number_text(target, places), "–", "–"))
    return Chart(key, title, description, drawn, columns, tuple(rows))


def _values(points: Sequence[Point]) -> list[float]:
    return [v for p in points for v in (p.value, p.low, p.high) if v is not None]


def _description(points: Sequence[Point], unit: str, places: int) -> str:
    values = _values(points)
    words = _(
        "Diagram garis, %(number)d titik dari %(first)s sampai %(last)s, satuan %(unit)s, "
        "nilai %(low)s sampai %(high)s."
    ) % {
        "number": len(points),
        "first": points[0].label if points else "–",
        "last": points[-1].label if points else "–",
        "unit": unit or _("jumlah"),
        "low": number_text(min(values, default=None), places),
        "high": number_text(max(values, default=None), places),
    }
    return svg.with_table_hint(words, sum(point.value is None for point in points))


def _row(index: int, point: Point, places: int, breaks: Mapping[int, str]) -> tuple[str, ...]:
    value = svg.SUPPRESSED if point.value is None else number_text(point.value, places)
    range_ = svg.interval(point.low, point.high, places)
    return (point.label, value, range_, breaks.get(index, "–"))


def _frame(marks: Sequence[float], y: svg.Scale) -> list[SafeString]:
    lines = [svg.line(LEFT, y(mark), WIDTH, y(mark), "c-grid") for mark in marks]
    return lines + [
        svg.text(LEFT - 5, y(mark) + 4, number_text(mark), class_="tick", text_anchor="end")
        for mark in marks
    ]


def _runs(points: Sequence[Point], *, banded: bool) -> list[list[tuple[int, Point]]]:
    """Return the unbroken stretches: a withheld point leaves a gap, never a bridge."""

    def present(pair: tuple[int, Point]) -> bool:
        return pair[1].value is not None and (not banded or None not in (pair[1].low, pair[1].high))

    return [list(run) for there, run in groupby(enumerate(points), key=present) if there]


def _bands(points: Sequence[Point], x: svg.Scale, y: svg.Scale) -> list[SafeString]:
    drawn = []
    for run in _runs(points, banded=True):
        upper = [(x(n), y(p.high or 0.0)) for n, p in run]
        lower = [(x(n), y(p.low or 0.0)) for n, p in reversed(run)]
        drawn.append(svg.path([*upper, *lower], "c-band", closed=True))
    return drawn


def _lines(points: Sequence[Point], x: svg.Scale, y: svg.Scale) -> list[SafeString]:
    drawn, few = [], len(points) <= MOST_MARKERS
    for run in _runs(points, banded=False):
        corners = [(x(n), y(p.value or 0.0)) for n, p in run]
        drawn.append(svg.path(corners, "c-line"))
        ends = corners if few or len(corners) == 1 else corners[-1:]
        drawn += [svg.element("circle", cx=a, cy=b, r=3.5, class_="c-dot") for a, b in ends]
    return drawn


def _withheld(points: Sequence[Point], x: svg.Scale, key: str) -> list[SafeString]:
    drawn: list[SafeString] = []
    width = min(x(1) - x(0), 20.0)
    for index in (n for n, p in enumerate(points) if p.value is None):
        column = {"fill": f"url(#{key}-h)", "opacity": 0.5}
        drawn.append(svg.box(x(index) - width / 2, TOP, width, BOTTOM - TOP, **column))
        words = {"text_anchor": "middle", "class_": "strong halo"}
        drawn.append(svg.text(x(index), (TOP + BOTTOM) / 2, svg.SUPPRESSED, **words))
    return drawn


def _labels(points: Sequence[Point], x: svg.Scale, y: svg.Scale, places: int) -> list[SafeString]:
    if not points:
        return []
    last = len(points) - 1
    ends = [(0, "start", LEFT)] + ([(last, "end", WIDTH)] if last else [])
    parts = [
        svg.text(edge, HEIGHT - 5, points[n].label, class_="tick", text_anchor=side)
        for n, side, edge in ends
    ]
    final = next((n for n in range(last, -1, -1) if points[n].value is not None), None)
    if final is not None and (value := points[final].value) is not None:
        words = number_text(value, places)
        style = {"text_anchor": "end" if final > last / 2 else "start", "class_": "strong halo"}
        parts.append(svg.text(x(final), max(y(value) - 10, 12.0), words, **style))
    return parts


def _breaks(breaks: Mapping[int, str], x: svg.Scale) -> list[SafeString]:
    parts = []
    for index, words in breaks.items():
        place = x(index - 0.5)
        side, shift = ("end", -4) if place > WIDTH / 2 else ("start", 4)
        parts.append(svg.line(place, TOP - 8, place, BOTTOM, "c-break"))
        parts.append(svg.text(place + shift, TOP - 8, words, class_="tick", text_anchor=side))
    return parts


def _target(target: float | None, label: str, y: svg.Scale, places: int) -> list[SafeString]:
    if target is None:
        return []
    words = f"{label or _('Sasaran')} {number_text(target, places)}"
    return [
        svg.line(LEFT, y(target), WIDTH, y(target), "c-ref"),
        svg.text(LEFT + 4, y(target) - 5, words, class_="halo"),
    ]
