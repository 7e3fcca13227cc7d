"""Tables of persons, organisations, offices, positions and sign-in."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from pendopo.foundation.people import erasers
from pendopo.foundation.people.types import CodeChannel, ReadPurpose, Role
from pendopo.kernel.fields import EncryptedTextField
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import personal, rows_by


def new_ref() -> str:
    """Return a fresh salted reference: random, tied to the person by this row alone."""
    return secrets.token_hex(16)


@personal(
    fields=("name", "nik", "phone", "email", "address"),
    eraser=erasers.erase_person,
    exporter=rows_by("id"),
    retention=_(
        "Selama ada laporan yang berjalan, lalu dua tahun; atau sampai orangnya meminta dihapus."
    ),
)
class Person(models.Model):
    """A human being known to this government; identifying fields are encrypted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ref = models.CharField(max_length=32, unique=True, default=new_ref)
    name = EncryptedTextField(blank=True)
    nik = EncryptedTextField(blank=True)
    nik_index = models.CharField(max_length=64, blank=True, db_index=True)
    phone = EncryptedTextField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    email = EncryptedTextField(blank=True)
    email_index = models.CharField(max_length=64, blank=True, db_index=True)
    address = EncryptedTextField(blank=True)
    is_contact_confirmed = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["created_at"], name="person_created"),)

    def __str__(self) -> str:
        return str(self.id)


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; Django asks for these two names."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> Account:
        """Return a new account with an optional password."""
        account = self.model(email=self.normalize_email(email) or None, **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> Account:
        """Return a new account that may do everything; for rescue only."""
        return self.create_user(email, password, is_superuser=True, **extra)


@personal(
    fields=("email", "contact_index"),
    eraser=erasers.erase_account,
    exporter=rows_by("person_id"),
    retention=_("Selama akun dipakai; alamat dinas dihapus saat jabatan berakhir dan diminta."),
)
class Account(AbstractBaseUser, PermissionsMixin):
    """A way to sign in. Staff use an e-mail address; citizens confirm a code."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True, null=True)
    # Of the contact a citizen confirmed; unique, so that one contact is one account.
    contact_index = models.CharField(max_length=64, unique=True, null=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    def __str__(self) -> str:
        return str(self.id)


class Organisation(models.Model):
    """A party that is not an office: association, campus, media, company."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=32)
    website = models.URLField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name"], name="organisation_once"),)

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A perangkat daerah in the tree of offices."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=32)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    region_code = models.CharField(max_length=13, blank=True)
    is_active = models.BooleanField(default=True)
    # Since when there is one, and the first day on which there is none; empty: not known.
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(is_active=False), name="office_ended_inactive"
            ),
        )

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """What an office was called before it was renamed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """A role at an office, held by a person for a time, maybe limited to an area."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="positions")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="positions")
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role])
    title = models.CharField(max_length=120, blank=True)
    region_code = models.CharField(max_length=13, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "office", "role"],
                condition=Q(valid_to__isnull=True),
                name="position_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.office_id}"


@personal(
    fields=("contact", "contact_index", "address_index"),
    eraser=erasers.erase_codes,
    retention=_("Sepuluh menit berlaku; barisnya dihapus dalam dua jam."),
)
class SignInCode(models.Model):
    """A short code sent to a contact; only its keyed digest is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(
        max_length=8, choices=[(way.value, way.value) for way in CodeChannel]
    )
    contact = EncryptedTextField()
    contact_index = models.CharField(max_length=64)
    address_index = models.CharField(max_length=64, blank=True)
    code_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["contact_index", "created_at"], name="code_of_contact"),
            models.Index(fields=["address_index", "created_at"], name="code_from_address"),
            models.Index(fields=["created_at"], name="code_created"),
        )

    def __str__(self) -> str:
        return str(self.id)


@personal(
    fields=(),
    eraser=erasers.keep_log_without_person,
    exporter=rows_by("person_id", "at", "office__name", "role", "purpose"),
    retention=_("Lima tahun, sebagai bukti siapa yang membuka data."),
)
class DataRead(models.Model):
    """An officer's reading of a person's data; the person can see it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reads")
    reader_ref = models.CharField(max_length=80)
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT)
    role = models.CharField(max_length=16)
    purpose = models.CharField(
        max_length=24, choices=[(purpose.value, purpose.value) for purpose in ReadPurpose]
    )
    about_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["person", "at"], name="read_of_person"),)

    def __str__(self) -> str:
        return str(self.id)
