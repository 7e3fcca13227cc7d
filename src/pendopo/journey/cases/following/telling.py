"""Sending followers what waits for them, in plain text."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.journey.cases.following import links, rules
from pendopo.journey.cases.following.selectors import name_of
from pendopo.journey.cases.following.types import FollowKind
from pendopo.journey.cases.models import Follow, FollowNotice
from pendopo.kernel.time import format_instant

log = logging.getLogger("pendopo.cases")
_AT_ONCE = 200


def send_due(*, at: datetime, most: int = _AT_ONCE) -> int:
    """Send each follower one message with all that is due; returns how many were sent.

    At least once: a worker that dies between sending and noting it sends again.
    """
    ready = Q(kind=FollowKind.CASE.value) | Q(told_at=None) | Q(told_at__lt=at - rules.DIGEST_EVERY)
    waiting = FollowNotice.objects.filter(sent_at=None).values("follow_id")
    follows = Follow.objects.filter(ready, id__in=waiting, confirmed_at__isnull=False)
    return sum(_tell(follow, at) for follow in follows.order_by("told_at", "id")[:most])


def _tell(follow: Follow, at: datetime) -> bool:
    rows = follow.notices.filter(sent_at=None).select_related("case__office").order_by("at", "id")
    notices = list(rows)
    # Closed to the public since: nothing more is said of it.
    shown = [notice for notice in notices if notice.case.is_public]
    # The language of the one who asked is not kept; the record's is Indonesian.
    with translation.override("id"):
        is_sent = not shown or _send(follow, shown)
    if not is_sent:
        _failed(follow)
        return False
    FollowNotice.objects.filter(id__in=_ids(notices)).update(sent_at=at)
    Follow.objects.filter(id=follow.id).update(told_at=at, n_failed=0)
    return bool(shown)


def _ids(notices: Iterable[FollowNotice]) -> list[UUID]:
    return [notice.id for notice in notices]


def _failed(follow: Follow) -> None:
    Follow.objects.filter(id=follow.id).update(n_failed=F("n_failed") + 1)
    # An address nobody reads any more is not kept.
    Follow.objects.filter(id=follow.id, n_failed__gte=rules.MOST_FAILURES).delete()


def _send(follow: Follow, notices: Sequence[FollowNotice]) -> bool:
    stop = links.stop_link(follow)
    message = EmailMessage(
        subject=_("Kabar tentang %(what)s") % {"what": name_of(follow)},
        body=_body(follow, notices, stop),
        to=[follow.address],
        # RFC 8058: mail programs show a button that stops the messages.
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    try:
        message.send()
    except OSError as error:
        log.warning("follow.not_sent error=%s", type(error).__name__)
        return False
    return True


def _body(follow: Follow, notices: Sequence[FollowNotice], stop: str) -> str:
    lines = [_line(follow, notice) for notice in notices[: rules.MOST_LINES]]
    if len(notices) > rules.MOST_LINES:
        lines.append(_("Dan %(n)s kabar lain.") % {"n": len(notices) - rules.MOST_LINES})
    news = "\n\n".join(lines)
    end = _(
        "Anda menerima surel ini karena mengikuti %(what)s di %(site)s.\n"
        "Berhenti mengikuti: %(stop)s"
    ) % {"what": name_of(follow), "site": follow.site, "stop": stop}
    return f"{news}\n\n--\n{settings.PENDOPO_GOVERNMENT}\n{end}\n"


def _line(follow: Follow, notice: FollowNotice) -> str:
    office = notice.case.office
    words = {
        "number": notice.case.number,
        "office": office.name if office else "",
        "at": format_instant(notice.at, settings.PENDOPO_ZONE),
    }
    return f"{_happened(notice.what) % words}\n{links.case_link(follow, notice.case.number)}"


def _happened(what: str) -> str:
    return {
        "CaseVerified": _("Laporan baru %(number)s untuk %(office)s, %(at)s."),
        "CaseAssigned": _("Laporan %(number)s diteruskan ke %(office)s, %(at)s."),
        "CaseProgressed": _("%(office)s menyampaikan tindak lanjut laporan %(number)s, %(at)s."),
        "CaseAnswered": _("%(office)s menjawab laporan %(number)s, %(at)s."),
        "CaseClosed": _("Laporan %(number)s ditutup, %(at)s."),
        "CaseReopened": _("Laporan %(number)s dibuka kembali, %(at)s."),
        "CaseArchived": _("Laporan %(number)s diarsipkan, %(at)s."),
    }.get(what, _("Ada kabar tentang laporan %(number)s, %(at)s."))
