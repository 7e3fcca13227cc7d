"""Going out at the hour, with an archived copy; reviewing, withdrawing."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.engines.merkle import canonical
from pendopo.engines.policy import Effect
from pendopo.foundation.governance.guarding import Door, guard
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.foundation.release import asking, events
from pendopo.foundation.release.errors import NotYours, WrongStep
from pendopo.foundation.release.models import Posting, Release
from pendopo.foundation.release.rules import OVERSEERS, office_to_give
from pendopo.foundation.release.services.releases import hold, locked, told
from pendopo.foundation.release.types import ReleaseState
from pendopo.kernel.errors import BadInput
from pendopo.kernel.numbers import number_in_force
from pendopo.kernel.time import to_iso


def publish_due(*, at: datetime) -> int:
    """Let out what is ready and due, each in a transaction of its own; returns how many."""
    due = Release.objects.filter(state=ReleaseState.READY, release_at__lte=at)
    ids = list(due.order_by("release_at", "id").values_list("id", flat=True))
    return sum(_let_out(each, at=at) for each in ids)


@transaction.atomic
def _let_out(release_id: uuid.UUID, *, at: datetime) -> bool:
    release = locked(release_id)
    if release.state != ReleaseState.READY or release.release_at is None:
        return False
    hours = number_in_force("release.approval_hours", at=at)
    if at > release.release_at + timedelta(hours=hours):
        words = _("Persetujuan gugur karena waktunya lewat; ajukan lagi.")
        hold(release, [{"rule": asking.EXPIRED, "text": words}], by=SYSTEM, at=at)
        return False
    given = release.approvals.values_list("kind", flat=True)
    decision = asking.ask(release, moment=at, at=at, given=given)
    if decision.effect != Effect.ALLOW:
        # The rules or the author's mandate changed after the approvals.
        hold(release, asking.reasons_of(decision, release, at=at), by=SYSTEM, at=at)
        return False
    _put_out(release, at=at)
    return True


def _put_out(release: Release, *, at: datetime) -> None:
    release.published_at, release.state = at, ReleaseState.PUBLISHED.value
    release.archive = archived(release)
    if release.is_emergency:
        hours = number_in_force("release.review_hours", at=at)
        release.review_due_at = at + timedelta(hours=hours)
    release.save(update_fields=["published_at", "state", "archive", "review_due_at"])
    Posting.objects.bulk_create(
        Posting(release=release, account=each) for each in release.accounts.all()
    )
    facts = [
        told(
            events.ReleasePublished,
            release,
            by=SYSTEM,
            at=at,
            version=release.version,
            archived=sha256(release.archive.encode()).hexdigest(),
            review_due_at=release.review_due_at,
        )
    ]
    if release.replaces_id:
        facts.append(_supersede(release, at=at))
    publish(*facts)


def _supersede(release: Release, *, at: datetime) -> events.ReleaseFact:
    earlier = locked(release.replaces_id)  # type: ignore[arg-type]
    if earlier.state == ReleaseState.PUBLISHED:
        earlier.state = ReleaseState.CORRECTED.value
        earlier.save(update_fields=["state"])
    newer = {"by_release_id": release.id}
    return told(events.ReleaseCorrected, earlier, by=SYSTEM, at=at, **newer)


def archived(release: Release) -> str:
    """Return exactly what goes out, in canonical form (RFC 8785)."""
    document = {
        "id": str(release.id),
        "version": release.version,
        "issuer": settings.PENDOPO_GOVERNMENT,
        "office": release.topic.office.name,
        "topic": release.topic.code,
        "kind": release.kind,
        "title": release.title,
        "text": release.text,
        "source": {"code": release.source_code, "url": release.source_url},
        "published_at": to_iso(release.published_at) if release.published_at else "",
    }
    return canonical(document).decode()


@transaction.atomic
def review(*, release_id: uuid.UUID, by: Actor, at: datetime) -> Release:
    """Look at an emergency release afterwards.

    Raises
    ------
    ReleaseNotFound
    WrongStep
        It needs no review, or had one.
    NotYours
        The actor does not oversee releases, or wrote or approved this one.
    """
    release = locked(release_id)
    if release.review_due_at is None or release.reviewed_at is not None:
        raise WrongStep(_("Rilis ini tidak menunggu peninjauan."))
    hands = {release.author_ref, *release.approvals.values_list("by_ref", flat=True)}
    if not by.has_role(*OVERSEERS) or by.ref in hands:
        raise NotYours(_("Peninjau adalah PPID atau atasannya yang tidak ikut menyetujui."))
    release.reviewed_at = at
    release.save(update_fields=["reviewed_at"])
    publish(told(events.ReleaseReviewed, release, by=by, at=at))
    return release


@transaction.atomic
def withdraw(
    *, release_id: uuid.UUID, reason: str, keep_reason: str = "", by: Actor, at: datetime
) -> Release:
    """Take a release back with a reason that everyone reads; its copy stays archived.

    Raises
    ------
    ReleaseNotFound
    BadInput
        No reason, or something personal in it (Exposed).
    WrongStep
        It is not public.
    NotYours
        The actor neither owns the facts nor oversees releases.
    """
    release = locked(release_id)
    if not by.has_role(*OVERSEERS) and not office_to_give(
        "fact_owner", by, release.topic.office_id
    ):
        raise NotYours(_("Rilis ditarik oleh pemilik fakta atau PPID."))
    if release.state not in (ReleaseState.PUBLISHED, ReleaseState.CORRECTED):
        raise WrongStep(_("Rilis ini tidak sedang terbit."))
    if not reason.strip():
        raise BadInput(_("Tulis alasan penarikan."), field="reason")
    texts, door = {"reason": reason}, Door.RELEASE
    guard(texts, door, reason=keep_reason, by=by, at=at, about_id=release.id)
    release.state, release.withdrawal_reason = ReleaseState.WITHDRAWN.value, reason.strip()
    release.save(update_fields=["state", "withdrawal_reason"])
    publish(told(events.ReleaseWithdrawn, release, by=by, at=at))
    return release
