"""Signing in with a code: no password to forget, and nobody learns who is known here."""

from __future__ import annotations

import hmac
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.errors import CodeNotSent, CodeWrong, TooManyCodes
from pendopo.foundation.people.events import CitizenSignedIn
from pendopo.foundation.people.messages import send_message
from pendopo.foundation.people.models import Account, SignInCode
from pendopo.foundation.people.services import index_of, normal_phone, unsaved_person
from pendopo.foundation.people.types import CodeChannel, Contact
from pendopo.kernel.crypto import blind_index
from pendopo.kernel.errors import BadInput
from pendopo.kernel.ids import new_id

log = logging.getLogger("pendopo.people")
VALID_FOR = timedelta(minutes=10)
MAX_ATTEMPTS = 5
WINDOW = timedelta(minutes=15)
CODES_PER_CONTACT = 3
# Mobile operators put thousands of phones behind one address.
CODES_PER_ADDRESS = 30
KEEP_FOR = timedelta(hours=1)
_INDEXED_AS = {CodeChannel.EMAIL: "email", CodeChannel.SMS: "phone"}


@dataclass(frozen=True)
class Destination:
    """Where a code goes: an e-mail address in small letters, or a number with its +62."""

    channel: CodeChannel
    value: str

    @property
    def index(self) -> str:
        """Return the blind index under which persons with this contact are found."""
        return index_of(self.value, _INDEXED_AS[self.channel])


def read_destination(text: str) -> Destination:
    """Return the e-mail address or Indonesian phone number in ``text``.

    Raises
    ------
    BadInput
        It is neither.
    """
    trimmed = text.strip()
    if "@" in trimmed:
        try:
            validate_email(trimmed)
        except ValidationError as error:
            raise BadInput(_("Alamat surel tidak dapat dibaca."), field="contact") from error
        return Destination(CodeChannel.EMAIL, trimmed.lower())
    phone = normal_phone(trimmed)
    if not phone.startswith("+62"):
        raise BadInput(_("Pakailah nomor telepon Indonesia atau alamat surel."), field="contact")
    return Destination(CodeChannel.SMS, phone)


def request_sign_in_code(contact: str, *, at: datetime, address: str = "") -> UUID:
    """Send a six-digit code to a contact, known or not, and return the request's id.

    ``address`` is the network address that asks; only its keyed digest is kept.

    Raises
    ------
    BadInput
        Neither an e-mail address nor an Indonesian phone number.
    TooManyCodes
        More than three codes for the contact, or thirty from the address, in 15 minutes.
    CodeNotSent
        The mail server or gateway did not take it; try again.
    """
    to = read_destination(contact)
    digits = f"{secrets.randbelow(1_000_000):06d}"
    row = _store_code(to, digits, at=at, address=address)
    text = _(
        "Kode masuk Pendopo Anda: %(code)s. Berlaku 10 menit. "
        "Jangan berikan kode ini kepada siapa pun, termasuk petugas."
    ) % {"code": digits}
    try:
        send_message(to.channel, to.value, subject=_("Kode masuk Pendopo"), text=text)
    except OSError as error:
        log.warning("sign_in.code_not_sent channel=%s error=%s", to.channel, type(error).__name__)
        raise CodeNotSent(_("Kode belum dapat dikirim. Coba lagi sebentar lagi.")) from error
    return row.id


@transaction.atomic
def _store_code(to: Destination, digits: str, *, at: datetime, address: str) -> SignInCode:
    address_index = index_of(address, "address")
    _one_at_a_time(to.index)
    recent = SignInCode.objects.filter(created_at__gt=at - WINDOW)
    if recent.filter(contact_index=to.index).count() >= CODES_PER_CONTACT:
        raise TooManyCodes(_("Terlalu banyak kode diminta. Coba lagi dalam 15 menit."))
    if address and recent.filter(address_index=address_index).count() >= CODES_PER_ADDRESS:
        raise TooManyCodes(_("Terlalu banyak kode diminta. Coba lagi dalam 15 menit."))
    code_id = new_id()
    return SignInCode.objects.create(
        id=code_id,
        channel=to.channel.value,
        contact=to.value,
        contact_index=to.index,
        address_index=address_index,
        code_hash=_digest(code_id, digits),
        created_at=at,
        expires_at=at + VALID_FOR,
    )


def _one_at_a_time(index: str) -> None:
    # SQLite's immediate transaction does this by itself.
    if connection.vendor == "postgresql":
        lock = int(index[:15], 16)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def _digest(code_id: UUID, digits: str) -> str:
    # Keyed: a million codes are guessed from a plain hash in a second.
    return blind_index(f"{code_id}:{digits}", purpose="sign_in_code")


def confirm_sign_in_code(code_id: UUID, code: str, *, at: datetime) -> Account:
    """Return the account behind a right code; the first one makes person and account.

    Raises
    ------
    CodeWrong
        Wrong, used, too old, or tried five times; which of these is not told.
    """
    row = _counted_attempt(code_id, at)
    digits = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
    if row is None or not hmac.compare_digest(row.code_hash, _digest(row.id, digits)):
        raise CodeWrong(_("Kode salah atau sudah tidak berlaku."))
    try:
        return _signed_in(row, at)
    except IntegrityError:
        # Another browser confirmed the same contact at the same moment: it made the person.
        return _signed_in(row, at)


def _counted_attempt(code_id: UUID, at: datetime) -> SignInCode | None:
    # Counted before it is compared, and outside any transaction that a refusal undoes.
    open_codes = SignInCode.objects.filter(
        id=code_id, used_at__isnull=True, expires_at__gt=at, attempts__lt=MAX_ATTEMPTS
    )
    if open_codes.update(attempts=F("attempts") + 1) != 1:
        return None
    return SignInCode.objects.get(id=code_id)


@transaction.atomic
def _signed_in(row: SignInCode, at: datetime) -> Account:
    if SignInCode.objects.filter(id=row.id, used_at__isnull=True).update(used_at=at) != 1:
        raise CodeWrong(_("Kode salah atau sudah tidak berlaku."))
    # Staff accounts have no such index: they come in by password and second factor.
    known = Account.objects.filter(contact_index=row.contact_index, is_active=True)
    account = known.select_related("person").first() or _new_account(row, at)
    publish(
        CitizenSignedIn(
            person_id=account.person_id, channel=row.channel, at=at, by=f"p:{account.person.ref}"
        )
    )
    return account


def _new_account(row: SignInCode, at: datetime) -> Account:
    contact = Contact(**{_INDEXED_AS[CodeChannel(row.channel)]: row.contact})
    person = unsaved_person(contact, at=at, is_confirmed=True)
    person.save(force_insert=True)
    account = Account(person=person, contact_index=row.contact_index)
    account.set_unusable_password()
    account.save(force_insert=True)
    return account


def purge_codes(*, at: datetime) -> int:
    """Delete codes that are too old to count for any limit; returns how many."""
    return int(SignInCode.objects.filter(created_at__lt=at - KEEP_FOR).delete()[0])
