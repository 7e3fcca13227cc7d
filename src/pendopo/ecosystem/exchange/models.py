"""Tables of the exchange: keys of partners, what they sent, other servers, cases sent there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from pendopo.ecosystem.exchange import erasers
from pendopo.ecosystem.exchange.types import Fetching, OutletKind, Passing, WireFormat
from pendopo.kernel.fields import EncryptedTextField
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal


class ApiKey(models.Model):
    """A partner's key; only its keyed digest is kept, never the key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    label = models.CharField(max_length=120)
    office = models.ForeignKey("people.Office", null=True, on_delete=models.PROTECT)
    # The part of the key that may be shown, so that partner and officer mean the same one.
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    per_minute = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="api_key_revoked_by",
            ),
        )

    def __str__(self) -> str:
        return self.prefix


class PartnerVoice(models.Model):
    """Which key sent which voice, and a digest of the content to notice a changed repetition."""

    voice = models.OneToOneField("voice.Voice", on_delete=models.PROTECT, primary_key=True)
    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, db_index=False)
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["key", "-received_at"], name="partner_voice_of_key"),)

    def __str__(self) -> str:
        return str(self.voice_id)


class PartnerUpdate(models.Model):
    """An update that a partner sent about its voice; its words are a message of the case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    update_id = models.CharField(max_length=80)
    taken_as = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["key", "case", "update_id"], name="update_once"),
        )

    def __str__(self) -> str:
        return self.update_id


class RemoteEndpoint(models.Model):
    """Another Open311 server to which cases may be sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=16, unique=True)
    label = models.CharField(max_length=120)
    base_url = models.URLField(max_length=300)
    jurisdiction_id = models.CharField(max_length=120, blank=True)
    api_key = EncryptedTextField(blank=True)
    wire = models.CharField(max_length=4, choices=WireFormat.choices, default=WireFormat.JSON)
    # Our topic → their service_code; "" is what everything else becomes.
    services = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)
    pulled_until = models.DateTimeField(null=True)
    n_failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=60, blank=True)
    next_pull_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class RemoteCase(models.Model):
    """A case on its way to another server, or there; both numbers are kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="passed_on")
    endpoint = models.ForeignKey(RemoteEndpoint, on_delete=models.PROTECT, db_index=False)
    service_code = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=Passing.choices, default=Passing.QUEUED)
    queued_at = models.DateTimeField()
    queued_by = models.CharField(max_length=80)
    # How this installation is reached, as whoever passed it on did; its photos lie there.
    site = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=60, blank=True)
    token = models.CharField(max_length=120, blank=True)
    external_number = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True)
    # What the other system says; see rules.may_follow.
    remote_state = models.CharField(max_length=32, blank=True)
    remote_state_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["next_try_at"],
                name="remote_case_due",
                condition=Q(state__in=["queued", "pending"]),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["case", "endpoint"], name="remote_case_once"),
            models.UniqueConstraint(
                fields=["endpoint", "external_number"],
                condition=~Q(external_number=""),
                name="remote_number_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.endpoint_id} {self.external_number}"


class RemoteUpdate(models.Model):
    """What another system said about a case, as it said it; never changed, never dropped."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    remote = models.ForeignKey(RemoteCase, on_delete=models.PROTECT, related_name="updates")
    update_id = models.CharField(max_length=120)
    state = models.CharField(max_length=32, blank=True)
    words = models.CharField(max_length=4_000, blank=True)
    told_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    # False for an update older than one that set the state before.
    moved_state = models.BooleanField()

    class Meta:
        ordering = ("told_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["remote", "update_id"], name="remote_update_once"),
        )

    def __str__(self) -> str:
        return self.update_id


@personal(
    fields=("url", "file"),
    eraser=erasers.erase_outside_photos,
    exporter=erasers.outside_photos_of,
    retention=_("Sama dengan laporannya, atau sampai pelapor meminta dihapus."),
)
class OutsidePhoto(models.Model):
    """A photo that lies on another server: named by whoever sent a voice, or with an update.

    Fetched before its case is verified, it becomes a photo of the voice; whatever comes
    later is kept here, for the officers alone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    voice = models.ForeignKey("voice.Voice", on_delete=models.CASCADE, related_name="+")
    update = models.ForeignKey(
        RemoteUpdate, null=True, on_delete=models.CASCADE, related_name="photos", db_index=False
    )
    url = EncryptedTextField()
    state = models.CharField(max_length=8, choices=Fetching.choices, default=Fetching.WAITING)
    # A word for the record; see errors.RemoteError.
    reason = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    photo = models.ForeignKey(
        "voice.Photo", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    file = models.FileField(upload_to="outside/%Y/%m", blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at", "id")
        indexes = (
            models.Index(
                fields=["next_try_at"], name="outside_photo_due", condition=Q(state="waiting")
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class NewsOutlet(models.Model):
    """Where releases are sent besides our own pages: a Mastodon account or a webhook."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=16, unique=True)
    label = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=OutletKind.choices)
    url = models.URLField(max_length=300)
    # The access token of Mastodon, or the key with which a webhook is signed.
    secret = EncryptedTextField()
    account = models.OneToOneField(
        "release.OfficialAccount", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="webhook", account=None)
                | Q(kind="mastodon", account__isnull=False),
                name="outlet_mastodon_has_account",
            ),
        )

    def __str__(self) -> str:
        return self.code


class NewsDispatch(models.Model):
    """One message about a release on its way to an outlet; tried until it arrives."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outlet = models.ForeignKey(NewsOutlet, on_delete=models.PROTECT, db_index=False)
    release_id = models.UUIDField()
    event = models.CharField(max_length=24)
    state = models.CharField(max_length=8, choices=Passing.choices, default=Passing.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["next_try_at"], name="news_dispatch_due", condition=Q(state="queued")
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["outlet", "release_id", "event"], name="news_dispatch_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} → {self.outlet_id}"
