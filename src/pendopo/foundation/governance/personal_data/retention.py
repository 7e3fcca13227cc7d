"""Erasing what is older than the declared periods: on trial first, by itself once released."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.governance.models import RetentionRun, RetentionSwitch
from pendopo.foundation.governance.personal_data.documents import require_officer
from pendopo.foundation.governance.personal_data.errors import DocumentNotFound, TrialMissing
from pendopo.foundation.governance.personal_data.events import RetentionRan, RetentionReleased
from pendopo.foundation.governance.personal_data.expiring import RULES, Rule
from pendopo.foundation.governance.personal_data.holds import held_among, is_rule_held
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.kernel.numbers import rule_in_force
from pendopo.kernel.time import local

MOST_AT_ONCE = 500


def rule_of(code: str) -> Rule:
    """Return a retention rule.

    Raises
    ------
    DocumentNotFound
    """
    found = next((rule for rule in RULES if rule.code == code), None)
    if found is None:
        raise DocumentNotFound(_("Aturan retensi ini tidak ada."))
    return found


def try_rule(code: str, *, by: Actor, at: datetime) -> RetentionRun:
    """Look what a rule would erase now, and erase nothing.

    Raises
    ------
    NotOfficer, DocumentNotFound
    """
    require_officer(by)
    return _trial(rule_of(code), by, at)


def _trial(rule: Rule, by: Actor, at: datetime) -> RetentionRun:
    before, law = _limit(rule, at)
    found = list(rule.find(before))
    held = _held(rule, found)
    run = _run(rule, by, at, before, law)
    run.is_trial, run.n_found, run.n_held = True, len(found), len(held)
    run.save(force_insert=True)
    return run


def run_rule(code: str, *, by: Actor, at: datetime) -> RetentionRun:
    """Erase what is too old, at most five hundred at once, and keep the report.

    Raises
    ------
    NotOfficer, DocumentNotFound
    TrialMissing
        Nobody looked at a trial of this rule before.
    """
    require_officer(by)
    rule = rule_of(code)
    _require_trial(rule)
    return _erased(rule, by, at)


@transaction.atomic
def _erased(rule: Rule, by: Actor, at: datetime) -> RetentionRun:
    before, law = _limit(rule, at)
    found = list(islice(rule.find(before), MOST_AT_ONCE))
    held = _held(rule, found)
    run = _run(rule, by, at, before, law)
    free = [each for each in found if each not in held]
    run.report = dict(rule.erase(free, at)) if free else {}
    run.n_found, run.n_done, run.n_held = len(found), len(free), len(held)
    run.save(force_insert=True)
    publish(
        RetentionRan(
            retention_run_id=run.id,
            rule=rule.code,
            n_found=run.n_found,
            n_done=run.n_done,
            n_held=run.n_held,
            at=at,
            by=by.ref,
        )
    )
    return run


def _held(rule: Rule, ids: list[UUID]) -> set[UUID]:
    if is_rule_held(rule.code):
        return set(ids)
    return held_among(ids) if rule.is_of_persons else set()


def _limit(rule: Rule, at: datetime) -> tuple[datetime, str]:
    row = rule_in_force(f"personal_data.keep_{rule.code}_months", at=at)
    return months_before(at, row.amount), row.legal_basis


def months_before(at: datetime, months: int) -> datetime:
    """Return the same moment some months earlier; the last day of a shorter month."""
    here = local(at, settings.PENDOPO_ZONE)
    years, month = divmod(here.month - 1 - months, 12)
    first = here.replace(year=here.year + years, month=month + 1, day=1)
    return first.replace(day=min(here.day, _days_in(first))).astimezone(at.tzinfo)


def _days_in(first: datetime) -> int:
    return monthrange(first.year, first.month)[1]


def _run(rule: Rule, by: Actor, at: datetime, before: datetime, law: str) -> RetentionRun:
    return RetentionRun(
        rule=rule.code,
        is_trial=False,
        at=at,
        before=before,
        legal_basis=law,
        n_found=0,
        n_done=0,
        n_held=0,
        by_ref=by.ref,
    )


def _require_trial(rule: Rule) -> None:
    if not RetentionRun.objects.filter(rule=rule.code, is_trial=True).exists():
        raise TrialMissing(_("Lihat dulu hasil uji cobanya sebelum menghapus."))


@transaction.atomic
def release(code: str, *, is_on: bool, by: Actor, at: datetime) -> RetentionSwitch:
    """Let a rule erase by itself every day from now on, or stop it.

    Raises
    ------
    NotOfficer, DocumentNotFound, TrialMissing
    """
    require_officer(by)
    rule = rule_of(code)
    if is_on:
        _require_trial(rule)
    told = {"is_on": is_on, "at": at, "by_ref": by.ref}
    row, _made = RetentionSwitch.objects.update_or_create(rule=rule.code, defaults=told)
    publish(RetentionReleased(retention_id=row.id, rule=rule.code, is_on=is_on, at=at, by=by.ref))
    return row


def run_released(*, at: datetime) -> list[RetentionRun]:
    """Run every released rule; the others erase nothing."""
    released = set(RetentionSwitch.objects.filter(is_on=True).values_list("rule", flat=True))
    return [_erased(rule, SYSTEM, at) for rule in RULES if rule.code in released]


@dataclass(frozen=True)
class RuleState:
    """A rule as the screen shows it, with its law and its last runs."""

    rule: Rule
    amount: int
    legal_basis: str
    is_confirmed: bool
    is_on: bool
    is_held: bool
    last_trial: RetentionRun | None
    last_run: RetentionRun | None


def rule_states(*, at: datetime) -> list[RuleState]:
    """Return every rule with its period in force and what it did last."""
    released = set(RetentionSwitch.objects.filter(is_on=True).values_list("rule", flat=True))
    return [_state(rule, rule.code in released, at) for rule in RULES]


def _state(rule: Rule, is_on: bool, at: datetime) -> RuleState:
    row = rule_in_force(f"personal_data.keep_{rule.code}_months", at=at)
    runs = RetentionRun.objects.filter(rule=rule.code)
    return RuleState(
        rule=rule,
        amount=row.amount,
        legal_basis=row.legal_basis,
        is_confirmed=row.confidence == "verified",
        is_on=is_on,
        is_held=is_rule_held(rule.code),
        last_trial=runs.filter(is_trial=True).first(),
        last_run=runs.filter(is_trial=False).first(),
    )


def runs(most: int = 50) -> list[RetentionRun]:
    """Return the last runs and trials, newest first."""
    return list(RetentionRun.objects.all()[:most])
