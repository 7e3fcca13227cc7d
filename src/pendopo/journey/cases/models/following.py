"""Who wants to hear of a case, an area or an office, and what they were told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from pendopo.journey.cases.following.types import FollowKind
from pendopo.journey.cases.models.case import Case
from pendopo.kernel.fields import EncryptedTextField
from pendopo.kernel.ids import new_id
from pendopo.kernel.personal import Row, personal


def _of_person(model: Any, person_id: UUID) -> Any:
    # By the address as well: most follow without an account.
    person = apps.get_model("people.Person").objects.filter(id=person_id).first()
    own = Q(person_id=person_id)
    if person is not None and person.email_index:
        own |= Q(address_index=person.email_index)
    return model.objects.filter(own)


def erase_follows(model: Any, person_id: UUID) -> int:
    """Delete what the person follows, with what waits to be sent to them."""
    return int(_of_person(model, person_id).delete()[0])


def export_follows(model: Any, person_id: UUID) -> list[Row]:
    """Return what the person follows."""
    return list(_of_person(model, person_id).values("address", "kind", "target", "created_at"))


@personal(
    fields=("address", "address_index"),
    eraser=erase_follows,
    exporter=export_follows,
    retention=gettext_noop(
        "Sampai Anda berhenti mengikuti; yang tidak dikonfirmasi dihapus setelah dua hari."
    ),
)
class Follow(models.Model):
    """An e-mail address that asked to be told; nothing is sent before it confirmed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=FollowKind.choices)
    # The number of a case, or the code of an area or office.
    target = models.CharField(max_length=40)
    address = EncryptedTextField()
    address_index = models.CharField(max_length=64)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Where this installation answered the one who asked: the worker knows no request.
    site = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    n_failed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = (
            models.Index(
                fields=["kind", "target"],
                name="follow_of_target",
                condition=Q(confirmed_at__isnull=False),
            ),
            models.Index(fields=["created_at"], name="follow_created"),
        )
        constraints = (
            models.UniqueConstraint(fields=["address_index", "kind", "target"], name="follow_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class FollowNotice(models.Model):
    """One thing a follower is to be told; kept a while, so that it is told once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    follow = models.ForeignKey(Follow, on_delete=models.CASCADE, related_name="notices")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    # The fact's kind and instant; together with the case they name one happening.
    what = models.CharField(max_length=40)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["at"], name="follow_notice_unsent", condition=Q(sent_at=None)),
            models.Index(fields=["sent_at"], name="follow_notice_sent"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["follow", "case", "what", "at"], name="follow_notice_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.case_id}"
