"""Registers: topics and their owners, official accounts, mandates of spokespersons."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from pendopo.foundation.people.models import Office, Person, Position
from pendopo.foundation.release import erasers
from pendopo.foundation.release.types import AccountState, Network, ReleaseKind
from pendopo.kernel.fields import EncryptedTextField
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal, rows_by
from pendopo.ui.numbers import is_english


class PublicTopic(models.Model):
    """A subject of information; its office owns the facts about it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="public_topics")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """Return the name in the reader's language."""
        return (is_english() and self.name_en) or self.name


@personal(
    fields=("recovery_contact",),
    eraser=erasers.erase_recovery_contact,
    exporter=rows_by("custodian_id"),
    retention=_("Selama akun resmi dipakai, atau sampai penanggung jawabnya diganti."),
)
class OfficialAccount(models.Model):
    """An account that speaks for an office; its recovery contact is sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    network = models.CharField(max_length=12, choices=Network.choices)
    handle = models.CharField(max_length=120)
    url = models.URLField(max_length=300)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="official_accounts")
    state = models.CharField(
        max_length=12, choices=AccountState.choices, default=AccountState.REGISTERED
    )
    custodian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recovery_contact = EncryptedTextField(blank=True)
    # Empty again after each handover, until somebody attests it anew.
    second_factor_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ("office__code", "network", "handle")
        constraints = (
            models.UniqueConstraint(fields=["network", "handle"], name="official_account_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_network_display()} {self.handle}"


class AccountOperator(models.Model):
    """A position that operates an account, until it is handed over."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, related_name="operators")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    # The last day.
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("valid_from", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["account", "position"],
                condition=Q(valid_to=None),
                name="account_operator_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="account_operator_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.position_id} → {self.account_id}"


@personal(
    fields=("announced_name",),
    eraser=erasers.erase_announced_name,
    exporter=rows_by("position__person_id"),
    retention=_("Selama mandat berlaku dan arsipnya disimpan; namanya dihapus bila diminta."),
)
class SpokespersonMandate(models.Model):
    """A position that may speak on topics for a time, and who stands in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(Position, null=True, on_delete=models.PROTECT, related_name="+")
    topics = models.ManyToManyField(PublicTopic, related_name="mandates")
    announced_name = EncryptedTextField(blank=True)
    decree_number = models.CharField(max_length=120)
    valid_from = models.DateField()
    # The last day.
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("valid_from", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="mandate_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.position_id} {self.valid_from}–{self.valid_to or ''}"


class ReleaseTemplate(models.Model):
    """Words from which releases of one sort begin, kept by the PPID."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=160)
    text = models.TextField()
    kind = models.CharField(max_length=16, choices=ReleaseKind.choices)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title
