"""What everyone may ask of the public register and of the map."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pendopo.journey.cases.forms import RegisterFilter
from pendopo.journey.cases.search.types import Query
from pendopo.kernel.regions import is_region_code, parts_of, region
from pendopo.ui.forms import DayInput

OLDEST = "terlama"


class PublicFilter(RegisterFilter):
    """Words or a number, topic, office, state, area, days, and the order."""

    region = forms.ChoiceField(label=_("Wilayah"), required=False)
    since = forms.DateField(label=_("Diterima sejak"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Diterima sampai"), required=False, widget=DayInput())
    sort = forms.ChoiceField(
        label=_("Urutan"),
        required=False,
        choices=[("", _("Terbaru dahulu")), (OLDEST, _("Terlama dahulu"))],
    )

    def __init__(self, data: Any) -> None:
        self._wanted_region = data.get("region", "")
        super().__init__(data)

    def _choose(self, name: str, choices: Any) -> None:
        super()._choose(name, choices)
        if name == "office":
            # The last that the form before us fills in, just before it reads what was asked.
            self.fields["text"].label = _("Kata atau nomor")
            super()._choose("region", [("", _("Semua wilayah")), *self._regions()])

    def _regions(self) -> list[tuple[str, str]]:
        found = [(each.code, each.name) for each in parts_of(settings.PENDOPO_REGION)]
        wanted = self._wanted_region
        if is_region_code(wanted) and wanted not in dict(found):
            # A village is too many to choose from, but may be asked for by address.
            row = region(wanted)
            found += [(row.code, f"{row.name}, {row.parent.name}")] if row and row.parent else []
        return found

    def query(self) -> Query:
        """Return what is asked, as the search takes it."""
        return Query(
            text=self.asked("text"),
            office=self.asked("office"),
            topic=self.asked("topic"),
            region=self.asked("region"),
            status=self.asked("status"),
            since=_midnight(self.cleaned_data.get("since")),
            until=_midnight(self.cleaned_data.get("until"), days=1),
            is_oldest_first=self.asked("sort") == OLDEST,
        )

    @property
    def needs_search(self) -> bool:
        """Return whether the indexes of the register do not answer this by themselves."""
        codes = [name for name in ("topic", "office", "status") if self.asked(name)]
        others = ("text", "region", "since", "until", "sort")
        return len(codes) > 1 or any(self.asked(name) for name in others)

    @property
    def is_asked(self) -> bool:
        """Return whether anything is asked at all."""
        return any(self.asked(name) for name in self.fields)


def _midnight(day: date | None, *, days: int = 0) -> datetime | None:
    # A year that no calendar has cannot be moved into a zone either.
    if day is None or not 1970 < day.year < 9000:
        return None
    start = datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.PENDOPO_ZONE))
    return start + timedelta(days=days)
