"""Cases, their clocks and messages, and what other systems say of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from pendopo.journey.cases import erasers
from pendopo.journey.cases.models.law import ClockPolicy
from pendopo.journey.cases.types import (
    CaseClass,
    ClockKind,
    CloseReason,
    MessageKind,
    Outcome,
    Status,
    StopReason,
)
from pendopo.journey.voice.types import Kind
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal, rows_by


@personal(
    fields=("title", "public_text"),
    eraser=erasers.erase_cases,
    exporter=rows_by("voice__reporter_id", "number", "title", "status", "opened_at"),
    retention=_("Sama dengan laporannya."),
)
class Case(models.Model):
    """A voice being handled. State only; what happened is in the facts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    voice = models.OneToOneField("voice.Voice", on_delete=models.PROTECT, related_name="case")
    number = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    # The version under which it began, and under which it ends.
    procedure_version = models.ForeignKey(
        "procedures.ProcedureVersion",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    case_class = models.CharField(max_length=24, choices=CaseClass.choices, blank=True)
    # No index of their own: those below begin with the office, and nothing is asked of a
    # topic or region alone. Every index costs when a government brings in its past.
    topic = models.ForeignKey("voice.Topic", null=True, on_delete=models.PROTECT, db_index=False)
    region = models.ForeignKey("kernel.Region", null=True, on_delete=models.PROTECT, db_index=False)
    title = models.CharField(max_length=150)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RECEIVED)
    office = models.ForeignKey("people.Office", null=True, on_delete=models.PROTECT, db_index=False)
    is_anonymous = models.BooleanField()
    is_secret = models.BooleanField()
    is_public = models.BooleanField(default=False)
    close_reason = models.CharField(max_length=10, choices=CloseReason.choices, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    n_reopened = models.PositiveSmallIntegerField(default=0)
    # How often an office said that it is not theirs; a decision ends that.
    n_bounces = models.PositiveSmallIntegerField(default=0)
    is_decided = models.BooleanField(default=False)
    # While it waits for whoever settles whose it is: the clock of that decision runs.
    is_disputed = models.BooleanField(default=False)
    asset_class = models.CharField(max_length=40, blank=True)
    # What the public reads instead of the author's words; those stay with the voice.
    public_text = models.TextField(blank=True)
    is_moderated = models.BooleanField(default=False)
    # Whoever serves there, or in a part of it, may not read the case.
    accused_office = models.ForeignKey(
        "people.Office", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Where the accused office is the only one that oversees: the verifiers then stand in for it.
    is_overseer_accused = models.BooleanField(default=False)
    # Codes of the offices before whose heads a late limit of it was put (see escalation).
    raised_to = models.JSONField(default=list)

    class Meta:
        indexes = (
            models.Index(fields=["status", "due_at", "id"], name="case_status_due"),
            models.Index(fields=["office", "status", "due_at", "id"], name="case_office_due"),
            models.Index(fields=["office", "due_at", "id"], name="case_office_any"),
            models.Index(fields=["due_at", "id"], name="case_due"),
            # Few at any time; counting them must not read the others.
            models.Index(
                fields=["due_at", "id"], name="case_disputed", condition=Q(is_disputed=True)
            ),
            models.Index(
                fields=["-opened_at", "-id"], name="case_public", condition=Q(is_public=True)
            ),
            models.Index(
                fields=["office", "-opened_at", "-id"],
                name="case_public_office",
                condition=Q(is_public=True),
            ),
            models.Index(
                fields=["topic", "-opened_at", "-id"],
                name="case_public_topic",
                condition=Q(is_public=True),
            ),
            models.Index(
                fields=["status", "-opened_at", "-id"],
                name="case_public_status",
                condition=Q(is_public=True),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(is_public=True, is_secret=True), name="case_secret_not_public"
            ),
            models.CheckConstraint(
                condition=~Q(case_class="complaint_oversight", is_secret=False),
                name="case_oversight_secret",
            ),
            # The queues of late cases look at the due instant alone.
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(status__in=["received", "assigned", "objected"]),
                name="case_due_while_open",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def shown_text(self) -> str:
        """Return its text for the public: the author's words, or what moderation made of them."""
        return self.public_text if self.is_moderated else self.voice.text


class Clock(models.Model):
    """One legal clock of a case under the policy in force when it began."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=16, choices=ClockKind.choices)
    policy = models.ForeignKey(ClockPolicy, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("people.Office", null=True, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    # Without an open pause; while one runs, the due instant before it began.
    due_at = models.DateTimeField()
    # [[start, end or null], …] as UTC text: read and written only with the clock.
    pauses = models.JSONField(default=list)
    # By how much it was extended, in the unit of its policy.
    extra = models.PositiveSmallIntegerField(default=0)
    calendar_version = models.CharField(max_length=64)
    is_unsure = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)
    stop_reason = models.CharField(max_length=16, choices=StopReason.choices, blank=True)

    class Meta:
        ordering = ("started_at", "id")
        indexes = (
            models.Index(
                fields=["kind", "due_at"], name="clock_running", condition=Q(stopped_at=None)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(stopped_at=None), name="clock_one_running"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stop_reason="")
                | (Q(stopped_at__isnull=False) & ~Q(stop_reason="")),
                name="clock_stop_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("started_at")), name="clock_due_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"


@personal(
    fields=("text",),
    eraser=erasers.erase_messages,
    exporter=erasers.export_messages,
    retention=_("Sama dengan laporannya; balasan pelapor dihapus bila diminta."),
)
class Message(models.Model):
    """A text in a case: a question, reply, answer or reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    text = models.TextField()
    proof = models.TextField(blank=True)
    # The merged case whose author wrote it, while ``case`` is the one it went up in.
    source = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="spoken")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    office = models.ForeignKey("people.Office", null=True, on_delete=models.PROTECT)
    author_ref = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"


class SyncedRecord(models.Model):
    """What another system last said about a case, to tell changed from unchanged."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True)
    system = models.CharField(max_length=16)
    external_number = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=60, blank=True)
    # What the last import set here; a difference tells that officers moved the case since.
    local_status = models.CharField(max_length=10, choices=Status.choices)
    local_office_id = models.UUIDField(null=True)
    synced_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["system", "external_number"], name="synced_once"),
        )

    def __str__(self) -> str:
        return f"{self.system} {self.external_number}"
