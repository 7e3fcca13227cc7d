"""The opinion map: people near each other voted alike; groups by shape and letter."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.ui.charts import svg
from pendopo.ui.charts.svg import WIDTH, Chart
from pendopo.ui.numbers import number_text

SIDE = 320.0
EDGE = 18.0
LETTERS = "ABCDEFGHIJ"
# Corners of each group's shape on the unit circle; None is the circle itself.
CORNERS = (None, 4, 3, -4, 6)


@dataclass(frozen=True)
class Dot:
    """A place on the map where ``people`` of one group stand."""

    x: float
    y: float
    group: int
    people: int = 1


def gather(dots: Sequence[Dot], cells: int = 24) -> list[Dot]:
    """Put people of one group in the same cell into one dot: small pages, nobody singled out."""
    if not dots:
        return []
    side = max(_reach(dots) * 2 / cells, 1e-9)
    found: dict[tuple[int, int, int], list[Dot]] = defaultdict(list)
    for dot in dots:
        found[dot.group, math.floor(dot.x / side), math.floor(dot.y / side)].append(dot)
    return [_middle(found[place]) for place in sorted(found)]


def opinion_map(
    dots: Sequence[Dot],
    *,
    key: str,
    title: str,
    groups: Mapping[int, str],
    x_label: str = "",
    y_label: str = "",
) -> Chart:
    """Draw people as marks in their group's shape, with an outline and letter per group."""
    reach = _reach(dots) or 1.0
    place = svg.scale(-reach, reach, EDGE, SIDE - EDGE)
    order = sorted(groups)
    parts = [
        svg.line(SIDE / 2, 0.0, SIDE / 2, SIDE, "c-grid"),
        svg.line(0.0, SIDE / 2, SIDE, SIDE / 2, "c-grid"),
    ]
    members = {group: [d for d in dots if d.group == group] for group in order}
    for index, group in enumerate(order):
        parts.append(_group(index, members[group], place))
    parts += [_badge(n, members[g], place) for n, g in enumerate(order) if members[g]]
    parts += _axes(x_label, y_label)
    legend, height = _legend(order, groups, members)
    description = _description(dots, len(order))
    drawn = svg.drawing(key, title, description, height, *parts, *legend)
    columns = (_("Kelompok"), _("Huruf"), _("Jumlah orang"))
    rows = tuple(
        (groups[g], LETTERS[n], number_text(_people(members[g]))) for n, g in enumerate(order)
    )
    return Chart(key, title, description, drawn, columns, rows)


def _description(dots: Sequence[Dot], n_groups: int) -> str:
    words = _(
        "Peta pendapat: %(people)s orang dalam %(number)d kelompok. Yang berdekatan memberi "
        "jawaban serupa; tiap kelompok punya bentuk dan huruf sendiri."
    )
    return svg.with_table_hint(words % {"people": number_text(_people(dots)), "number": n_groups})


def _reach(dots: Sequence[Dot]) -> float:
    return max((max(abs(dot.x), abs(dot.y)) for dot in dots), default=0.0)


def _people(dots: Sequence[Dot]) -> int:
    return sum(dot.people for dot in dots)


def _middle(dots: Sequence[Dot]) -> Dot:
    people = _people(dots)
    x = sum(dot.x * dot.people for dot in dots) / people
    y = sum(dot.y * dot.people for dot in dots) / people
    return Dot(x, y, dots[0].group, people)


def _shape(index: int, x: float, y: float, radius: float, class_: str) -> SafeString:
    corners = CORNERS[index % len(CORNERS)]
    if corners is None:
        return svg.element("circle", cx=float(x), cy=float(y), r=float(radius), class_=class_)
    # Polygons look smaller than circles of the same radius.
    turn = math.pi / 4 if corners == 4 else 0.0
    size = radius * 1.25
    ring = [2 * math.pi * n / abs(corners) - math.pi / 2 + turn for n in range(abs(corners))]
    points = [(x + size * math.cos(a), y + size * math.sin(a)) for a in ring]
    return svg.path(points, class_, closed=True)


def _group(index: int, dots: Sequence[Dot], place: svg.Scale) -> SafeString:
    marks = [(place(dot.x), SIDE - place(dot.y), dot.people) for dot in dots]
    parts = []
    outline = _hull([(x, y) for x, y, _n in marks])
    if len(outline) > 2:
        parts.append(svg.path(outline, "c-hull", closed=True))
    for x, y, people in marks:
        parts.append(_shape(index, x, y, min(2.6 * people**0.4, 11.0), "c-mark"))
    return svg.element("g", *parts, class_=f"g{index % len(CORNERS) + 1}")


def _badge(index: int, dots: Sequence[Dot], place: svg.Scale) -> SafeString:
    centre = _middle(dots)
    x, y = place(centre.x), SIDE - place(centre.y)
    style = {"text_anchor": "middle", "class_": "on"}
    return svg.element(
        "g",
        svg.element("circle", cx=x, cy=y, r=13.0, class_="c-badge"),
        svg.text(x, y + 4.5, LETTERS[index], **style),
        class_=f"g{index % len(CORNERS) + 1}",
    )


def _axes(x_label: str, y_label: str) -> list[SafeString]:
    across = svg.text(SIDE, SIDE / 2 - 5, x_label, class_="tick halo", text_anchor="end")
    up = svg.text(SIDE / 2 + 5, 12.0, y_label, class_="tick halo")
    return ([across] if x_label else []) + ([up] if y_label else [])


def _legend(
    order: Sequence[int], groups: Mapping[int, str], members: Mapping[int, Sequence[Dot]]
) -> tuple[list[SafeString], float]:
    parts, y = [], SIDE + 20
    for index, group in enumerate(order):
        shape = _shape(index, 8.0, y - 4, 6.0, f"c-mark g{index % len(CORNERS) + 1}")
        count = _("%(people)s orang") % {"people": number_text(_people(members[group]))}
        words = f"{LETTERS[index]} · {groups[group]}"
        room = int((WIDTH - 24 - len(count) * svg.LETTER) / svg.LETTER)
        lines = svg.wrapped(words, room)
        parts += [shape, svg.text(WIDTH, y, count, text_anchor="end", class_="tick")]
        parts += [svg.text(22.0, y + 16 * n, words_) for n, words_ in enumerate(lines)]
        y += 16 * len(lines) + 6
    return parts, y - 8


def _hull(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the convex outline (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    return _half(ordered)[:-1] + _half(ordered[::-1])[:-1] if len(ordered) > 2 else ordered


def _half(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    chain: list[tuple[float, float]] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(o: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
