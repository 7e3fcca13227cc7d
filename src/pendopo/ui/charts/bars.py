"""Lying bars: one number per name with its interval, and shares of agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.ui.charts import svg
from pendopo.ui.charts.svg import LETTER, WIDTH, Chart
from pendopo.ui.numbers import number_text, percent_text

BAR = 14.0
LINE = 16.0
GAP = 16.0


@dataclass(frozen=True)
class Bar:
    """One name with its number; ``value`` None means withheld."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Share:
    """How many people agreed, disagreed and passed on one statement."""

    label: str
    agree: int
    disagree: int
    passed: int

    @property
    def total(self) -> int:
        """Return how many people answered."""
        return self.agree + self.disagree + self.passed


def bar_chart(
    bars: Sequence[Bar],
    *,
    key: str,
    title: str,
    unit: str = "",
    places: int = 0,
    reference: float | None = None,
    reference_label: str = "",
) -> Chart:
    """Draw one bar per name from zero, with a whisker for its interval."""
    values = [*_values(bars), *([] if reference is None else [reference])]
    marks = svg.ticks(min([0.0, *values]), max([0.0, *values]) or 1.0)
    x = svg.scale(marks[0], marks[-1], 2.0, WIDTH - 6.0)
    parts, y = list[SafeString](), 4.0
    for bar in bars:
        part, y = _bar(bar, x, y, key, places)
        parts.append(part)
    label = reference_label or _("Acuan")
    frame = [svg.hatch(key), *_frame(marks, x, y), *_reference(x, y, reference, label, places)]
    height = y + (34.0 if reference is not None else 18.0)
    description = _description(bars, unit, places)
    drawn = svg.drawing(key, title, description, height, *frame, *parts)
    rows = [(b.label, _value(b.value, places), svg.interval(b.low, b.high, places)) for b in bars]
    if reference is not None:
        rows.append((label, number_text(reference, places), "–"))
    columns = (_("Nama"), unit or _("Jumlah"), _("Rentang"))
    return Chart(key, title, description, drawn, columns, tuple(rows))


def _values(bars: Sequence[Bar]) -> list[float]:
    return [v for bar in bars for v in (bar.value, bar.low, bar.high) if v is not None]


def _description(bars: Sequence[Bar], unit: str, places: int) -> str:
    values = _values(bars)
    words = _(
        "Diagram batang, %(number)d batang, satuan %(unit)s, dari %(low)s sampai %(high)s."
    ) % {
        "number": len(bars),
        "unit": unit or _("jumlah"),
        "low": number_text(min(values, default=None), places),
        "high": number_text(max(values, default=None), places),
    }
    return svg.with_table_hint(words, sum(bar.value is None for bar in bars))


def _frame(marks: Sequence[float], x: svg.Scale, y: float) -> list[SafeString]:
    lines = [svg.line(x(mark), 0.0, x(mark), y - 4.0, "c-grid") for mark in marks]
    return lines + [_tick(x(mark), y + 10.0, number_text(mark)) for mark in marks]


def share_chart(shares: Sequence[Share], *, key: str, title: str) -> Chart:
    """Draw agree, pass and disagree of each statement as parts of one bar."""
    legend = [
        svg.box(0.0, 3.0, 12.0, 12.0, class_="c-agree"),
        svg.text(17.0, 14.0, _("Setuju"), class_="tick"),
        svg.box(100.0, 3.5, 11.0, 11.0, class_="c-pass"),
        svg.text(117.0, 14.0, _("Lewat"), class_="tick"),
        svg.box(200.0, 3.0, 12.0, 12.0, class_="c-disagree"),
        svg.text(217.0, 14.0, _("Tidak setuju"), class_="tick"),
    ]
    y, parts = 28.0, []
    for share in shares:
        part, y = _share(share, y)
        parts.append(part)
    description = svg.with_table_hint(
        _(
            "Diagram batang bertumpuk: bagian setuju, lewat, dan tidak setuju untuk %(number)d pernyataan."
        )
        % {"number": len(shares)}
    )
    drawn = svg.drawing(key, title, description, y, *legend, *parts)
    columns = (_("Pernyataan"), _("Setuju"), _("Lewat"), _("Tidak setuju"), _("Jumlah orang"))
    return Chart(key, title, description, drawn, columns, tuple(map(_share_row, shares)))


def _value(value: float | None, places: int) -> str:
    return svg.SUPPRESSED if value is None else number_text(value, places)


def _tick(x: float, y: float, words: str) -> SafeString:
    side = "start" if x < 20 else "end" if x > WIDTH - 20 else "middle"
    edge = {"start": 0.0, "end": WIDTH, "middle": x}[side]
    return svg.text(edge, y, words, class_="tick", text_anchor=side)


def _heading(label: str, words: str, y: float) -> tuple[list[SafeString], float]:
    """Write a label at the left and its number at the right; return the next free line."""
    lines = svg.wrapped(label, int((WIDTH - len(words) * LETTER - 12) / LETTER))
    parts = [
        svg.text(0.0, y + 12 + LINE * n, words_, class_="halo") for n, words_ in enumerate(lines)
    ]
    if words:
        style = {"text_anchor": "end", "class_": "strong halo"}
        parts.append(svg.text(WIDTH, y + 12.0, words, **style))
    return parts, y + LINE * len(lines) + 2


def _bar(bar: Bar, x: svg.Scale, y: float, key: str, places: int) -> tuple[SafeString, float]:
    parts, y = _heading(bar.label, svg.spread(bar.value, bar.low, bar.high, places), y)
    if bar.value is None:
        parts.append(svg.box(2.0, y, WIDTH - 8, BAR, fill=f"url(#{key}-h)", class_="c-box"))
    else:
        start, end = sorted((x(0.0), x(bar.value)))
        parts.append(svg.box(start, y, max(end - start, 1.0), BAR, class_="c-bar"))
        parts += _whisker(bar, x, y)
    return svg.element("g", *parts), y + BAR + GAP


def _whisker(bar: Bar, x: svg.Scale, y: float) -> list[SafeString]:
    if bar.low is None or bar.high is None:
        return []
    low, high, middle = svg.units(x(bar.low)), svg.units(x(bar.high)), svg.units(y + BAR / 2)
    top, bottom = svg.units(y + 3), svg.units(y + BAR - 3)
    shape = f"M{low} {middle}H{high}M{low} {top}V{bottom}M{high} {top}V{bottom}"
    return [svg.element("path", d=shape, class_=name) for name in ("c-range-back", "c-range")]


def _reference(
    x: svg.Scale, y: float, reference: float | None, label: str, places: int
) -> list[SafeString]:
    if reference is None:
        return []
    words = f"{label}: {number_text(reference, places)}"
    side = "end" if x(reference) > WIDTH / 2 else "start"
    line = svg.line(x(reference), 0.0, x(reference), y + 14.0, "c-ref")
    return [line, svg.text(x(reference), y + 27.0, words, text_anchor=side)]


def _share(share: Share, y: float) -> tuple[SafeString, float]:
    parts, y = _heading(share.label, "", y)
    x, total = 0.0, share.total or 1
    for count, name in (
        (share.agree, "agree"),
        (share.passed, "pass"),
        (share.disagree, "disagree"),
    ):
        width = WIDTH * count / total
        parts.append(svg.box(x, y, width, 20.0, class_=f"c-{name}"))
        if width > 34:
            on = "" if name == "pass" else "on"
            words = percent_text(count / total)
            parts.append(svg.text(x + width / 2, y + 14.5, words, text_anchor="middle", class_=on))
        x += width
    return svg.element("g", *parts), y + 20 + GAP


def _share_row(share: Share) -> tuple[str, ...]:
    total = share.total or 1
    cells = [
        f"{number_text(count)} ({percent_text(count / total)})"
        for count in (share.agree, share.passed, share.disagree)
    ]
    return (share.label, *cells, number_text(share.total))
