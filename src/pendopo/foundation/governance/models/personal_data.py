"""Tables of the duties towards people's data."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from pendopo.foundation.governance.personal_data import erasers
from pendopo.foundation.governance.personal_data.types import (
    Channel,
    DocumentKind,
    Evidence,
    Outcome,
    Proof,
    RequestKind,
    RequestState,
    Told,
)
from pendopo.kernel.fields import EncryptedTextField
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal, rows_by


class WrittenDocument(models.Model):
    """One version of a document; versions are added and never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, choices=DocumentKind.choices)
    code = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    digest = models.CharField(max_length=64)
    # Not known of a version that came with the software.
    written_at = models.DateTimeField(null=True)
    by_ref = models.CharField(max_length=80)

    class Meta:
        ordering = ("kind", "code", "-number")
        constraints = (
            models.UniqueConstraint(fields=["kind", "code", "number"], name="document_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code} v{self.number}"


class Clocked(models.Model):
    """Something due within hours of the law, with the version under which its clock began."""

    due_at = models.DateTimeField(null=True)
    amount = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=16, blank=True)
    legal_basis = models.CharField(max_length=200, blank=True)
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        abstract = True


@personal(
    fields=("wish", "answer"),
    eraser=erasers.erase_requests,
    exporter=rows_by(
        "person_id", "number", "kind", "wish", "state", "received_at", "answered_at", "answer"
    ),
    retention=_("Lima tahun sesudah dijawab; isinya dihapus bila orangnya meminta dihapus."),
)
class DataRequest(Clocked):
    """Somebody uses a right to their own data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    proof = models.CharField(max_length=10, choices=Proof.choices)
    evidence = models.CharField(max_length=10, choices=Evidence.choices, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    wish = EncryptedTextField(blank=True)
    code_index = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=RequestState.choices, default=RequestState.RECEIVED
    )
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    ground = models.CharField(max_length=40, blank=True)
    answer = EncryptedTextField(blank=True)
    # Tables by label with numbers of rows: what was erased, and what stays.
    report = models.JSONField(default=dict)
    copy_until = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_at", "id")
        indexes = (
            models.Index(fields=["state", "due_at"], name="data_request_queue"),
            models.Index(fields=["person", "received_at"], name="data_request_person"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state=RequestState.ANSWERED)
                & Q(answered_at__isnull=False)
                & ~Q(outcome="")
                | ~Q(state=RequestState.ANSWERED) & Q(answered_at=None, outcome=""),
                name="data_request_answer_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFUSED) | ~Q(ground=""),
                name="data_request_refused_why",
            ),
        )

    def __str__(self) -> str:
        return self.number


class RestrictedPerson(models.Model):
    """Whose data is not opened while a granted restriction lasts."""

    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="restricted")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["request", "person"], name="restricted_once"),
        )

    def __str__(self) -> str:
        return str(self.request_id)


@personal(
    fields=(),
    eraser=erasers.erase_consents,
    exporter=rows_by("person_id", "purpose", "version", "given_at", "withdrawn_at"),
    retention=_("Sampai ditarik, lalu sampai orangnya meminta dihapus."),
)
class Consent(models.Model):
    """Somebody allowed a purpose, as a version of its document words it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_once",
            ),
        )

    def __str__(self) -> str:
        return self.purpose


class LegalHold(models.Model):
    """Data that must be kept for now: of one person, or all that one rule would erase."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    rule = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=200)
    placed_at = models.DateTimeField()
    by_ref = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-placed_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False, rule="") | Q(person=None) & ~Q(rule=""),
                name="hold_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class RetentionSwitch(models.Model):
    """Whether a rule may erase by itself; off until the officer looked at a trial."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=40, unique=True)
    is_on = models.BooleanField(default=False)
    at = models.DateTimeField()
    by_ref = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.rule


class RetentionRun(models.Model):
    """What a retention rule found and erased, or would have erased."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=40)
    is_trial = models.BooleanField()
    at = models.DateTimeField()
    before = models.DateTimeField()
    legal_basis = models.CharField(max_length=200)
    n_found = models.PositiveIntegerField()
    n_done = models.PositiveIntegerField()
    n_held = models.PositiveIntegerField()
    # Tables by label with numbers of rows erased.
    report = models.JSONField(default=dict)
    by_ref = models.CharField(max_length=80)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=["rule", "at"], name="retention_run_rule"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.at:%Y-%m-%d}"


class Breach(models.Model):
    """A breach of personal data; what is known of it stands in a document of the same number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    detected_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    by_ref = models.CharField(max_length=80)

    class Meta:
        ordering = ("-detected_at", "id")

    def __str__(self) -> str:
        return self.number


class BreachNotice(Clocked):
    """Somebody who must be told of a breach, with the clock of that duty."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="notices")
    told = models.CharField(max_length=10, choices=Told.choices)
    sent_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    n_told = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["breach", "told"], name="breach_notice_once"),
        )

    def __str__(self) -> str:
        return f"{self.breach_id} {self.told}"
