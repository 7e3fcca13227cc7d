"""Asking to follow, confirming, stopping, and noting what followers are to be told."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.foundation.people.messages import send_message
from pendopo.foundation.people.services import index_of
from pendopo.foundation.people.types import Actor, CodeChannel
from pendopo.journey.cases.events import CaseFact
from pendopo.journey.cases.following import links, rules
from pendopo.journey.cases.following.selectors import Target
from pendopo.journey.cases.following.types import FollowKind
from pendopo.journey.cases.models import Case, Follow, FollowNotice
from pendopo.kernel.errors import BadInput, Refused

log = logging.getLogger("pendopo.cases")


class NotSent(Refused):
    """The mail server did not take the message; try again."""

    status = 503


def ask_to_follow(wanted: Target, address: str, *, site: str, by: Actor, at: datetime) -> None:
    """Send a confirming link to an address; who asks learns nothing about it.

    The answer is the same whether the address follows already, asked too often or is new.

    Raises
    ------
    BadInput
        That is no e-mail address.
    NotSent
        The mail server did not take the message.
    """
    email = _read(address)
    row = _stored(wanted, email, site=site, by=by, at=at)
    if row is None:
        return
    words = {"what": wanted.name, "confirm": links.confirm_link(row), "stop": links.stop_link(row)}
    text = _(
        "Seseorang, semoga Anda sendiri, meminta agar kabar tentang %(what)s dikirim ke alamat "
        "ini.\n\nBuka tautan ini untuk mulai mengikuti (berlaku dua hari):\n%(confirm)s\n\n"
        "Bila bukan Anda, abaikan saja surel ini: tanpa konfirmasi tidak ada yang dikirim, dan "
        "alamat ini dihapus setelah dua hari. Untuk menghapusnya sekarang:\n%(stop)s\n"
    )
    try:
        send_message(
            CodeChannel.EMAIL, email, subject=_("Konfirmasi mengikuti kabar"), text=text % words
        )
    except OSError as error:
        log.warning("follow.confirmation_not_sent error=%s", type(error).__name__)
        raise NotSent(_("Surel belum dapat dikirim. Coba lagi sebentar lagi.")) from error


def _read(address: str) -> str:
    email = address.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadInput(_("Alamat surel tidak dapat dibaca."), field="address") from error
    return email


@transaction.atomic
def _stored(wanted: Target, email: str, *, site: str, by: Actor, at: datetime) -> Follow | None:
    """Return the row to be confirmed; None if the address is not to be written to."""
    index = index_of(email, "email")
    own = Follow.objects.filter(address_index=index)
    known = own.filter(kind=wanted.kind.value, target=wanted.code).first()
    if known is not None and known.confirmed_at:
        return None
    fresh = own.filter(confirmed_at=None, created_at__gt=at - rules.CONFIRM_WITHIN)
    if fresh.count() >= rules.MOST_UNCONFIRMED or own.count() >= rules.MOST_FOLLOWS:
        return None
    values = {"address": email, "site": site.rstrip("/"), "created_at": at}
    row, _made = Follow.objects.update_or_create(
        address_index=index,
        kind=wanted.kind.value,
        target=wanted.code,
        defaults=values | {"person_id": None if by.is_staff else by.person_id},
    )
    return row


def confirm(follow_id: UUID, *, at: datetime) -> bool:
    """Begin to tell a follower; False if they stopped meanwhile. Twice is as good as once."""
    rows = Follow.objects.filter(id=follow_id)
    rows.filter(confirmed_at=None).update(confirmed_at=at)
    return rows.exists()


def stop(follow_id: UUID) -> bool:
    """Forget a follower at once; False if there was none."""
    return bool(Follow.objects.filter(id=follow_id).delete()[0])


def note(fact: CaseFact) -> int:
    """Note what followers are to be told of a fact; telling it twice changes nothing."""
    wanted = _wanted(fact)
    if wanted is None:
        return 0
    case = Case.objects.select_related("office").filter(id=fact.case_id, is_public=True).first()
    if case is None:
        return 0
    # Asked with codes alone; an address that asked after the fact is not told of the past.
    rows = Follow.objects.filter(_followers(case, fact), confirmed_at__lte=fact.at)
    notices = [
        FollowNotice(follow_id=follow_id, case=case, what=type(fact).__name__, at=fact.at)
        for follow_id in rows.values_list("id", flat=True)
    ]
    FollowNotice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=1_000)
    return len(notices)


def _wanted(fact: CaseFact) -> bool | None:
    known = (*rules.TOLD_OF_CASE, *rules.TOLD_AROUND)
    if not isinstance(fact, known):
        return None
    return Follow.objects.filter(confirmed_at__isnull=False).exists() or None


def _followers(case: Case, fact: CaseFact) -> Q:
    found = Q(kind="", target="")
    if isinstance(fact, rules.TOLD_OF_CASE):
        found |= Q(kind=FollowKind.CASE.value, target=case.number)
    if isinstance(fact, rules.TOLD_AROUND):
        if case.office:
            found |= Q(kind=FollowKind.OFFICE.value, target=case.office.code)
        parts = case.region_id.split(".") if case.region_id else []
        areas = [".".join(parts[: i + 1]) for i in range(len(parts))]
        found |= Q(kind=FollowKind.REGION.value, target__in=areas)
    return found


def purge(*, at: datetime) -> int:
    """Forget addresses that never confirmed, and what was told long ago."""
    old = Follow.objects.filter(confirmed_at=None, created_at__lt=at - rules.CONFIRM_WITHIN)
    told = FollowNotice.objects.filter(sent_at__lt=at - rules.KEEP_SENT)
    return int(old.delete()[0]) + int(told.delete()[0])
