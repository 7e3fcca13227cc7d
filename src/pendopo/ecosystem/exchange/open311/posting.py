"""What a posted request or update says; all its faults are told at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.open311.asking import point
from pendopo.ecosystem.exchange.open311.documents import KIND, KINDS, TITLE
from pendopo.ecosystem.exchange.open311.faults import Faults
from pendopo.ecosystem.exchange.open311.questions import answered
from pendopo.ecosystem.exchange.rules import normal_word, photo_addresses
from pendopo.ecosystem.exchange.selectors import Service, service_of_procedure
from pendopo.ecosystem.exchange.types import Entry, PostedUpdate
from pendopo.foundation.people.services import normal_phone
from pendopo.foundation.people.types import Contact
from pendopo.journey.voice.types import Channel, Kind, Place
from pendopo.kernel.errors import BadInput

if TYPE_CHECKING:
    from django.http import QueryDict

LONGEST = 4_000
_LONGEST_TITLE = 150
_LONGEST_NOTE = 200
_LONGEST_DEVICE = 200
_SHORT = {"first_name": 100, "last_name": 100, "email": 254, "phone": 30}
_ATTRIBUTE = re.compile(r"^attribute\[([^\[\]]{1,60})\](?:\[\])?$")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
_FILE = re.compile(r"^(media|photo\d*|media\[\]|photos?\[\])$")


def read_post(posted: QueryDict, *, resend_key: str) -> Entry:
    """Return the voice in a posted request.

    Raises
    ------
    PostRefused
    """
    faults = Faults()
    _refuse_unfit(posted, faults)
    code = _text(posted, "service_code")
    if not code:
        faults.append(_("service_code tidak ada."))
    asked = faults.take(service_of_procedure, code)
    contact = faults.take(_contact, posted, default=Contact())
    read = _about_topic if asked is None else partial(_about_procedure, asked)
    entry = faults.take(read, posted, contact, code)
    faults.refuse_if_any()
    device = (_text(posted, "device_id") or _text(posted, "deviceid"))[:_LONGEST_DEVICE]
    media = photo_addresses(posted.getlist("media_url"))
    return replace(entry, resend_key=resend_key, device=device, media=media)


def _about_topic(posted: QueryDict, contact: Contact, topic: str) -> Entry:
    faults = Faults()
    attributes = _attributes(posted)
    if unknown := sorted(set(attributes) - {KIND, TITLE, "TITLE"}):
        # Dropping it silently would lose what somebody took the trouble to say.
        faults.append(_("Atribut tidak dikenal: %(names)s.") % {"names": ", ".join(unknown)})
    text = faults.take(_needed_description, posted, default="")
    where = faults.take(_needed_place, posted, default=Place())
    kind = faults.take(_kind, attributes, default=Kind.COMPLAINT)
    faults.refuse_if_any()
    return Entry(
        channel=Channel.OPEN311,
        kind=kind,
        topic=topic,
        title=_title(attributes, text),
        text=text,
        place=where,
        contact=contact,
    )


def _about_procedure(asked: Service, posted: QueryDict, contact: Contact, _code: str) -> Entry:
    """Read the answers to a form; it says itself what is needed, and no place is."""
    faults = Faults()
    text = faults.take(_description, posted, default="")
    where = faults.take(_place, posted, default=Place())
    own = {
        "title": _short(text.split("\n", 1)[0]),
        "text": text,
        "name": contact.name,
        "phone": contact.phone,
        "email": contact.email,
        "place": where.note,
    }
    said = faults.take(partial(answered, asked, own=own, contact=contact), _attributes(posted))
    faults.refuse_if_any()
    return Entry(
        channel=Channel.OPEN311,
        kind=said.kind,
        topic="",
        title=said.title,
        text=text,
        place=where,
        contact=said.contact,
        procedure_version_id=said.procedure_version_id,
        answers=said.answers,
    )


def read_update(posted: QueryDict) -> PostedUpdate:
    """Return what a posted update says.

    Raises
    ------
    PostRefused
    """
    faults = Faults()
    _refuse_unfit(posted, faults)
    needed = ("service_request_id", "update_id", "status", "updated_datetime", "description")
    faults += [
        _("%(name)s tidak ada.") % {"name": name} for name in needed if not _text(posted, name)
    ]
    word = normal_word(_text(posted, "status"))
    if _text(posted, "status") and not word:
        faults.append(_("status ini tidak dikenal."))
    if _text(posted, "updated_datetime"):
        faults.take(_when, _text(posted, "updated_datetime"))
    if len(_text(posted, "update_id")) > 80:
        faults.append(_("update_id paling banyak 80 huruf."))
    words = faults.take(_description, posted, default="")
    faults.refuse_if_any()
    return PostedUpdate(
        number=_text(posted, "service_request_id"),
        update_id=_text(posted, "update_id"),
        word=word,
        words=words,
        media=photo_addresses(posted.getlist("media_url")),
    )


def photos_in(files: Any) -> list[Any]:
    """Return the uploaded photos under the names that clients use."""
    return [file for name in files if _FILE.match(name) for file in files.getlist(name)]


def _text(posted: QueryDict, name: str) -> str:
    return (posted.get(name) or "").strip()


def _refuse_unfit(posted: QueryDict, faults: list[str]) -> None:
    for name, values in posted.lists():
        if _UNFIT.search(name) or any(_UNFIT.search(value) for value in values):
            faults.append(_("Ada isian yang memuat huruf yang tidak dapat ditampilkan."))
            return


def _needed_description(posted: QueryDict) -> str:
    text = _description(posted)
    if not text:
        raise BadInput(_("description tidak ada: tulis apa yang terjadi."))
    return text


def _description(posted: QueryDict) -> str:
    text = (posted.get("description") or "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise BadInput(_("description paling banyak %(most)s huruf.") % {"most": LONGEST})
    return text


def _attributes(posted: QueryDict) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, values in posted.lists():
        if match := _ATTRIBUTE.match(name):
            given = [value for value in values if value]
            found.setdefault(match[1].upper(), []).extend(given)
    return found


def _kind(attributes: dict[str, list[str]]) -> Kind:
    told = attributes.get(KIND, [])
    if not told:
        return Kind.COMPLAINT
    known = {kind.value: kind for kind in KINDS}
    if len(told) > 1 or told[0] not in known:
        raise BadInput(
            _("attribute[JENIS] harus salah satu dari: %(kinds)s.") % {"kinds": ", ".join(known)}
        )
    return known[told[0]]


def _title(attributes: dict[str, list[str]], text: str) -> str:
    told = attributes.get(TITLE) or attributes.get("TITLE") or [text.split("\n", 1)[0]]
    return _short(told[0])


def _short(words: str) -> str:
    return " ".join(words.split())[:_LONGEST_TITLE]


def _needed_place(posted: QueryDict) -> Place:
    where = _place(posted)
    if where == Place():
        raise BadInput(_("Lokasi tidak ada: isi lat dan long, address_string, atau address_id."))
    return where


def _place(posted: QueryDict) -> Place:
    note, region = _text(posted, "address_string"), _text(posted, "address_id")
    latitude, longitude = point(posted) or (None, None)
    return Place(region[:13], note[:_LONGEST_NOTE], latitude, longitude)


def _contact(posted: QueryDict) -> Contact:
    for name, most in _SHORT.items():
        if len(_text(posted, name)) > most:
            raise BadInput(_("%(name)s terlalu panjang.") % {"name": name})
    names = (_text(posted, "first_name"), _text(posted, "last_name"))
    email, phone = _text(posted, "email"), _text(posted, "phone")
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise BadInput(_("email bukan alamat surel.")) from error
    return Contact(
        name=" ".join(filter(None, names)),
        phone=normal_phone(phone) if phone else "",
        email=email,
    )


def _when(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    except ValueError as error:
        raise BadInput(_("updated_datetime harus waktu ISO 8601.")) from error
