"""A funnel: which offices differ from the rest by more than chance and size explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.ui.charts import svg
from pendopo.ui.charts.svg import WIDTH, Chart
from pendopo.ui.numbers import number_text

TOP, BOTTOM, HEIGHT, LEFT = 10.0, 210.0, 266.0, 38.0

State = Literal["inside", "beyond_95", "beyond_998"]


@dataclass(frozen=True)
class Unit:
    """One office: its size, its number, and where the engine found it to lie."""

    label: str
    size: float
    value: float
    state: State = "inside"


@dataclass(frozen=True)
class Limit:
    """The bounds expected from chance alone at one size."""

    size: float
    low95: float
    high95: float
    low998: float
    high998: float


def funnel_chart(  # noqa: PLR0913 -- each keyword is a word on the picture
    units: Sequence[Unit],
    limits: Sequence[Limit],
    *,
    key: str,
    title: str,
    centre: float,
    unit: str = "",
    places: int = 1,
    size_label: str = "",
) -> Chart:
    """Draw units against their size with the 95 % and 99.8 % limits; nobody is ranked."""
    x, y, frame = _axes(units, limits, centre, size_label or _("Jumlah"))
    outside = {u: n for n, u in enumerate((u for u in units if u.state != "inside"), 1)}
    parts = [*frame, *_limits(limits, x, y)]
    parts.append(svg.line(LEFT, y(centre), WIDTH - 6, y(centre), "c-axis"))
    parts += [_mark(u, x, y) for u in units]
    parts += [_number(n, u, x, y) for u, n in outside.items()]
    values = {
        "number": len(units),
        "outside": len(outside),
        "size": size_label or _("Jumlah"),
        "unit": unit or _("jumlah"),
        "centre": number_text(centre, places),
    }
    description = _description(values)
    drawn = svg.drawing(key, title, description, HEIGHT, *parts, *_legend())
    columns = (_("Unit"), _("No."), size_label or _("Jumlah"), unit or _("Nilai"), _("Letak"))
    rows = [_row(u, outside.get(u), places) for u in units]
    rows.append((_("Garis tengah"), "–", "–", number_text(centre, places), "–"))
    return Chart(key, title, description, drawn, columns, tuple(rows))


def _description(values: dict[str, object]) -> str:
    return svg.with_table_hint(
        _(
            "Diagram corong, %(number)d unit, %(outside)d di luar batas 95%%. "
            "Sumbu datar: %(size)s; sumbu tegak: %(unit)s; garis tengah %(centre)s."
        )
        % values
    )


def _row(unit: Unit, number: int | None, places: int) -> tuple[str, ...]:
    where = (number_text(unit.size), number_text(unit.value, places), _state(unit))
    return (unit.label, "–" if number is None else str(number), *where)


def _axes(
    units: Sequence[Unit], limits: Sequence[Limit], centre: float, size_label: str
) -> tuple[svg.Scale, svg.Scale, list[SafeString]]:
    sizes = [u.size for u in units] + [limit.size for limit in limits]
    values = [u.value for u in units] + [v for li in limits for v in (li.low998, li.high998)]
    y_marks = svg.ticks(min([*values, centre]), max([*values, centre]))
    x_marks = svg.ticks(0.0, max(sizes, default=1.0))
    x = svg.scale(x_marks[0], x_marks[-1], LEFT, WIDTH - 6)
    y = svg.scale(y_marks[0], y_marks[-1], BOTTOM, TOP)
    return x, y, _frame(x_marks, y_marks, x, y, size_label)


def _state(unit: Unit) -> str:
    return {
        "inside": _("dalam batas wajar"),
        "beyond_95": _("di luar batas 95%"),
        "beyond_998": _("di luar batas 99,8%"),
    }[unit.state]


def _frame(
    x_marks: Sequence[float], y_marks: Sequence[float], x: svg.Scale, y: svg.Scale, name: str
) -> list[SafeString]:
    parts = [svg.line(LEFT, y(mark), WIDTH - 6, y(mark), "c-grid") for mark in y_marks]
    side = {"class_": "tick", "text_anchor": "end"}
    parts += [svg.text(LEFT - 5, y(m) + 4, number_text(m), **side) for m in y_marks]
    ends = [(x_marks[0], "start"), (x_marks[-1], "end")]
    style = {"class_": "tick"}
    parts += [svg.text(x(m), BOTTOM + 16, number_text(m), text_anchor=a, **style) for m, a in ends]
    middle = (LEFT + WIDTH) / 2
    return [*parts, svg.text(middle, BOTTOM + 16, name, text_anchor="middle", **style)]


def _limits(limits: Sequence[Limit], x: svg.Scale, y: svg.Scale) -> list[SafeString]:
    if not limits:
        return []
    curves = {
        "low95": "c-ref",
        "high95": "c-ref",
        "low998": "c-limit",
        "high998": "c-limit",
    }
    return [
        svg.path([(x(li.size), y(getattr(li, name))) for li in limits], style)
        for name, style in curves.items()
    ]


def _mark(unit: Unit, x: svg.Scale, y: svg.Scale) -> SafeString:
    a, b = x(unit.size), y(unit.value)
    tip = svg.element("title", unit.label)
    if unit.state == "inside":
        return svg.element("circle", tip, cx=a, cy=b, r=3.5, class_="c-dot")
    reach = 5.0 if unit.state == "beyond_95" else 6.5
    corners = [(a, b - reach), (a + reach, b), (a, b + reach), (a - reach, b)]
    if unit.state == "beyond_998":
        corners = [(a, b - reach), (a + reach, b + reach * 0.8), (a - reach, b + reach * 0.8)]
    return svg.path(corners, "c-out", closed=True)


def _number(number: int, unit: Unit, x: svg.Scale, y: svg.Scale) -> SafeString:
    side, shift = ("end", -9) if x(unit.size) > WIDTH - 40 else ("start", 9)
    style = {"text_anchor": side, "class_": "strong halo"}
    return svg.text(x(unit.size) + shift, y(unit.value) + 4.5, str(number), **style)


def _legend() -> list[SafeString]:
    top = BOTTOM + 32
    return [
        svg.line(0.0, top - 4, 24.0, top - 4, "c-ref"),
        svg.text(30.0, top, _("batas 95%"), class_="tick"),
        svg.line(120.0, top - 4, 144.0, top - 4, "c-limit"),
        svg.text(150.0, top, _("batas 99,8%"), class_="tick"),
        svg.text(0.0, top + 18, _("Angka bernomor ada dalam tabel."), class_="tick"),
    ]
