"""Published numbers in words: what a page says is exactly what the cell holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from pendopo.engines.indicators import Definition
from pendopo.journey.evidence.models import IndicatorCell
from pendopo.journey.voice.types import Channel
from pendopo.kernel.time import format_month
from pendopo.ui.charts import Chart, Point, line_chart
from pendopo.ui.numbers import MISSING, is_english, number_text, percent_text

# Below this an interval spans almost everything and only looks like knowledge.
FEWEST = 5
_DIGEST_PART = 8
DIRECTIONS = {
    "higher_better": lazy("Makin tinggi makin baik."),
    "lower_better": lazy("Makin rendah makin baik."),
    "neither": lazy("Tinggi atau rendah tidak dengan sendirinya baik."),
}
UNCERTAINTIES = {
    "superpopulation": lazy(
        "Semua yang jatuh tempo dihitung, bukan sampel; rentang 95% menunjukkan seberapa jauh "
        "angka ini dapat bergeser secara kebetulan bila pekerjaan yang sama terulang."
    ),
    "sampling": lazy(
        "Angka ini dari sampel; rentang 95% menunjukkan di mana angka seluruhnya kiranya berada."
    ),
    "none": lazy("Semua dihitung dan tidak ada yang diduga, sehingga tidak ada rentang."),
}
OUTCOMES = {
    "within": lazy("Dijawab dalam batas waktu"),
    "late": lazy("Dijawab sesudah batas waktu"),
    "unanswered_open": lazy("Belum dijawab, batas waktu sudah lewat"),
    "closed_by_system": lazy("Ditutup oleh sistem tanpa jawaban"),
    "excluded:archived": lazy("Tidak dihitung: diarsipkan dengan alasan"),
    "excluded:not_ours": lazy("Tidak dihitung: bukan wewenang kami"),
    "excluded:withdrawn": lazy("Tidak dihitung: ditarik pelapor"),
    "excluded:merged": lazy("Tidak dihitung: digabung"),
}
# Of clocks that are met otherwise than by an answer.
_OTHER_OUTCOMES = {
    "within": lazy("Dipenuhi dalam batas waktu"),
    "late": lazy("Dipenuhi sesudah batas waktu"),
    "unanswered_open": lazy("Belum dipenuhi, batas waktu sudah lewat"),
    "closed_by_system": lazy("Ditutup oleh sistem sebelum dipenuhi"),
    "closed": lazy("Ditutup sebelum dipenuhi"),
}
EXCLUSIONS = {
    "archived": lazy("Diarsipkan"),
    "not_ours": lazy("Bukan wewenang"),
    "withdrawn": lazy("Ditarik pelapor"),
    "merged": lazy("Digabung"),
}
UNASSIGNED = "unassigned"


def indicator_name(definition: Definition) -> str:
    """Return an indicator's name in the reader's language."""
    return definition.name_en if is_english() else definition.name_id


def outcome_words(outcome: str, clock: str = "answer") -> str:
    """Return what became of a clock, in words."""
    if clock != "answer" and outcome in _OTHER_OUTCOMES:
        return str(_OTHER_OUTCOMES[outcome])
    return str(OUTCOMES.get(outcome, lazy("Berhenti tanpa jawaban")))


def office_words(code: str, names: Mapping[str, str]) -> str:
    """Return an office's name; a code nobody bears any more stays a code."""
    return (
        _("Belum diteruskan ke perangkat daerah") if code == UNASSIGNED else names.get(code, code)
    )


def digest_words(digest: str) -> SafeString:
    """Return a digest that may break over lines, and copies as one word."""
    parts = (digest[at : at + _DIGEST_PART] for at in range(0, len(digest), _DIGEST_PART))
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))


def month_words(month: str) -> str:
    """Return ``Maret 2026`` for ``2026-03``."""
    year, number = month.split("-")
    return format_month(date(int(year), int(number), 1), language=get_language() or "id")


def share_words(cell: IndicatorCell) -> str:
    """Return ``79,4%``, or that there is nothing yet."""
    return _("belum ada") if cell.share is None else percent_text(cell.share, 1)


def interval_words(cell: IndicatorCell) -> str:
    """Return ``78,8–80,0%``, or why no interval is given."""
    if cell.low is None or cell.high is None:
        return MISSING
    if cell.denominator < FEWEST:
        return _("terlalu sedikit untuk rentang yang berarti")
    return f"{number_text(cell.low * 100, 1)}–{percent_text(cell.high, 1)}"


def days_words(cell: IndicatorCell) -> str:
    """Return ``separuhnya dalam 4 hari kerja, sembilan dari sepuluh dalam 11``, or why not."""
    if cell.median_days is None or cell.n_timed < FEWEST:
        return _("terlalu sedikit untuk disebut")
    return _("separuhnya dalam %(median)s hari kerja, sembilan dari sepuluh dalam %(p90)s") % {
        "median": number_text(cell.median_days),
        "p90": number_text(cell.p90_days or 0),
    }


def sentence(cell: IndicatorCell | None) -> str:
    """Return ``14.203 dari 17.880, 79,4% (78,8–80,0%)``."""
    if cell is None or not cell.denominator:
        return _("belum ada")
    return _("%(numerator)s dari %(denominator)s, %(share)s (%(interval)s)") % {
        "numerator": number_text(cell.numerator),
        "denominator": number_text(cell.denominator),
        "share": share_words(cell),
        "interval": interval_words(cell),
    }


@dataclass(frozen=True)
class Line:
    """One row of a table of cells."""

    code: str
    name: str
    numerator: int
    denominator: int
    share: str
    interval: str


def line(cell: IndicatorCell, code: str, name: str) -> Line:
    """Return a cell as a row of a table."""
    return Line(
        code, name, cell.numerator, cell.denominator, share_words(cell), interval_words(cell)
    )


def month_title(definition: Definition) -> str:
    """Return the heading of an indicator's months."""
    return _("%(name)s, per bulan jatuh tempo") % {"name": indicator_name(definition)}


def month_lines(cells: Iterable[IndicatorCell]) -> list[Line]:
    """Return the months, newest first."""
    rows = [line(cell, cell.month, month_words(cell.month)) for cell in cells]
    return sorted(rows, key=lambda row: row.code, reverse=True)


def office_lines(cells: Iterable[IndicatorCell], names: Mapping[str, str]) -> list[Line]:
    """Return the offices by name: an order that says nothing about who is better."""
    rows = (line(cell, cell.office_code, office_words(cell.office_code, names)) for cell in cells)
    return sorted(rows, key=lambda row: row.name.casefold())


def month_chart(
    cells: Iterable[IndicatorCell], *, key: str = "bulanan", title: str = ""
) -> Chart | None:
    """Return the months as a line with its band; None while there is no line to draw."""
    points = [_point(cell) for cell in cells if cell.share is not None]
    if len(points) < 2:
        return None
    title = title or _("Bagian yang dijawab dalam batas waktu, per bulan jatuh tempo")
    return line_chart(points, key=key, title=title, unit=_("persen"), places=1)


def _point(cell: IndicatorCell) -> Point:
    share, low, high = (None if x is None else x * 100 for x in (cell.share, cell.low, cell.high))
    if cell.denominator < FEWEST:
        low = high = None
    return Point(month_words(cell.month), share, low, high)


@dataclass(frozen=True)
class ChannelShare:
    """How many reports came in through one channel."""

    label: str
    count: int
    share: float


def channel_shares(channels: Mapping[str, int]) -> list[ChannelShare]:
    """Return the channels, the most used first."""
    labels, total = dict(Channel.choices), sum(channels.values())
    ordered = sorted(channels.items(), key=lambda item: (-item[1], item[0]))
    return [ChannelShare(str(labels.get(code, code)), n, n / total) for code, n in ordered]


@dataclass(frozen=True)
class Count:
    """A number with its label."""

    label: str
    count: int
    text: str = ""


def outcome_counts(tally: Mapping[str, int], clock: str = "answer") -> list[Count]:
    """Return the outcomes that occurred, in the order in which they are explained."""
    order = [*OUTCOMES, *sorted(set(tally) - set(OUTCOMES))]
    return [Count(outcome_words(code, clock), tally[code]) for code in order if tally.get(code)]


def exclusion_counts(reasons: Mapping[str, str], cell: IndicatorCell) -> list[Count]:
    """Return every reason for leaving out, why that is fair, and how often it was used."""
    return [
        Count(str(EXCLUSIONS.get(code, code)), cell.exclusions.get(code, 0), text)
        for code, text in reasons.items()
    ]
