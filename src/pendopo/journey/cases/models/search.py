"""What the search looks through: one row a case, words as keyed digests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_noop as _

from pendopo.journey.cases.models.case import Case
from pendopo.kernel.personal import personal

# About two kilometres, in thousandths of a degree.
SPOT = 20
NOWHERE = -32_768

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class DigestsField(_Text):
    """Digests with blanks between them: a ``tsvector`` on PostgreSQL, text elsewhere."""

    def db_type(self, connection: Any) -> str:
        """Return the column's type."""
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, _value: Any, _compiler: Any, connection: Any) -> str:
        """Return how a value stands in a statement."""
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


def erase_entries(model: Any, person_id: UUID) -> int:
    """Delete the entries of the person's cases; what is left of a case is entered anew."""
    return int(model.objects.filter(case__voice__reporter_id=person_id).delete()[0])


class MapSpot(models.Model):
    """How many public cases have one coarse place, area, topic, office and state alike.

    A map of a million cases adds up some thousands of these instead. The database itself
    counts, with every entry that comes or goes (migration 0016).
    """

    # What the columns below say together.
    key = models.CharField(max_length=160, unique=True)
    region = models.CharField(max_length=13, blank=True)
    topic = models.CharField(max_length=60, blank=True)
    office = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=10)
    # In steps of SPOT thousandths of a degree; both NOWHERE for cases without a point.
    north = models.SmallIntegerField()
    east = models.SmallIntegerField()
    n = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.key


@personal(
    fields=("north", "east"),
    eraser=erase_entries,
    retention=_(
        "Sama dengan laporannya; yang tersimpan hanya sidik kata dan titik yang dibulatkan."
    ),
)
class SearchEntry(models.Model):
    """A case as the search knows it.

    No word stands here, only keyed digests of word stems and codes: what a deleted entry
    leaves behind in the pages of an index tells nobody anything.
    """

    # Seconds of the opening, then bits of the case's id: the order of the lists.
    place = models.BigIntegerField(primary_key=True)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="+")
    public_words = DigestsField(blank=True)
    staff_words = DigestsField(blank=True)
    # Thousandths of a degree; null unless the case is on the public map.
    north = models.IntegerField(null=True)
    east = models.IntegerField(null=True)

    # Null unless the case is public.
    spot = models.ForeignKey(MapSpot, null=True, on_delete=models.PROTECT, related_name="entries")

    class Meta:
        indexes = (
            # Whole answers for the map: what lies in a band of it, without reading the rows.
            models.Index(
                fields=["north", "east", "spot", "place"],
                name="search_by_point",
                condition=models.Q(north__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.case_id)


class SearchDue(models.Model):
    """A case that changed and whose entry the worker writes anew."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="+")
    # Another for every change, so that the worker removes only what it has seen.
    change = models.UUIDField()

    def __str__(self) -> str:
        return str(self.case_id)
