"""What the search looks through: one row a case, words as keyed digests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_noop as _

from pendopo.journey.cases.models.case import Case
from pendopo.kernel.personal import personal

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

    class Meta:
        indexes = (
            models.Index(
                fields=["-place"], name="search_on_map", condition=models.Q(north__isnull=False)
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
