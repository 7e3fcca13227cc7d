"""Documents that come with an application: looked at, sealed, and never public."""

from __future__ import annotations

import re
import uuid
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from pendopo.journey.procedures.definition import Requirement
from pendopo.journey.voice.errors import DocumentUnreadable, PhotoUnreadable
from pendopo.journey.voice.models import Document
from pendopo.journey.voice.photos import redraw
from pendopo.kernel import crypto
from pendopo.kernel.ids import new_id

MAX_PDF_BYTES = 5 * 1024 * 1024
MOST_PER_REQUIREMENT = 4
MOST_IN_ALL = 20
_PDF, _JPEG = "application/pdf", "image/jpeg"
_HEAD = re.compile(rb"%PDF-(1\.[0-7]|2\.0)[\r\n]")
# What makes a document act by itself, carry others inside, or hide from being looked at.
_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|Encrypt)\b"
)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b[^>]{0,400}>>\s*stream\r?\n", re.DOTALL)
_MOST_UNFOLDED = 20 * 1024 * 1024
_ENDS_WITHIN = 1_024
_ZIP_END = b"PK\x05\x06"


def keep_document(
    source: IO[bytes],
    *,
    size: int,
    requirement: Requirement,
    submission_key: uuid.UUID,
    at: datetime,
) -> Document:
    """Store a document for a submission that is not sent yet.

    A photo is drawn anew and loses what was hidden in it; a PDF is kept as it is, if it
    holds nothing that acts by itself.

    Raises
    ------
    DocumentUnreadable
        Not of an accepted kind, too large, damaged, or one file too many.
    """
    _require_room(requirement, submission_key)
    content, media_type = _looked_at(source, size, requirement)
    document_id, key = new_id(), crypto.new_file_key()
    sealed = ContentFile(crypto.seal_file(content, key), name=f"{document_id}.sealed")
    return Document.objects.create(
        id=document_id,
        submission_key=submission_key,
        requirement=requirement.code,
        file=sealed,
        key=key,
        media_type=media_type,
        n_bytes=len(content),
        added_at=at,
    )


def _require_room(requirement: Requirement, submission_key: uuid.UUID) -> None:
    known = Document.objects.filter(submission_key=submission_key)
    codes = list(known.values_list("requirement", flat=True))
    if len(codes) >= MOST_IN_ALL or codes.count(requirement.code) >= MOST_PER_REQUIREMENT:
        raise _refusal(
            _("Paling banyak %(most)s berkas untuk satu syarat, dan %(all)s seluruhnya.")
            % {"most": MOST_PER_REQUIREMENT, "all": MOST_IN_ALL},
            requirement,
        )


def _looked_at(source: IO[bytes], size: int, requirement: Requirement) -> tuple[bytes, str]:
    head = source.read(5)
    source.seek(0)
    if head == b"%PDF-":
        if "pdf" not in requirement.accepts:
            raise _refusal(_("Kirim sebagai foto, bukan PDF."), requirement)
        return _checked_pdf(source, size, requirement), _PDF
    if "image" not in requirement.accepts:
        raise _refusal(_("Kirim sebagai PDF."), requirement)
    if size > settings.MAX_PHOTO_BYTES:
        raise _refusal(_("Foto lebih dari 12 MB. Kecilkan dulu atau kirim foto lain."), requirement)
    try:
        return redraw(source)[0], _JPEG
    except PhotoUnreadable as error:
        both = _("Berkas ini bukan foto JPEG, PNG, atau WebP, dan bukan PDF, yang dapat dibaca.")
        message = both if "pdf" in requirement.accepts else error.message
        raise _refusal(message, requirement) from error


def _checked_pdf(source: IO[bytes], size: int, requirement: Requirement) -> bytes:
    if size > MAX_PDF_BYTES:
        raise _refusal(
            _("PDF lebih dari 5 MB. Perkecil dulu atau kirim sebagai foto."), requirement
        )
    content = source.read(MAX_PDF_BYTES + 1)
    end = content.rfind(b"%%EOF")
    is_whole = _HEAD.match(content) and end >= max(0, len(content) - _ENDS_WITHIN)
    if not is_whole or b"startxref" not in content:
        raise _refusal(
            _("PDF ini rusak atau terpotong. Simpan ulang lalu kirim lagi."), requirement
        )
    if _ZIP_END in content[-66_000:] or any(map(_ACTIVE.search, _readable_parts(content))):
        raise _refusal(
            _(
                "PDF ini tersandi, memuat program, atau memuat berkas lain. "
                "Cetak ulang sebagai PDF biasa, atau kirim fotonya."
            ),
            requirement,
        )
    return content


def _readable_parts(content: bytes) -> Iterator[bytes]:
    """Yield the document with escaped names written plainly, and its folded objects."""
    yield _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), content)
    unfolded = 0
    for match in _OBJECT_STREAM.finditer(content):
        unfold = zlib.decompressobj()
        try:
            part = unfold.decompress(content[match.end() :], _MOST_UNFOLDED - unfolded)
        except zlib.error:
            continue
        unfolded += len(part)
        yield _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), part)
        if unfolded >= _MOST_UNFOLDED:
            # What cannot be looked at to its end is not kept.
            yield b"/Encrypt "
            return


def _refusal(message: str, requirement: Requirement) -> DocumentUnreadable:
    return DocumentUnreadable(message, field=requirement.code)


def content(document: Document) -> bytes:
    """Return a kept document, opened."""
    with document.file.open("rb") as sealed:
        return crypto.open_file(sealed.read(), document.key)


def file_name(document: Document) -> str:
    """Return a name for the file that tells nothing about its owner."""
    ending = "pdf" if document.media_type == _PDF else "jpg"
    return f"{document.requirement}.{ending}"


def drop_waiting_documents(document_ids: Iterable[uuid.UUID], *, submission_key: uuid.UUID) -> int:
    """Delete documents of a submission that is not sent yet; returns how many."""
    chosen = Document.objects.filter(
        id__in=list(document_ids), submission_key=submission_key, voice__isnull=True
    )
    return _delete(chosen)


def drop_unasked_documents(asked: Iterable[str], *, submission_key: uuid.UUID) -> int:
    """Delete waiting documents that changed answers no longer ask for; returns how many."""
    waiting = Document.objects.filter(submission_key=submission_key, voice__isnull=True)
    return _delete(waiting.exclude(requirement__in=list(asked)))


def drop_abandoned_documents(*, at: datetime) -> int:
    """Delete documents whose voice was not sent within a day; returns how many."""
    old = Document.objects.filter(voice__isnull=True, added_at__lt=at - timedelta(days=1))
    return _delete(old)


def _delete(documents: Iterable[Document]) -> int:
    dropped = list(documents)
    for document in dropped:
        document.file.delete(save=False)
        document.delete()
    return len(dropped)
