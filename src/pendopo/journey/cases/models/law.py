"""Legal limits, the calendars of offices, and who changed which rule, as rows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.journey.cases.types import CaseClass
from pendopo.kernel.ids import new_id

_CONFIDENCE = [("verified", "verified"), ("unconfirmed", "unconfirmed")]


class ClockPolicy(models.Model):
    """A legal limit as a row: how long, for which class, by which rule, since when.

    ``procedure`` is a code with the number of its version, ``akta-kelahiran@2``: a case is
    held to the limits of the version under which it began.
    """

    code = models.CharField(max_length=60)
    clock = models.CharField(max_length=16)
    case_class = models.CharField(max_length=24, choices=CaseClass.choices, blank=True)
    procedure = models.CharField(max_length=80, blank=True)
    # Empty where the step that starts the clock is the beginning.
    starts = models.CharField(max_length=20, blank=True)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16)
    legal_basis = models.CharField(max_length=200)
    explanation = models.TextField(blank=True)
    confidence = models.CharField(max_length=12, choices=_CONFIDENCE)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "clock policies"
        constraints = (
            models.UniqueConstraint(
                fields=["clock", "case_class", "procedure", "valid_from"], name="policy_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.amount} {self.unit}"


class CalendarRule(models.Model):
    """How one office, or every office, works otherwise than Monday to Friday.

    A ``week`` gives the opening hours of each weekday, a ``season`` other hours for a
    stretch of days, a ``closed`` row days on which the office does not work. Rows are
    never changed: one is ended and another takes its place.
    """

    class Kind(models.TextChoices):
        WEEK = "week", _("Jam kerja")
        SEASON = "season", _("Jam kerja sementara")
        CLOSED = "closed", _("Tutup")

    class Reason(models.TextChoices):
        LOCAL = "lokal", _("Libur daerah")
        CLOSURE = "penutupan", _("Penutupan tak terduga")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # Without an office it holds for every office that has no week of its own.
    office = models.ForeignKey("people.Office", null=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    # Seven texts, Monday first: "07.30-12.00, 13.00-16.00".
    hours = models.JSONField(default=list)
    # Holidays of the decree do not close an office that keeps a watch.
    works_on_holidays = models.BooleanField(default=False)
    legal_basis = models.CharField(max_length=200)
    confidence = models.CharField(max_length=12, choices=_CONFIDENCE)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("valid_from", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="week", first=None, last=None)
                | (Q(kind__in=["season", "closed"]) & Q(last__gte=F("first"))),
                name="calendar_rule_has_days",
            ),
            models.CheckConstraint(
                condition=Q(kind="closed", reason__in=["lokal", "penutupan"])
                | (~Q(kind="closed") & Q(reason="")),
                name="calendar_rule_closed_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class RuleChange(models.Model):
    """One change of a rule: what, by which decree, by whom, and how far clocks followed."""

    class Rule(models.TextChoices):
        HOLIDAY = "holiday", _("Hari libur")
        CLOSURE = "closed", _("Penutupan dan libur daerah")
        WEEK = "week", _("Jam kerja")
        SEASON = "season", _("Jam kerja sementara")
        LIMIT = "limit", _("Batas waktu")
        NUMBER = "number", _("Angka aturan")

    class Action(models.TextChoices):
        ADDED = "added", _("Ditambahkan")
        ENDED = "ended", _("Diakhiri")
        CORRECTED = "corrected", _("Dibetulkan")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=8, choices=Rule.choices)
    action = models.CharField(max_length=10, choices=Action.choices)
    office = models.ForeignKey("people.Office", null=True, on_delete=models.PROTECT)
    # The rule in an office's words: "Banjir, 2 Juli 2026 sampai 3 Juli 2026".
    summary = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=200)
    by_ref = models.CharField(max_length=80)
    # The public function of who changed it: "pengelola sistem, Sekretariat Daerah".
    by_function = models.CharField(max_length=200)
    at = models.DateTimeField()
    # The clocks follow in batches: up to which case, how many moved, until all are done.
    moves_clocks = models.BooleanField()
    reached = models.UUIDField(null=True)
    n_moved = models.PositiveIntegerField(default=0)
    n_unchanged = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=["-at", "-id"], name="rule_change_newest"),
            models.Index(
                fields=["at"],
                name="rule_change_waiting",
                condition=Q(moves_clocks=True, done_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.summary}"
