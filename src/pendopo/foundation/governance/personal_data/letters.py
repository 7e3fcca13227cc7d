"""Letters of a breach (UU 27/2022 Pasal 46 ayat (2)): to print as they are, or to copy and send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.foundation.governance.models import BreachNotice
from pendopo.foundation.governance.personal_data import clocks, documents
from pendopo.foundation.governance.personal_data.breaches import BreachPage
from pendopo.foundation.governance.personal_data.errors import BreachNotFound
from pendopo.foundation.governance.personal_data.types import DataClass, DocumentKind, Told
from pendopo.kernel.time import from_iso

_AUTHORITY = {Told.AUTHORITY: "lembaga-pdp", Told.CSIRT: "csirt-sektor"}


@dataclass(frozen=True)
class Letter:
    """A letter as a page to print and as plain text to send."""

    html: SafeString
    text: str


def letter_to(page: BreachPage, told: Told, *, at: datetime) -> Letter:
    """Return the letter to one of those who must be told, in Indonesian.

    A letter that goes out after its limit says by how much.

    Raises
    ------
    BreachNotFound
        This breach asks for no such letter.
    """
    notice = next((each for each in page.notices if each.told == told), None)
    if notice is None:
        raise BreachNotFound(_("Pemberitahuan ini tidak diminta."))
    # The authority and the law are Indonesian, whatever language the officer reads.
    with translation.override("id"):
        context = _context(page, notice, at)
        return Letter(
            html=render_to_string("governance/personal_data/_letter.html", context),
            text=render_to_string("governance/personal_data/_letter.txt", context).strip() + "\n",
        )


def _context(page: BreachPage, notice: BreachNotice, at: datetime) -> dict[str, Any]:
    known, told = page.known, Told(notice.told)
    since, by = page.breach.detected_at, clocks.wall(at=at)
    stood = clocks.standing(notice, since=since, stopped_at=notice.sent_at or at, by=by)
    authority = _AUTHORITY.get(told)
    return {
        "government": settings.PENDOPO_GOVERNMENT,
        "breach": page.breach,
        "known": known,
        "exposed_from": _moment(known.get("exposed_from")),
        "exposed_to": _moment(known.get("exposed_to")),
        "contained_at": _moment(known.get("contained_at")),
        "classes": ", ".join(str(DataClass(each).label) for each in known["classes"]),
        "notice": notice,
        "told": told.value,
        "hours_late": stood.n_hours if stood.is_late else None,
        "authority": documents.newest(DocumentKind.AUTHORITY, authority).definition
        if authority
        else None,
        "at": at,
    }


def _moment(text: str | None) -> datetime | None:
    return from_iso(text) if text else None
