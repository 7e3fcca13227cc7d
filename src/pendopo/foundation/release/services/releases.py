"""A release until it is ready: drafted, masked, checked, approved or sent back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.engines.policy import Effect
from pendopo.foundation.governance.guarding import Door, Exposed, guard, inspect
from pendopo.foundation.governance.guarding.keeping import complain
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.foundation.release import asking, events, privacy
from pendopo.foundation.release.errors import (
    NotYours,
    ReleaseNotFound,
    RuleForbids,
    SecondHand,
    WrongStep,
)
from pendopo.foundation.release.keeping import keeper_of
from pendopo.foundation.release.models import Approval, OfficialAccount, PublicTopic, Release
from pendopo.foundation.release.rules import digest_of, needed, office_to_give
from pendopo.foundation.release.types import EDITABLE, MaterialClass, ReleaseKind, ReleaseState
from pendopo.kernel.errors import BadInput

_FLAGS = ("child_identity", "legal_process", "procurement", "election")


@dataclass(frozen=True)
class ReleaseWords:
    """What an author tells of a release."""

    topic: PublicTopic
    kind: str
    title: str
    text: str
    material_class: str
    source_kind: str = ""
    source_code: str = ""
    source_url: str = ""
    embargo_until: datetime | None = None
    planned_at: datetime | None = None
    is_emergency: bool = False
    child_identity: bool = False
    legal_process: bool = False
    procurement: bool = False
    election: bool = False
    keep_reason: str = ""
    accounts: Sequence[OfficialAccount] = ()


@transaction.atomic
def draft(
    *,
    words: ReleaseWords,
    by: Actor,
    at: datetime,
    replaces: Release | None = None,
    keeper: str = "",
) -> Release:
    """Begin a release, maybe one that corrects another; ``keeper`` is the room that writes it.

    Raises
    ------
    NotYours
        The actor is no member of staff.
    WrongStep
        What is to be corrected is not public, or somebody corrects it already, or its words
        are kept by another room.
    """
    if not by.is_staff or by.person_id is None:
        raise NotYours(_("Hanya petugas yang menyusun rilis."))
    _require_keeper(replaces.source_kind if replaces else words.source_kind, keeper)
    release = Release(author_id=by.person_id, author_ref=by.ref, created_at=at)
    if replaces:
        is_open = Release.objects.filter(replaces=replaces).exists()
        if replaces.state != ReleaseState.PUBLISHED or is_open:
            raise WrongStep(_("Rilis ini tidak dapat dikoreksi sekarang."))
        release.replaces, release.version = replaces, replaces.version + 1
    return _write(release, words, by=by, at=at)


@transaction.atomic
def redraft(
    *, release_id: uuid.UUID, words: ReleaseWords, by: Actor, at: datetime, keeper: str = ""
) -> Release:
    """Change a release that nobody approved yet.

    Raises
    ------
    ReleaseNotFound, NotYours
    WrongStep
        It waits for approvals or went out, or another room keeps its words.
    """
    release = _own_draft(release_id, by)
    _require_keeper(release.source_kind, keeper)
    return _write(release, words, by=by, at=at)


@transaction.atomic
def mask(*, release_id: uuid.UUID, by: Actor, at: datetime) -> Release:
    """Cover everything in a draft that seems personal.

    Raises
    ------
    ReleaseNotFound, NotYours, WrongStep
    """
    release = _own_draft(release_id, by)
    _require_keeper(release.source_kind, "")
    n_covered = privacy.n_found(release.title, release.text)
    release.title = privacy.covered(release.title)[:160]
    release.text = privacy.covered(release.text)
    release.digest = _digest(release)
    release.save(update_fields=["title", "text", "digest"])
    publish(told(events.ReleaseMasked, release, by=by, at=at, n_covered=n_covered))
    return release


@transaction.atomic
def submit(*, release_id: uuid.UUID, by: Actor, at: datetime, keeper: str = "") -> Release:
    """Check a draft: it is held with every reason, or waits for the approvals it needs.

    Raises
    ------
    ReleaseNotFound, NotYours
    WrongStep
        It is no draft, or another room keeps its words and brings them itself.
    NoPolicyInForce
        No rules hold then; nothing may go out.
    """
    release = _own_draft(release_id, by)
    _require_keeper(release.source_kind, keeper)
    release.release_at = max(release.planned_at or at, at)
    decision = asking.ask(release, moment=release.release_at, at=at, given=())
    n_found = privacy.n_found(release.title, release.text)
    texts = {"title": release.title, "text": release.text}
    reasons = []
    try:
        complain(inspect(texts, Door.RELEASE, at=at), release.keep_reason)
    except Exposed as error:
        reasons.append({"rule": asking.PRIVACY, "text": error.message})
    if decision.effect == Effect.DENY:
        reasons += asking.reasons_of(decision, release, at=at)
    if reasons:
        return hold(release, reasons, by=by, at=at)
    reason, door = release.keep_reason, Door.RELEASE
    guard(texts, door, reason=reason, by=by, at=at, about_id=release.id)
    is_lowered = release.material_class != MaterialClass.RELEASABLE
    release.needs = needed(
        decision.needs,
        is_lowered=is_lowered,
        has_flag=bool(n_found) or any(getattr(release, flag) for flag in _FLAGS),
        is_emergency=release.is_emergency,
    )
    release.state, release.reasons = ReleaseState.WAITING.value, []
    release.save(update_fields=["state", "reasons", "needs", "release_at"])
    publish(
        told(
            events.ReleaseSubmitted,
            release,
            by=by,
            at=at,
            needs="+".join(release.needs),
            is_lowered=is_lowered,
            is_emergency=release.is_emergency,
            keeps_personal_data=bool(n_found),
            release_at=release.release_at,
        )
    )
    return release


@transaction.atomic
def approve(*, release_id: uuid.UUID, kind: str, by: Actor, at: datetime) -> Release:
    """Approve the words as they stand; with the last approval they are ready.

    Raises
    ------
    ReleaseNotFound
    WrongStep
        This approval is not asked for, or was given.
    NotYours
        The actor holds no position that gives it.
    RuleForbids
        The policy forbids it, above all of one's own words; the message names the rule.
    SecondHand
        The actor gave another approval of this release already.
    """
    release = locked(release_id)
    if release.state != ReleaseState.WAITING or kind not in release.needs:
        raise WrongStep(_("Persetujuan ini tidak sedang diminta."))
    office_id = office_to_give(kind, by, release.topic.office_id)
    if office_id is None or by.person_id is None:
        raise NotYours(_("Persetujuan ini diberikan jabatan lain."))
    _require_rules(release, by, at=at)
    if release.author_ref == by.ref or release.approvals.filter(by_ref=by.ref).exists():
        raise SecondHand(_("Penyusun, dan yang sudah menyetujui, tidak boleh menyetujui lagi."))
    given = Approval.objects.create(
        release=release, kind=kind, office_id=office_id, by_ref=by.ref, digest=release.digest, at=at
    )
    release.needs = [each for each in release.needs if each != kind]
    facts = [
        told(
            events.ReleaseApproved,
            release,
            by=by,
            at=at,
            approval=kind,
            office=given.office.code,
        )
    ]
    if not release.needs:
        release.state = ReleaseState.READY.value
        due = {"release_at": release.release_at}
        facts.append(told(events.ReleaseReady, release, by=by, at=at, **due))
    release.save(update_fields=["needs", "state"])
    publish(*facts)
    return release


@transaction.atomic
def send_back(*, release_id: uuid.UUID, by: Actor, at: datetime) -> Release:
    """Give a release back to its author, who changes it; approvals fall away.

    Raises
    ------
    ReleaseNotFound
    WrongStep
        It is neither waiting nor ready.
    NotYours
        The actor is neither the author nor anyone who may approve it.
    """
    release = locked(release_id)
    if release.state not in (ReleaseState.WAITING, ReleaseState.READY):
        raise WrongStep(_("Rilis ini tidak sedang menunggu."))
    kinds = [*release.needs, *release.approvals.values_list("kind", flat=True)]
    may = any(office_to_give(kind, by, release.topic.office_id) for kind in kinds)
    if not may and release.author_ref != by.ref:
        raise NotYours(_("Hanya penyusun dan pemberi persetujuan yang mengembalikannya."))
    release.approvals.all().delete()
    release.state, release.needs = ReleaseState.DRAFT.value, []
    release.save(update_fields=["state", "needs"])
    publish(told(events.ReleaseSentBack, release, by=by, at=at))
    return release


def hold(release: Release, reasons: list[dict[str, str]], *, by: Actor, at: datetime) -> Release:
    """Keep a release back with its reasons, inside the caller's transaction."""
    release.approvals.all().delete()
    release.state, release.reasons, release.needs = ReleaseState.HELD.value, reasons, []
    release.save(update_fields=["state", "reasons", "needs", "release_at"])
    first = {"rule": reasons[0]["rule"], "n_reasons": len(reasons)}
    publish(told(events.ReleaseHeld, release, by=by, at=at, **first))
    return release


def locked(release_id: uuid.UUID) -> Release:
    """Return a release to be changed, with its topic and owner.

    Raises
    ------
    ReleaseNotFound
    """
    rows = Release.objects.select_for_update(of=("self",), no_key=True).select_related(
        "topic__office"
    )
    found = rows.filter(id=release_id).first()
    if found is None:
        raise ReleaseNotFound(_("Rilis tidak ditemukan."))
    return found


def told(
    kind: type[events.ReleaseFact], release: Release, *, by: Actor, at: datetime, **more: Any
) -> events.ReleaseFact:
    """Return a fact about a release as it stands."""
    common = {"topic": release.topic.code, "digest": release.digest, "at": at, "by": by.ref}
    return kind(release_id=release.id, **common, **more)  # type: ignore[arg-type]


def _own_draft(release_id: uuid.UUID, by: Actor) -> Release:
    release = locked(release_id)
    if release.author_ref != by.ref:
        raise NotYours(_("Hanya penyusun yang mengubah rancangannya."))
    if release.state not in EDITABLE:
        raise WrongStep(_("Rilis ini tidak dapat diubah lagi; kembalikan dahulu."))
    return release


def _require_keeper(source_kind: str, keeper: str) -> None:
    if keeper_of(source_kind) and keeper != source_kind:
        raise WrongStep(_("Naskah rilis ini disusun di meja asalnya; ubah di sana."))


def _write(release: Release, words: ReleaseWords, *, by: Actor, at: datetime) -> Release:
    if words.kind == ReleaseKind.NEWS and not words.text.strip():
        raise BadInput(_("Isi naskahnya."), field="text")
    for name, value in vars(words).items():
        if name != "accounts":
            setattr(release, name, value)
    release.state, release.reasons = ReleaseState.DRAFT.value, []
    release.digest = _digest(release)
    release.save()
    release.accounts.set(words.accounts)
    publish(told(events.ReleaseDrafted, release, by=by, at=at, version=release.version))
    return release


def _digest(release: Release) -> str:
    return digest_of({"title": release.title, "text": release.text})


def _require_rules(release: Release, by: Actor, *, at: datetime) -> None:
    if by.person_id is None:
        return
    decision = asking.ask_approval(release, person_id=by.person_id, at=at)
    if decision.effect != Effect.ALLOW:
        words = "; ".join(
            f"{each['rule']}: {each['text']}"
            for each in asking.reasons_of(decision, release, at=at)
        )
        raise RuleForbids(words)
