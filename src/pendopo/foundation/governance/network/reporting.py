"""The month's report: use by office and kind of sites, and how far windows were kept to."""

from __future__ import annotations

import calendar as months
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from pendopo.engines.network import OTHER
from pendopo.engines.policy import SITES
from pendopo.foundation.governance.models import NetworkDay, NetworkUse
from pendopo.foundation.governance.network.types import LogSource
from pendopo.foundation.governance.wording import code_label
from pendopo.ui.charts import Bar, Chart, Point, bar_chart, line_chart
from pendopo.ui.numbers import number_text

# A cell of the table that may not be told: few devices or none look alike.
WITHHELD = "c"
TOGETHER = ""


@dataclass(frozen=True)
class Month:
    """A calendar month."""

    first: date

    @property
    def last(self) -> date:
        """Return its last day."""
        n_days = months.monthrange(self.first.year, self.first.month)[1]
        return self.first.replace(day=n_days)

    @property
    def before(self) -> date:
        """Return the first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)


@dataclass(frozen=True)
class Report:
    """What a page shows of a month and a source."""

    n_days: int
    by_office: Chart
    by_hour: Chart
    kept_to: Chart
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sources_of(month: Month) -> list[LogSource]:
    """Return the sources that told of any day of a month."""
    days = NetworkDay.objects.filter(day__range=(month.first, month.last))
    found = set(days.values_list("source", flat=True))
    return [source for source in LogSource if source in found]


def newest_month() -> Month | None:
    """Return the last month of which any source told."""
    newest = NetworkDay.objects.order_by("-day").values_list("day", flat=True).first()
    return Month(newest.replace(day=1)) if newest else None


def report(month: Month, source: LogSource) -> Report:
    """Return the report of a month (three queries, however many offices)."""
    days = list(
        NetworkDay.objects.filter(
            source=source, day__range=(month.first, month.last)
        ).select_related("imported__plan")
    )
    uses = list(
        NetworkUse.objects.filter(of_day__in=[day.id for day in days]).select_related(
            "office", "of_day"
        )
    )
    daily = [use for use in uses if use.hour is None]
    names = _names(days, daily)
    return Report(
        n_days=len(days),
        by_office=_by_office(daily, names),
        by_hour=_by_hour(use for use in uses if use.hour is not None),
        kept_to=_kept_to(days, daily),
        columns=(_("Perangkat daerah"), *map(category_label, _categories(daily))),
        rows=_table(daily, names),
    )


def category_label(code: str) -> str:
    """Return what a kind of sites is called."""
    return code_label("site", "other" if code == OTHER else code)


def _names(days: Iterable[NetworkDay], daily: Iterable[NetworkUse]) -> dict[str, str]:
    """Return all offices the logs could tell of: what none has shown is withheld, not zero."""
    found = {
        office["code"]: office["name"]
        for day in days
        for office in day.imported.plan.definition["offices"]
    }
    found |= {use.office.code: use.office.name for use in daily if use.office}
    if any(use.office is None for use in daily):
        found[TOGETHER] = _("Kantor kecil, digabung")
    return found


def _office(use: NetworkUse) -> str:
    return use.office.code if use.office else TOGETHER


def _by_office(daily: Iterable[NetworkUse], names: dict[str, str]) -> Chart:
    sums: dict[str, int] = defaultdict(int)
    for use in daily:
        sums[_office(use)] += use.requests
    bars = [Bar(name, sums.get(code)) for code, name in names.items()]
    bars.sort(key=lambda bar: (bar.value is None, bar.label))
    return bar_chart(
        bars, key="kantor", title=_("Permintaan tiap perangkat daerah"), unit=_("permintaan")
    )


def _by_hour(hourly: Iterable[NetworkUse]) -> Chart:
    sums: dict[int, int] = defaultdict(int)
    for use in hourly:
        sums[use.hour or 0] += use.requests
    points = [Point(f"{hour:02}.00", sums.get(hour)) for hour in range(24)]
    title = _("Permintaan menurut jam, semua perangkat daerah")
    return line_chart(points, key="jam", title=title, unit=_("permintaan"))


def _kept_to(days: Iterable[NetworkDay], daily: Iterable[NetworkUse]) -> Chart:
    """Draw the share of requests that went to what was open, day by day."""
    all_, closed = defaultdict[date, int](int), defaultdict[date, int](int)
    for use in daily:
        all_[use.of_day.day] += use.requests
        closed[use.of_day.day] += use.closed
    points = [
        Point(
            f"{each.day:%d}",
            100 * (1 - min(closed[each.day] / all_[each.day], 1)) if all_[each.day] else None,
        )
        for each in days
    ]
    title = _("Bagian permintaan ke situs yang sedang terbuka")
    return line_chart(points, key="patuh", title=title, unit=_("persen"), places=1)


def _categories(daily: Iterable[NetworkUse]) -> list[str]:
    seen = {use.category for use in daily}
    return [code for code in (*SITES, OTHER) if code in seen]


def _table(daily: list[NetworkUse], names: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for use in daily:
        sums[_office(use), use.category] += use.requests
    categories = _categories(daily)
    return tuple(
        (name, *(_cell(sums.get((code, category))) for category in categories))
        for code, name in sorted(names.items(), key=lambda item: item[1])
    )


def _cell(value: int | None) -> str:
    return WITHHELD if value is None else number_text(value)
