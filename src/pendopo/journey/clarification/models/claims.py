"""Claims, the wordings by which they are known again, and where they were seen.

Nothing here tells who spread a rumour. Who told the government of it is kept only where a
citizen who is signed in asks for that.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from pendopo.foundation.people.models import Person
from pendopo.foundation.release.models import PublicTopic, Release
from pendopo.journey.clarification import erasers
from pendopo.journey.clarification.types import (
    AsideReason,
    ClaimState,
    ClockKind,
    Entry,
    Harm,
    Priority,
    ReferredTo,
    SeenOn,
    WaveAct,
)
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal, rows_by


class Claim(models.Model):
    """A rumour about facts, however often and in whatever words it was seen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=ClaimState.choices, default=ClaimState.NEW)
    # In one sentence that names nobody; until triage the first words, masked.
    headline = models.CharField(max_length=160)
    harm = models.CharField(max_length=16, blank=True, choices=Harm.choices)
    priority = models.CharField(max_length=8, blank=True, choices=Priority.choices)
    topic = models.ForeignKey(
        PublicTopic, null=True, on_delete=models.PROTECT, related_name="claims"
    )
    aside_reason = models.CharField(max_length=16, blank=True, choices=AsideReason.choices)
    referred_to = models.CharField(max_length=8, blank=True, choices=ReferredTo.choices)
    aside_note = models.CharField(max_length=400, blank=True)
    joined_to = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="joined"
    )
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField()
    n_seen = models.PositiveIntegerField(default=0)
    # The present run of sightings without a long silence between them.
    run_began_at = models.DateTimeField()
    n_run = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-received_at", "-id")
        indexes = (models.Index(fields=["state", "-received_at"], name="claim_state"),)
        constraints = (
            models.UniqueConstraint(fields=["year", "serial"], name="claim_serial_once"),
            models.CheckConstraint(
                condition=Q(state="set_aside") & ~Q(aside_reason="")
                | ~Q(state="set_aside") & Q(aside_reason=""),
                name="claim_aside_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="joined", joined_to__isnull=False)
                | ~Q(state="joined") & Q(joined_to=None),
                name="claim_joined_to_one",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Wording(models.Model):
    """One text in which a claim went round, masked; by it the claim is known again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="wordings")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField()

    class Meta:
        ordering = ("first_seen_at", "id")
        constraints = (models.UniqueConstraint(fields=["claim", "digest"], name="wording_once"),)

    def __str__(self) -> str:
        return str(self.id)


class WordingKey(models.Model):
    """A term of a wording as a number, so that texts alike are found along an index."""

    wording = models.ForeignKey(
        Wording, on_delete=models.CASCADE, related_name="keys", db_index=False
    )
    key = models.IntegerField()

    class Meta:
        ordering = ("key", "wording_id")
        indexes = (models.Index(fields=["key", "wording"], name="wording_by_key"),)

    def __str__(self) -> str:
        return f"{self.key}"


@personal(
    fields=("link",),
    eraser=erasers.erase_sightings,
    exporter=rows_by("reporter_id", "claim__number", "seen_on", "link", "at"),
    retention=_(
        "Hitungannya selama kabarnya disimpan; kaitan dengan pelapor sampai ia meminta dihapus."
    ),
)
class Sighting(models.Model):
    """That a claim was seen: when, on what kind of channel, how often; not from whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="sightings")
    wording = models.ForeignKey(
        Wording, null=True, on_delete=models.SET_NULL, related_name="sightings"
    )
    submission_key = models.UUIDField(unique=True)
    seen_on = models.CharField(max_length=12, choices=SeenOn.choices)
    entry = models.CharField(max_length=12, choices=Entry.choices)
    # Reduced: a network's name alone, or a page without what may tell of a person.
    link = models.CharField(max_length=200, blank=True)
    n = models.PositiveIntegerField(default=1)
    likeness = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    day = models.DateField()
    reporter = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=["claim", "day", "seen_on"], name="sighting_by_day"),)
        constraints = (models.CheckConstraint(condition=Q(n__gte=1), name="sighting_counts"),)

    def __str__(self) -> str:
        return f"{self.claim_id} {self.seen_on}"


@personal(
    fields=("file",),
    eraser=erasers.erase_screenshots,
    exporter=rows_by("sighting__reporter_id", "file", "width", "height", "n_bytes", "added_at"),
    retention=_("Sampai kabarnya dipilah, paling lama tujuh hari; tidak pernah ditampilkan umum."),
)
class Screenshot(models.Model):
    """A picture of a rumour, drawn anew; seen by who sorts claims, then deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sighting = models.OneToOneField(Sighting, on_delete=models.CASCADE, related_name="screenshot")
    file = models.FileField(upload_to="screenshots/%Y/%m")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    n_bytes = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.id)


class Wave(models.Model):
    """A run of sightings of a claim; the second begins after the first was answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="waves")
    number = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    noticed_at = models.DateTimeField()
    act = models.CharField(max_length=8, blank=True, choices=WaveAct.choices)
    note = models.CharField(max_length=400, blank=True)
    # The release that carries the verdict anew.
    release = models.ForeignKey(Release, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["claim", "number"], name="wave_once"),)

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.number}"


class ClaimClock(models.Model):
    """What is owed on a claim, until when, and by which rule."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=8, choices=ClockKind.choices)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)
    legal_basis = models.CharField(max_length=200)
    is_confirmed = models.BooleanField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("started_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["claim", "kind"], condition=Q(stopped_at=None), name="claim_clock_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.claim_id}"
