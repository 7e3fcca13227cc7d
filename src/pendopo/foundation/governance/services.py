"""Writing rules: drafts, deciding them for a term, ending a term; and deciding requests."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.engines.clock import Calendar
from pendopo.engines.policy import Decision, Raw, Request, facts_of, faults_of
from pendopo.foundation.governance import events, selectors
from pendopo.foundation.governance.errors import (
    DraftMissing,
    NotEditor,
    PolicyNotFound,
    RulesUnsound,
    SameHands,
)
from pendopo.foundation.governance.models import PolicySet, PolicyTerm, PolicyVersion
from pendopo.foundation.governance.rules import EDITORS, as_recorded
from pendopo.foundation.governance.types import VersionState
from pendopo.foundation.governance.versions import locked, version_of
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.kernel.errors import BadInput


@dataclass(frozen=True)
class Decree:
    """The decision by which a version holds from one day, maybe until another."""

    number: str
    signed_on: date
    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def decide(*, request: Request, calendar: Calendar, at: datetime) -> Decision:
    """Decide a request under the rules in force and record it, without saying who asked.

    The rules of the moment the thing is to be done hold, or those of ``at`` if nobody said.

    Raises
    ------
    NoPolicyInForce
        No rules hold then; nothing is allowed.
    PolicyError, ClockError
        The request speaks of something unknown; nothing is recorded.
    """
    moment = request.at or at
    version = selectors.in_force(at=moment).version
    policy = selectors.policy_of(version, on=selectors.day_of(moment))
    facts = facts_of(request, calendar)
    decision = policy.decide(request.act, facts)
    publish(
        events.PolicyDecided(
            policy_version_id=version.id,
            act=request.act,
            effect=decision.effect.value,
            rule=decision.rules[0].id if decision.rules else "",
            at=at,
            **as_recorded(facts),  # type: ignore[arg-type]
        )
    )
    return decision


@transaction.atomic
def save_draft(*, raw: Raw, by: Actor, at: datetime) -> PolicyVersion:
    """Keep rules as the draft of their set, a new set if the code is new.

    Raises
    ------
    NotEditor
        The actor is neither administrator nor PPID.
    RulesUnsound
        The rules have faults, or an example no longer holds; nothing was saved.
    """
    _require_editor(by)
    plain = dict(raw)
    if faults := faults_of(plain):
        raise RulesUnsound(_("Aturan ini belum dapat disimpan."), faults)
    rules = locked(plain["code"]) or PolicySet.objects.create(code=plain["code"])
    newest = rules.versions.order_by("-number").first()
    draft = newest if newest and newest.state == VersionState.DRAFT else None
    number = draft.number if draft else (newest.number + 1 if newest else 1)
    fresh = version_of(rules, number, plain, VersionState.DRAFT)
    fresh.created_at, fresh.by_ref = at, by.ref
    if draft:
        fresh.id = draft.id
        fresh.shipped, fresh.shipped_digest = draft.shipped, draft.shipped_digest
    fresh.save(force_insert=draft is None, force_update=draft is not None)
    publish(_told(events.PolicyDrafted, fresh, by=by, at=at))
    return fresh


@transaction.atomic
def drop_draft(*, code: str, by: Actor, at: datetime) -> None:
    """Throw the draft away; what was decided stays.

    Raises
    ------
    NotEditor, PolicyNotFound, DraftMissing
    """
    _require_editor(by)
    rules = _require(code)
    draft = rules.versions.filter(state=VersionState.DRAFT).first()
    if draft is None:
        raise DraftMissing(_("Tidak ada rancangan."))
    publish(_told(events.PolicyDraftDropped, draft, by=by, at=at))
    draft.delete()
    if not rules.versions.exists():
        rules.delete()


@transaction.atomic
def publish_version(*, code: str, decree: Decree, by: Actor, at: datetime) -> PolicyTerm:
    """Let the newest version of a set hold for a term: the draft, or one decided before.

    Raises
    ------
    NotEditor, PolicyNotFound
    SameHands
        The actor wrote the draft; a second person decides it.
    BadInput
        The decree has no number, or its days are out of order or past.
    """
    _require_editor(by)
    _require_decree(decree, today=selectors.day_of(at))
    version = _require(code).versions.order_by("-number").first()
    if version is None:
        raise PolicyNotFound(_("Himpunan aturan tidak ditemukan."))
    if version.state == VersionState.DRAFT and version.by_ref == by.ref:
        raise SameHands(_("Rancangan ini Anda ubah terakhir; orang lain yang menetapkannya."))
    if version.state == VersionState.DRAFT:
        version.state = VersionState.DECIDED.value
        version.save(update_fields=["state"])
    term = PolicyTerm.objects.create(
        version=version,
        valid_from=decree.valid_from,
        valid_to=decree.valid_to,
        decree_number=decree.number.strip(),
        decree_date=decree.signed_on,
        published_at=at,
        by_ref=by.ref,
    )
    days = {"valid_from": term.valid_from, "valid_to": term.valid_to}
    publish(_told(events.PolicyPublished, version, by=by, at=at, term_id=term.id, **days))
    return term


@transaction.atomic
def end_term(*, term_id: uuid.UUID, by: Actor, at: datetime) -> PolicyTerm:
    """Let a term end today; what lay beneath holds again from today.

    Raises
    ------
    NotEditor
    PolicyNotFound
        Unknown, over already, or what the software brought, which always lies beneath.
    """
    _require_editor(by)
    today = selectors.day_of(at)
    term = PolicyTerm.objects.filter(id=term_id, published_at__isnull=False).first()
    if term is None or (term.valid_to and term.valid_to <= today):
        raise PolicyNotFound(_("Masa berlaku ini tidak ada atau sudah berakhir."))
    term.valid_to = max(today, term.valid_from)
    term.save(update_fields=["valid_to"])
    told = {"term_id": term.id, "valid_to": term.valid_to}
    publish(_told(events.PolicyEnded, term.version, by=by, at=at, **told))
    return term


def _require_editor(by: Actor) -> None:
    if not by.has_role(*EDITORS):
        raise NotEditor(_("Hanya PPID dan pengelola sistem yang dapat mengubah kebijakan."))


def _require(code: str) -> PolicySet:
    rules = locked(code)
    if rules is None:
        raise PolicyNotFound(_("Himpunan aturan tidak ditemukan."))
    return rules


def _require_decree(decree: Decree, *, today: date) -> None:
    if not decree.number.strip():
        raise BadInput(_("Isi nomor keputusan yang menetapkannya."), field="decree_number")
    if decree.valid_from < decree.signed_on:
        raise BadInput(_("Tidak dapat berlaku sebelum tanggal keputusannya."), field="valid_from")
    if decree.valid_from < today:
        raise BadInput(
            _("Tidak dapat berlaku surut: pilih hari ini atau sesudahnya."), field="valid_from"
        )
    if decree.valid_to and decree.valid_to <= decree.valid_from:
        raise BadInput(_("Hari berakhir harus sesudah hari mulai."), field="valid_to")


def _told(
    kind: type[events.PolicyFact],
    version: PolicyVersion,
    *,
    by: Actor,
    at: datetime,
    **more: Any,
) -> events.PolicyFact:
    return kind(
        policy_version_id=version.id,
        policy=version.policy_set_id,
        number=version.number,
        digest=version.digest,
        at=at,
        by=by.ref,
        **more,
    )
