"""Reading voices."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pendopo.journey.voice.errors import VoiceNotFound
from pendopo.journey.voice.models import Document, Photo, Topic, Voice
from pendopo.journey.voice.rules import tracking_index
from pendopo.kernel.ids import read_case_number


def active_topics() -> QuerySet[Topic]:
    """Return the topics a person may choose, by code."""
    return Topic.objects.filter(is_active=True).order_by("code")


def voice(voice_id: uuid.UUID) -> Voice | None:
    """Return a voice with its topic and region."""
    return _shown().filter(id=voice_id).first()


def tracked_voice(number: str, code: str) -> Voice:
    """Return the voice whose holder knows both its number and its secret code.

    Raises
    ------
    VoiceNotFound
        Unknown number or wrong code; the two look the same.
    """
    canonical, index = read_case_number(number), tracking_index(code)
    row = Voice.objects.filter(number=canonical).first() if canonical and index else None
    if row is None or not hmac.compare_digest(row.tracking_index, index):
        raise VoiceNotFound(_("Nomor atau kode pelacakan tidak cocok. Periksa kembali keduanya."))
    return row


def is_sent(submission_key: uuid.UUID) -> bool:
    """Return whether a voice with this submission key is stored."""
    return Voice.objects.filter(submission_key=submission_key).exists()


def voice_with_number(number: str) -> Voice | None:
    """Return a voice by its number in any grouping; the caller checks who may see it."""
    canonical = read_case_number(number)
    return _shown().filter(number=canonical).first() if canonical else None


def taken_numbers(numbers: Iterable[str]) -> frozenset[str]:
    """Return which of these numbers voices carry already."""
    return frozenset(
        Voice.objects.filter(number__in=list(numbers)).values_list("number", flat=True)
    )


def photo(photo_id: uuid.UUID) -> Photo | None:
    """Return a photo; the caller checks who may see it."""
    return Photo.objects.filter(id=photo_id).first()


def _shown() -> QuerySet[Voice]:
    return Voice.objects.select_related("topic", "region__parent")


def voices_of_person(person_id: uuid.UUID) -> QuerySet[Voice]:
    """Return a signed-in person's own voices, newest first."""
    return Voice.objects.filter(reporter_id=person_id).select_related("topic", "region")


def photos_of(voice_id: uuid.UUID) -> QuerySet[Photo]:
    """Return the photos of a voice, in the order they were added."""
    return Photo.objects.filter(voice_id=voice_id)


def photos_waiting(submission_key: uuid.UUID) -> QuerySet[Photo]:
    """Return the photos of a submission that is not sent yet."""
    return Photo.objects.filter(submission_key=submission_key, voice__isnull=True)


def topic_path(code: str) -> tuple[str, ...]:
    """Return a topic and the branches above it, the topic first (one query)."""
    return _path(code, _parents())


def topics_under(code: str) -> frozenset[str]:
    """Return a topic with all its parts, active or not (one query)."""
    parents = _parents()
    return frozenset({code, *(one for one in parents if code in _path(one, parents))})


def _parents() -> dict[str, str | None]:
    return dict(Topic.objects.values_list("code", "parent_id"))


def _path(code: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    path: list[str] = []
    current: str | None = code
    while current is not None and current in parents and current not in path:
        path.append(current)
        current = parents[current]
    return tuple(path)


def document(document_id: uuid.UUID) -> Document | None:
    """Return a document; the caller checks who may see it."""
    return Document.objects.filter(id=document_id).first()


def documents_of(voice_id: uuid.UUID) -> QuerySet[Document]:
    """Return the documents given with an application, by requirement."""
    return Document.objects.filter(voice_id=voice_id)


def documents_waiting(submission_key: uuid.UUID) -> QuerySet[Document]:
    """Return the documents of a submission that is not sent yet."""
    return Document.objects.filter(submission_key=submission_key, voice__isnull=True)
