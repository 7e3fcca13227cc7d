"""Reading releases: whose desk they lie on, and what everyone may read."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.receipts import first_fact_of, receipt_for
from pendopo.foundation.people.types import Actor, Role
from pendopo.foundation.release import privacy
from pendopo.foundation.release.errors import ReleaseNotFound
from pendopo.foundation.release.models import Approval, Posting, Release
from pendopo.foundation.release.rules import OVERSEERS, office_to_give
from pendopo.foundation.release.types import ReleaseState

PUBLIC = (ReleaseState.PUBLISHED, ReleaseState.CORRECTED, ReleaseState.WITHDRAWN)
_BRIEF = ("archive", "text")


def seen_by(actor: Actor) -> QuerySet[Release]:
    """Return the releases an actor sees: written, owned or posted by them; all as an overseer."""
    rows = Release.objects.select_related("topic__office").defer(*_BRIEF)
    if actor.has_role(*OVERSEERS):
        return rows
    owned = Q(topic__office_id__in=actor.offices(Role.HEAD))
    if actor.person_id is None:
        return rows.none()
    operated = Posting.objects.filter(account__operators__position__person_id=actor.person_id)
    own = Q(author_ref=actor.ref) | Q(id__in=operated.values("release_id"))
    return rows.filter(owned | own)


def coming(actor: Actor) -> QuerySet[Release]:
    """Return the planned releases an actor sees, the next first."""
    waiting = (ReleaseState.WAITING, ReleaseState.READY)
    return seen_by(actor).filter(state__in=waiting).order_by("release_at", "id")


@dataclass(frozen=True)
class ReleasePage:
    """A release as its desk shows it."""

    release: Release
    title_parts: Sequence[privacy.Part]
    text_parts: Sequence[privacy.Part]
    n_found: int
    approvals: Sequence[Approval]
    postings: Sequence[Posting]
    may_give: list[str]
    is_author: bool
    is_overseer: bool
    is_owner: bool


def release_page(release_id: uuid.UUID, actor: Actor) -> ReleasePage:
    """Return one release with what the actor may do.

    Raises
    ------
    ReleaseNotFound
        Unknown, or not the actor's to see.
    """
    release = seen_by(actor).defer(None).filter(id=release_id).first()
    if release is None:
        raise ReleaseNotFound(_("Rilis tidak ditemukan."))
    title, text = privacy.parts_of(release.title), privacy.parts_of(release.text)
    owner = release.topic.office_id
    return ReleasePage(
        release=release,
        title_parts=title,
        text_parts=text,
        n_found=sum(bool(part.found) for part in (*title, *text)),
        approvals=list(release.approvals.select_related("office")),
        postings=list(Posting.objects.filter(release=release).select_related("account")),
        may_give=[kind for kind in release.needs if office_to_give(kind, actor, owner)],
        is_author=release.author_ref == actor.ref,
        is_overseer=actor.has_role(*OVERSEERS),
        is_owner=office_to_give("fact_owner", actor, owner) is not None,
    )


def published(most: int, *, before: datetime | None = None) -> list[Release]:
    """Return up to ``most`` releases that stand, newest first (one query)."""
    rows = Release.objects.filter(state=ReleaseState.PUBLISHED).select_related("topic__office")
    if before:
        rows = rows.filter(published_at__lt=before)
    return list(rows.defer("archive").order_by("-published_at", "-id")[:most])


def public_release(release_id: uuid.UUID) -> Release:
    """Return a release that went out, also one that was corrected or withdrawn.

    Raises
    ------
    ReleaseNotFound
    """
    rows = Release.objects.filter(state__in=PUBLIC).select_related("topic__office", "replacement")
    found = rows.filter(id=release_id).first()
    if found is None:
        raise ReleaseNotFound(_("Rilis tidak ditemukan."))
    return found


def posted_elsewhere(release: Release) -> QuerySet[Posting]:
    """Return where else a release stands, with its addresses."""
    rows = Posting.objects.filter(release=release, posted_at__isnull=False)
    return rows.select_related("account")


def receipt_of(release: Release) -> dict[str, Any]:
    """Return the receipt of a publication; its fact carries the digest of the archived copy.

    Raises
    ------
    ReleaseNotFound
    """
    fact_id = first_fact_of(release.id, "ReleasePublished")
    if fact_id is None:
        raise ReleaseNotFound(_("Rilis tidak ditemukan."))
    return receipt_for(fact_id, number=f"rilis-{str(release.id)[:13]}")


def posting_to(account_id: uuid.UUID | None, release_id: uuid.UUID) -> Posting | None:
    """Return the posting of a release to an account, if it is meant for it."""
    if account_id is None:
        return None
    return Posting.objects.filter(account_id=account_id, release_id=release_id).first()


def public_words(release_id: uuid.UUID) -> dict[str, Any] | None:
    """Return the archived copy of a release that stands, read; None if it does not."""
    found = Release.objects.filter(id=release_id, state=ReleaseState.PUBLISHED).first()
    return archived_words(found) if found else None


def archived_words(release: Release) -> dict[str, Any]:
    """Return the archived copy, read: the page shows this and nothing newer."""
    words: dict[str, Any] = json.loads(release.archive)
    return words
