"""Tables that belong to no single room: territories, closed days, numbers, what passes soon."""

from __future__ import annotations

from django.db import models


class Region(models.Model):
    """One territory with its Kemendagri code (Permendagri 58/2021); codes are text."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, "Provinsi"
        REGENCY = 2, "Kabupaten/Kota"
        DISTRICT = 3, "Kecamatan"
        VILLAGE = 4, "Desa/Kelurahan"

    code = models.CharField(max_length=13, primary_key=True)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    postal_code = models.CharField(max_length=5, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    decree = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("code",)
        indexes = (models.Index(fields=["level", "name"], name="region_level_name"),)

    def __str__(self) -> str:
        return self.name


class ClosedDay(models.Model):
    """A day on which offices are closed, with the decree that closes it."""

    class Kind(models.TextChoices):
        NATIONAL = "libur_nasional", "Libur nasional"
        COLLECTIVE_LEAVE = "cuti_bersama", "Cuti bersama"
        LOCAL = "lokal", "Libur daerah"

    date = models.DateField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=120)
    legal_basis = models.CharField(max_length=200)
    confidence = models.CharField(
        max_length=12, choices=[("verified", "verified"), ("unconfirmed", "unconfirmed")]
    )
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("date",)
        constraints = (
            models.UniqueConstraint(
                fields=["date", "kind", "name", "valid_from"], name="closed_day_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class RuleNumber(models.Model):
    """A number that a regulation or an office sets, as it stands from one day to another."""

    code = models.CharField(max_length=60)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)
    explanation = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=200)
    confidence = models.CharField(
        max_length=12, choices=[("verified", "verified"), ("unconfirmed", "unconfirmed")]
    )
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("code", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=["code", "valid_from"], name="rule_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} = {self.amount} {self.unit}"


class LawStamp(models.Model):
    """One row, drawn anew by the database at every change to the law's rows."""

    stamp = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.stamp


class Tally(models.Model):
    """How often something happened until its window ends; see ``kernel.counting``."""

    key = models.CharField(max_length=64, primary_key=True)
    n = models.PositiveIntegerField()
    # Seconds since 1970.
    ends_at = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return f"{self.n}"


class SharedValue(models.Model):
    """A short-lived value of Django's cache that all processes see; see ``shared_cache``."""

    key = models.CharField(max_length=64, primary_key=True)
    value = models.TextField()
    ends_at = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return self.key


class ShippedFile(models.Model):
    """A file of shipped law whose rows were loaded, with the digest it had then."""

    path = models.CharField(max_length=120, primary_key=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.path
