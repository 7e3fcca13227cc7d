"""Writing accountability: asking an office, ending the question, publishing its reply."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.governance.guarding import Door, guard
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.selectors import heads_of, offices_by_id
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.journey.accountability import events, rules, selectors
from pendopo.journey.accountability.errors import TargetNotFound
from pendopo.journey.accountability.models import Notice, Reply
from pendopo.journey.accountability.types import OPEN_CASES, Subject, Target
from pendopo.journey.commitments.errors import CommitmentNotFound
from pendopo.journey.commitments.selectors import commitment_by_number
from pendopo.journey.evidence import selectors as evidence
from pendopo.kernel.numbers import number_in_force

# --- asking ---------------------------------------------------------------------------


def ask_about_indicators(*, at: datetime) -> int:
    """Ask every office whose figure lies outside on the adverse side; returns how many.

    An office already asked about a state at least as far out is not asked again. Where
    the figure came back, the question ends. Who stands out favourably needs no notice:
    the same words appear at once.
    """
    return sum(_ask_about(definition.code, at) for definition in evidence.all_definitions())


@transaction.atomic
def _ask_about(code: str, at: datetime) -> int:
    found = selectors.standings(at=at, code=code)
    if found is None:
        return 0
    direction, asked = evidence.definition(code).direction, 0
    target = Target(Subject.INDICATOR, code, found.window.last)
    for office in offices_by_id().values():
        placed = found.of(office.code)
        if placed is not None and rules.is_adverse(placed, direction):
            figure = (placed.k, placed.n)
            asked += ask_office(office, target, placed.state, figure=figure, at=at) is not None
        else:
            end_notice(office.id, target, at=at)
    return asked


@transaction.atomic
def ask_office(
    office: Office,
    target: Target,
    state: str,
    *,
    figure: tuple[int, int] | None = None,
    at: datetime,
) -> Notice | None:
    """Ask an office about an adverse state; None if it was already asked about it."""
    known = selectors.open_notice(office.id, target)
    if known is not None and rules.covers(known, state):
        return None
    if known is not None:
        _end(known, at)
    hits, due = figure or (None, None)
    notice = Notice.objects.create(
        office=office,
        kind=target.kind.value,
        about=target.about,
        period=target.period,
        state=state,
        hits=hits,
        due=due,
        noticed_at=at,
        publish_at=at + timedelta(days=number_in_force(rules.REPLY_DAYS, at=at)),
    )
    publish(_noticed_fact(notice, at))
    return notice


def _noticed_fact(notice: Notice, at: datetime) -> events.OfficeNoticed:
    return events.OfficeNoticed(
        office_id=notice.office_id,
        office=notice.office.code,
        kind=notice.kind,
        about=notice.about,
        notice_id=notice.id,
        period=notice.period,
        state=notice.state,
        publish_at=notice.publish_at,
        at=at,
        by=SYSTEM.ref,
    )


@transaction.atomic
def end_notice(office_id: UUID, target: Target, *, at: datetime) -> bool:
    """End the question that was open at ``at`` about a matter; False if there is none."""
    notice = selectors.open_notice(office_id, target)
    if notice is None or notice.noticed_at > at:
        return False
    _end(notice, at)
    return True


def _end(notice: Notice, at: datetime) -> None:
    notice.ended_at = at
    notice.save(update_fields=["ended_at"])
    publish(
        events.NoticeEnded(
            office_id=notice.office_id,
            office=notice.office.code,
            kind=notice.kind,
            about=notice.about,
            notice_id=notice.id,
            at=at,
        )
    )


# --- replying -------------------------------------------------------------------------


def require_target(office: Office, target: Target, *, at: datetime) -> None:
    """Raise TargetNotFound unless the office has something under that name."""
    known = {Subject.CASES: target.about == OPEN_CASES}
    if target.kind is Subject.INDICATOR:
        known[Subject.INDICATOR] = any(
            one.code == target.about for one in evidence.all_definitions()
        )
    if target.kind is Subject.COMMITMENT:
        known[Subject.COMMITMENT] = _is_own_commitment(office, target.about, at)
    if not known.get(target.kind):
        raise TargetNotFound(_("Tidak ada hal seperti ini pada perangkat daerah Anda."))


def _is_own_commitment(office: Office, number: str, at: datetime) -> bool:
    try:
        return commitment_by_number(number, at=at).office_id == office.id
    except CommitmentNotFound:
        return False


@transaction.atomic
def publish_reply(
    *,
    office: Office,
    target: Target,
    text: str,
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> Reply:
    """Publish what an office says about a figure, at the figure's own place and size.

    A newer reply stands before an older one; none is changed or removed.

    Raises
    ------
    NotAllowed
        The actor does not lead the office.
    TargetNotFound
        The office has nothing under that name.
    ReplyUnfit
        Too short, or with personal identifiers.
    Exposed
        Something else that is personal is in it.
    """
    rules.require_speaker(by, office.id)
    require_target(office, target, at=at)
    words = rules.require_fit_reply(text)
    guard({"text": words}, Door.REPLY, reason=keep_reason, by=by, at=at, about_id=office.id)
    notice = selectors.open_notice(office.id, target)
    reply = Reply.objects.create(
        office=office,
        kind=target.kind.value,
        about=target.about,
        period=target.period,
        notice=notice,
        text=words,
        position_title=_title(office, by, at),
        at=at,
    )
    if notice is not None and notice.replied_at is None:
        notice.replied_at = at
        notice.save(update_fields=["replied_at"])
    publish(_reply_fact(reply, office, by, at))
    return reply


def _reply_fact(reply: Reply, office: Office, by: Actor, at: datetime) -> events.ReplyPublished:
    return events.ReplyPublished(
        office_id=office.id,
        office=office.code,
        kind=reply.kind,
        about=reply.about,
        reply_id=reply.id,
        period=reply.period,
        notice_id=reply.notice_id,
        at=at,
        by=by.ref,
    )


def _title(office: Office, by: Actor, at: datetime) -> str:
    """Return the position that speaks, in the language of the record; a role, never a name."""
    held = heads_of(office.id, at=at).filter(person_id=by.person_id) if by.person_id else None
    position = held.first() if held is not None else None
    if position is not None and position.title:
        return position.title
    return f"Kepala {office.name}"
