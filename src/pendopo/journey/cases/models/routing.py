"""Which office answers for what, which cases belong together, and where to look for twins."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from pendopo.journey.cases import erasers
from pendopo.journey.cases.models.case import Case
from pendopo.journey.cases.types import LinkKind, Part
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal


class Responsibility(models.Model):
    """Which part an office has in a topic, maybe only in one area or for one class of assets."""

    topic = models.ForeignKey("voice.Topic", on_delete=models.PROTECT)
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT)
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.RESPONSIBLE)
    region_code = models.CharField(max_length=13, blank=True)
    # A class of assets as the office's own register calls it: "jalan_provinsi".
    asset_class = models.CharField(max_length=40, blank=True)
    decree = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "responsibilities"
        constraints = (
            models.UniqueConstraint(
                fields=["topic", "office", "region_code", "asset_class", "part", "valid_from"],
                name="responsibility_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="responsibility_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic_id} → {self.office_id}"


class CaseOffice(models.Model):
    """An office that supports or observes a case without answering it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="other_offices")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, db_index=False)
    part = models.CharField(max_length=12, choices=Part.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "office"], name="case_office_once"),)
        indexes = (models.Index(fields=["office", "case"], name="case_office_cases"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.part} {self.office_id}"


class CaseLink(models.Model):
    """A case that went up in another, or came out of one; an ended link was a mistake."""

    kind = models.CharField(max_length=8, choices=LinkKind.choices)
    source = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="links_out", db_index=False
    )
    target = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_in")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["source", "kind"], name="case_link_source"),)
        constraints = (
            models.UniqueConstraint(
                fields=["source"], condition=Q(kind="merged", ended_at=None), name="merged_once"
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="link_to_another"),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class CaseJoin(models.Model):
    """Somebody has the same problem. Who it is nobody knows: a browser counts once.

    The mark is a keyed digest of a random word in that browser's session, tied to this
    case alone, so that one browser's marks on two cases cannot be told to be one person's.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="joins", db_index=False)
    # The case that was joined, while ``case`` is the one it went up in.
    joined = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    mark = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["joined", "mark"], name="joined_once"),)
        indexes = (models.Index(fields=["case"], name="joins_of_case"),)

    def __str__(self) -> str:
        return f"{self.joined_id}"


@personal(
    fields=("cell",),
    eraser=erasers.erase_likenesses,
    retention=_("Hanya selama laporannya terbuka; untuk mencari laporan yang sama."),
)
class Likeness(models.Model):
    """Where and by what words an open case is found when a new one resembles it.

    Rows exist while a case is open and no longer, so that the search stays as small as
    the work at hand, however much past there is.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True)
    opened_at = models.DateTimeField()
    # Of a grid of about 278 m.
    cell = models.BigIntegerField(null=True)
    region_code = models.CharField(max_length=13, blank=True)
    band_1 = models.IntegerField(null=True)
    band_2 = models.IntegerField(null=True)
    band_3 = models.IntegerField(null=True)
    band_4 = models.IntegerField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["cell", "-opened_at"], name="like_cell"),
            models.Index(fields=["region_code", "-opened_at"], name="like_region"),
            models.Index(fields=["band_1"], name="like_band_1"),
            models.Index(fields=["band_2"], name="like_band_2"),
            models.Index(fields=["band_3"], name="like_band_3"),
            models.Index(fields=["band_4"], name="like_band_4"),
        )

    def __str__(self) -> str:
        return str(self.case_id)
