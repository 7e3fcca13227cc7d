"""Documents of the duties: written in versions, shipped ones loaded once, an office's own kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from pendopo.foundation.governance.models import WrittenDocument
from pendopo.foundation.governance.personal_data.errors import DocumentNotFound, NotOfficer
from pendopo.foundation.governance.personal_data.events import DocumentWritten
from pendopo.foundation.governance.personal_data.types import DocumentKind
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import SYSTEM, Actor, Role
from pendopo.kernel.errors import Refused
from pendopo.ui.numbers import is_english

Definition: TypeAlias = Mapping[str, Any]
SHIPPED = {
    DocumentKind.ACTIVITY: "activities.yaml",
    DocumentKind.ASSESSMENT: "assessments.yaml",
    DocumentKind.NOTICE: "notices.yaml",
    DocumentKind.PURPOSE: "purposes.yaml",
    DocumentKind.GROUND: "grounds.yaml",
    DocumentKind.AUTHORITY: "authority.yaml",
}


def require_officer(by: Actor) -> None:
    """Refuse everyone but the data-protection officer.

    Raises
    ------
    NotOfficer
    """
    if not by.has_role(Role.DPO):
        raise NotOfficer(_("Hanya pejabat pelindungan data pribadi yang melakukan ini."))


def current(kind: DocumentKind) -> list[WrittenDocument]:
    """Return the newest version of every document of a kind, by code (one query)."""
    newest = WrittenDocument.objects.filter(kind=kind, code=OuterRef("code")).order_by("-number")
    rows = WrittenDocument.objects.filter(kind=kind, number=Subquery(newest.values("number")[:1]))
    return list(rows.order_by("code"))


def newest(kind: DocumentKind, code: str) -> WrittenDocument:
    """Return the newest version of a document.

    Raises
    ------
    DocumentNotFound
    """
    found = versions(kind, code)
    if not found:
        raise DocumentNotFound(_("Naskah ini tidak ditemukan."))
    return found[0]


def versions(kind: DocumentKind, code: str) -> list[WrittenDocument]:
    """Return every version of a document, newest first."""
    return list(WrittenDocument.objects.filter(kind=kind, code=code).order_by("-number"))


def in_force(kind: DocumentKind, code: str, *, at: datetime) -> WrittenDocument | None:
    """Return the version that stood at ``at``: what somebody was shown then."""
    rows = WrittenDocument.objects.filter(kind=kind, code=code)
    known = rows.filter(written_at=None) | rows.filter(written_at__lte=at)
    return known.order_by("-number").first()


def shown(definition: Definition, part: str) -> str:
    """Return a part of a document in the reader's language, as far as it was written in it."""
    return str((is_english() and definition.get(f"{part}_en")) or definition.get(part, ""))


@transaction.atomic
def write(
    kind: DocumentKind, code: str, definition: Definition, *, by: Actor, at: datetime
) -> WrittenDocument:
    """Add a version of a document, or begin a new one; what says the same adds nothing.

    Raises
    ------
    NotOfficer
    Refused
        Somebody else wrote the same version at the same moment.
    """
    require_officer(by)
    found = versions(kind, code)
    digest = digest_of(definition)
    if found and found[0].digest == digest:
        return found[0]
    row = WrittenDocument(
        kind=kind,
        code=code,
        number=found[0].number + 1 if found else 1,
        definition=dict(definition),
        digest=digest,
        written_at=at,
        by_ref=by.ref,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("Orang lain baru saja mengubahnya. Muat ulang, lalu coba lagi.")) from error
    publish(
        DocumentWritten(
            document_id=row.id,
            kind=kind,
            code=code,
            number=row.number,
            digest=digest,
            at=at,
            by=by.ref,
        )
    )
    return row


def digest_of(definition: Definition) -> str:
    """Return the SHA-256 of a definition in a fixed writing."""
    text = json.dumps(definition, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def load_shipped(folder: Path) -> int:
    """Add the documents of a folder that are not there yet; what an office wrote stays."""
    return sum(_load(kind, folder / name) for kind, name in SHIPPED.items())


def _load(kind: DocumentKind, path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        rows: list[dict[str, Any]] = yaml.load(file, Loader=yaml.CSafeLoader)["documents"]
    known = set(WrittenDocument.objects.filter(kind=kind).values_list("code", flat=True))
    fresh = [
        WrittenDocument(
            kind=kind,
            code=code,
            number=1,
            definition=row,
            digest=digest_of(row),
            by_ref=SYSTEM.ref,
        )
        for row in rows
        if (code := row.pop("code")) not in known
    ]
    WrittenDocument.objects.bulk_create(fresh)
    return len(fresh)
