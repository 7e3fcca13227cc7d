"""Tables of this room: mandates, statements, participants, votes, maps, responses."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from pendopo.journey.deliberation import erasers
from pendopo.journey.deliberation.types import (
    Choice,
    Level,
    Moderation,
    Origin,
    RejectReason,
    ResponseOutcome,
    State,
)
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal, rows_by


def new_key() -> str:
    """Return a fresh random name of a participant, under which their votes are counted."""
    return secrets.token_hex(10)


class Deliberation(models.Model):
    """A question put to the public, with its mandate; state only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    question = models.CharField(max_length=300)
    background = models.TextField(blank=True)
    is_open_for = models.TextField(blank=True)
    is_closed_for = models.TextField(blank=True)
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.CONSULT)
    office = models.ForeignKey("people.Office", null=True, on_delete=models.PROTECT)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.LIVE)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(
                fields=["-opens_at", "-id"],
                name="deliberation_public",
                condition=~Q(state="draft"),
            ),
            models.Index(fields=["state", "closes_at"], name="deliberation_state"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="deliberation_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(state="open", office=None), name="deliberation_open_has_office"
            ),
        )

    def __str__(self) -> str:
        return self.slug


@personal(
    fields=("person",),
    eraser=erasers.unlink_participants,
    retention=_("Sampai musyawarah ditanggapi; kaitan ke orangnya dihapus bila ia meminta."),
)
class Participant(models.Model):
    """Somebody who votes, once per deliberation: a signed-in person or a browser.

    ``key`` names the row of votes in the map and says nothing about the person.
    ``token_index`` finds the row of a browser; it is emptied when a person takes it
    over, so that the next one at a shared phone does not continue their answers.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deliberation = models.ForeignKey(
        Deliberation, on_delete=models.PROTECT, related_name="participants"
    )
    key = models.CharField(max_length=64, default=new_key)
    token_index = models.CharField(max_length=64, null=True)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["deliberation", "key"], name="participant_key_once"),
            models.UniqueConstraint(
                fields=["deliberation", "token_index"], name="participant_browser_once"
            ),
            models.UniqueConstraint(
                fields=["deliberation", "person"], name="participant_person_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


@personal(
    fields=("text", "note", "author"),
    eraser=erasers.erase_statements,
    exporter=rows_by("author__person_id", "number", "text", "moderation"),
    retention=_("Sampai musyawarah dan tindak lanjutnya selesai; dihapus bila penulisnya meminta."),
)
class Statement(models.Model):
    """One idea in one sentence, on which people vote. Counts are kept with every vote."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deliberation = models.ForeignKey(
        Deliberation, on_delete=models.PROTECT, related_name="statements"
    )
    number = models.PositiveIntegerField()
    # The limit of 240 characters is a rule of the form: imported texts are kept whole.
    text = models.TextField()
    language = models.CharField(max_length=8, default="id")
    author = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="statements"
    )
    is_seed = models.BooleanField(default=False)
    moderation = models.CharField(
        max_length=10, choices=Moderation.choices, default=Moderation.PENDING
    )
    reason = models.CharField(max_length=16, choices=RejectReason.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)
    submitted_at = models.DateTimeField()
    moderated_at = models.DateTimeField(null=True)
    n_agree = models.PositiveIntegerField(default=0)
    n_pass = models.PositiveIntegerField(default=0)
    n_disagree = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["deliberation", "number"], name="statement_once"),
            models.CheckConstraint(
                condition=~Q(moderation="rejected", reason=""), name="statement_reject_has_reason"
            ),
        )
        indexes = (
            models.Index(
                fields=["deliberation", "submitted_at"],
                name="statement_pending",
                condition=Q(moderation="pending"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.deliberation_id} {self.number}"


class Vote(models.Model):
    """The last word of one participant on one statement."""

    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="votes")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="votes")
    value = models.SmallIntegerField(choices=Choice.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["participant", "statement"], name="vote_once"),
            models.CheckConstraint(condition=Q(value__in=(-1, 0, 1)), name="vote_value"),
        )
        indexes = (models.Index(fields=["deliberation", "at"], name="vote_recent"),)

    def __str__(self) -> str:
        return f"{self.participant_id} {self.statement_id}"


class MapSnapshot(models.Model):
    """A published map with what is needed to compute it again; ``result`` names nobody.

    ``basis`` tells cheaply whether anything changed since: number of votes, last change.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="maps")
    computed_at = models.DateTimeField()
    basis = models.CharField(max_length=80)
    input_digest = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=16)
    n_people = models.PositiveIntegerField()
    n_statements = models.PositiveIntegerField()
    n_votes = models.PositiveIntegerField()
    result = models.JSONField()

    class Meta:
        indexes = (models.Index(fields=["deliberation", "-computed_at"], name="map_latest"),)

    def __str__(self) -> str:
        return str(self.id)


class OfficialResponse(models.Model):
    """The decision of the answering office, with its reasons; issued once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deliberation = models.OneToOneField(
        Deliberation, on_delete=models.PROTECT, related_name="response"
    )
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT)
    decision = models.TextField()
    reasons = models.TextField()
    signed_role = models.CharField(max_length=16)
    signed_title = models.CharField(max_length=160)
    signed_ref = models.CharField(max_length=80)
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class ResponseItem(models.Model):
    """What happens with one statement, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    response = models.ForeignKey(OfficialResponse, on_delete=models.PROTECT, related_name="items")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="answers")
    bundle = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=ResponseOutcome.choices)
    reason = models.TextField()

    class Meta:
        ordering = ("bundle", "statement__number")
        constraints = (
            models.UniqueConstraint(fields=["response", "statement"], name="response_item_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="response_item_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.outcome} {self.statement_id}"
