"""What a reader may see of a published map: groups, what unites, what divides, rates.

While a deliberation is open, a statement the reader has not answered is left out of
every list, figures and rank alike.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.engines.opinion import Reading
from pendopo.ui.charts import Chart, Dot, Share, opinion_map, share_chart
from pendopo.ui.numbers import percent_text

MOST_SHOWN = 5
READINGS = {
    Reading.BROAD_AGREEMENT: gettext_lazy("disetujui semua kelompok"),
    Reading.BROAD_DISAGREEMENT: gettext_lazy("ditolak semua kelompok"),
    Reading.CONTESTED: gettext_lazy("dipertentangkan"),
    Reading.MIXED: gettext_lazy("belum condong"),
    Reading.TOO_FEW_VOTES: gettext_lazy("suara belum cukup"),
}
_UNITING = (Reading.BROAD_AGREEMENT, Reading.BROAD_DISAGREEMENT)
_UNKNOWN = "–"

Json = Mapping[str, Any]


@dataclass(frozen=True)
class StatementRow:
    """One statement as the map reads it; ``groups`` holds one cell per group."""

    number: int
    text: str
    reading: str
    share: Share | None
    groups: tuple[str, ...]


@dataclass(frozen=True)
class GroupView:
    """One opinion group with the statements that tell what is particular to it.

    ``sureness`` is the mean chance of its people to belong to it; empty on older maps.
    """

    letter: str
    n_people: int
    sureness: str
    telling: tuple[str, ...]


def is_stable(document: Json) -> bool:
    """Return whether the groups of a map may be shown."""
    return bool(document["groups"]["verdict"] == "stable")


def scatter(document: Json) -> Chart:
    """Draw the marks of a map; people who answered too little to be grouped are left out."""
    groups = [group["letter"] for group in document["groups"]["list"]]
    places = {letter: i for i, letter in enumerate(groups)} if groups else {None: 0}
    dots = [
        Dot(mark["x"], mark["y"], places[mark["group"]], mark["n_people"])
        for mark in document["marks"]
        if mark["group"] in places
    ]
    names = {
        i: _("Kelompok %(letter)s") % {"letter": letter} if letter else _("Semua peserta")
        for letter, i in places.items()
    }
    title = (
        _("Peserta terbagi dalam %(number)d kelompok pendapat") % {"number": len(groups)}
        if groups
        else _("Belum ada kelompok pendapat yang stabil")
    )
    return opinion_map(dots, key="peta", title=title, groups=names)


def uniting(document: Json) -> list[int]:
    """Return the numbers of what all groups share, surest first."""
    found = [row for row in document["statements"] if row["reading"] in _UNITING]
    return [int(row["id"]) for row in sorted(found, key=_sureness)]


def _sureness(row: Json) -> tuple[bool, float, int]:
    # What all want comes before what nobody wants.
    is_refused = row["reading"] != Reading.BROAD_AGREEMENT
    return (is_refused, row["bridge"] if is_refused else -row["floor"], int(row["id"]))


def dividing(document: Json) -> list[int]:
    """Return the numbers of what groups answer in opposite ways, sharpest first."""
    found = [row for row in document["statements"] if row["reading"] == Reading.CONTESTED]
    return [int(row["id"]) for row in sorted(found, key=lambda r: (-r["extremity"], int(r["id"])))]


def slate(document: Json) -> list[int]:
    """Return the numbers of what goes to the table, so that each part of the people has its share.

    Empty on maps of the engine's first version.
    """
    return [int(number) for number in document.get("slate", ())]


def visible(numbers: Sequence[int], known: Collection[int] | None) -> list[int]:
    """Return the numbers the reader may see; ``known`` None means all."""
    return [number for number in numbers if known is None or number in known]


def chart_of(
    document: Json, numbers: Sequence[int], texts: Mapping[int, str], *, key: str, title: str
) -> Chart | None:
    """Draw the votes on some statements; None if there are none to show."""
    rows = statement_rows(document, numbers[:MOST_SHOWN], texts)
    shares = [row.share for row in rows if row.share is not None]
    return share_chart(shares, key=key, title=title) if shares else None


def statement_rows(
    document: Json, numbers: Sequence[int], texts: Mapping[int, str]
) -> list[StatementRow]:
    """Return statements with their votes in all and per group, in the order asked for."""
    found = {int(row["id"]): row for row in document["statements"]}
    return [_row(number, found[number], texts[number]) for number in numbers if number in texts]


def _row(number: int, row: Json, text: str) -> StatementRow:
    label = f"{number}. {text}"
    total = row["total"]
    share = Share(label, total["agree"], total["disagree"], total["pass"]) if total else None
    cells = tuple(_cell(tally) for tally in row["groups"])
    return StatementRow(number, text, str(READINGS[Reading(row["reading"])]), share, cells)


def _cell(tally: Mapping[str, int] | None) -> str:
    if tally is None:
        return _UNKNOWN
    cast = sum(tally.values())
    return _("%(share)s dari %(people)d") % {
        "share": percent_text(tally["agree"] / cast),
        "people": cast,
    }


def rates_table(document: Json, rows: Sequence[StatementRow]) -> dict[str, Any]:
    """Return columns and rows of the table of agreement per group."""
    letters = [group["letter"] for group in document["groups"]["list"]]
    heads = [_("Kelompok %(letter)s setuju") % {"letter": letter} for letter in letters]
    return {
        "columns": [_("Pernyataan"), _("Semua setuju"), *heads, _("Bacaan")],
        "rows": [
            [f"{row.number}. {row.text}", _all_agree(row.share), *row.groups, row.reading]
            for row in rows
        ],
    }


def _all_agree(share: Share | None) -> str:
    if share is None or not share.total:
        return _UNKNOWN
    return _cell({"agree": share.agree, "disagree": share.disagree, "pass": share.passed})


def group_views(
    document: Json, texts: Mapping[int, str], known: Collection[int] | None
) -> list[GroupView]:
    """Return the groups with up to three telling statements the reader may see."""
    return [
        GroupView(
            group["letter"],
            group["n_people"],
            percent_text(group["sureness"]) if "sureness" in group else "",
            _telling(group, texts, known),
        )
        for group in document["groups"]["list"]
    ]


def _telling(
    group: Json, texts: Mapping[int, str], known: Collection[int] | None
) -> tuple[str, ...]:
    found = []
    for each in group["representative"]:
        number = int(each["statement"])
        if number in texts and (known is None or number in known):
            words = _("Setuju") if each["vote"] == 1 else _("Tidak setuju")
            found.append(f"{words}: “{texts[number]}” ({percent_text(each['share'])})")
    return tuple(found[:3])


def table_numbers(document: Json) -> list[int]:
    """Return the numbers of all statements in the map, in order."""
    return sorted(int(row["id"]) for row in document["statements"])


def numbers_named(document: Json) -> set[int]:
    """Return the numbers of the statements that are telling for some group."""
    return {
        int(each["statement"])
        for group in document["groups"]["list"]
        for each in group["representative"]
    }
