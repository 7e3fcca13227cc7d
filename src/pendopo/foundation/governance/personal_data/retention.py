"""Erasing what is older than the declared periods: on trial first, by itself once released."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.foundation.governance.personal_data.documents import require_officer
from pendopo.foundation.governance.personal_data.errors import DocumentNotFound, TrialMissing
from pendopo.foundation.governance.personal_data.events import RetentionRan, RetentionReleased
from pendopo.foundation.governance.personal_data.holds import held_among, is_rule_held
from pendopo.foundation.governance.personal_data.models import (
    DataRequest,
    RetentionRun,
    RetentionSwitch,
)
from pendopo.foundation.governance.personal_data.types import RequestState
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import DataRead, Person, Position
from pendopo.foundation.people.services import erase_by_table
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.kernel.numbers import rule_in_force
from pendopo.kernel.time import local

MOST_AT_ONCE = 500
_CHUNK = 1_000
# Of these persons, those who are still needed because of something since that moment.
Need = Callable[[Iterable[UUID], datetime], set[UUID]]
_NEEDS: list[Need] = []


def register_need(need: Need) -> None:
    """Let a later room say whose data it still needs; the same one counts once."""
    if need not in _NEEDS:
        _NEEDS.append(need)


@dataclass(frozen=True)
class Rule:
    """What is erased when it is too old, and how.

    Attributes
    ----------
    code
        Name of the number ``personal_data.keep_<code>_months`` that sets the period.
    find
        Yields the ids of what is older than a moment.
    erase
        Erases some of them; returns the number of rows by table.
    is_of_persons
        Whether the ids are persons, each of whom may be held.
    """

    code: str
    words: Promise
    find: Callable[[datetime], Iterator[UUID]]
    erase: Callable[[list[UUID], datetime], Mapping[str, int]]
    is_of_persons: bool = False


def _old_persons(before: datetime) -> Iterator[UUID]:
    """Yield persons who came before, whom no office needs and no position holds."""
    rows = Person.objects.filter(created_at__lt=before, erased_at=None)
    signed_in = Q(account__last_login__gte=before)
    ids = rows.exclude(signed_in).exclude(id__in=_in_office(before)).order_by("id")
    last: UUID | None = None
    while chunk := list(_after(ids, last).values_list("id", flat=True)[:_CHUNK]):
        last = chunk[-1]
        needed = set().union(*(need(chunk, before) for need in (*_NEEDS, _asked_since)))
        yield from (each for each in chunk if each not in needed)


def _after(ids: QuerySet[Person], last: UUID | None) -> QuerySet[Person]:
    return ids if last is None else ids.filter(id__gt=last)


def _in_office(before: datetime) -> QuerySet[Position, UUID]:
    day = local(before, settings.PENDOPO_ZONE).date()
    rows = Position.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day))
    return rows.values_list("person_id", flat=True)


def _asked_since(person_ids: Iterable[UUID], since: datetime) -> set[UUID]:
    rows = DataRequest.objects.filter(person_id__in=list(person_ids))
    open_or_fresh = Q(answered_at=None) | Q(received_at__gte=since)
    return set(rows.filter(open_or_fresh).values_list("person_id", flat=True))


def _erase_persons(person_ids: list[UUID], at: datetime) -> dict[str, int]:
    found: dict[str, int] = {}
    for person_id in person_ids:
        for label, n_rows in erase_by_table(person_id, by=SYSTEM, at=at).rows.items():
            found[label] = found.get(label, 0) + n_rows
    return {label: n for label, n in found.items() if n}


def _old_reads(before: datetime) -> Iterator[UUID]:
    rows = DataRead.objects.filter(at__lt=before).order_by("id")
    yield from rows.values_list("id", flat=True).iterator(chunk_size=_CHUNK)


def _erase_reads(ids: list[UUID], _at: datetime) -> dict[str, int]:
    return {"people.DataRead": DataRead.objects.filter(id__in=ids).delete()[0]}


def _old_requests(before: datetime) -> Iterator[UUID]:
    rows = DataRequest.objects.filter(state=RequestState.ANSWERED, answered_at__lt=before)
    # Sealed text cannot be compared; an empty report is what an emptied request carries.
    told = rows.exclude(report={"emptied": True}).order_by("id")
    yield from told.values_list("id", flat=True).iterator(chunk_size=_CHUNK)


def _erase_requests(ids: list[UUID], _at: datetime) -> dict[str, int]:
    rows = DataRequest.objects.filter(id__in=ids)
    n_rows = rows.update(wish="", answer="", report={"emptied": True})
    return {"governance.DataRequest": n_rows}


RULES: tuple[Rule, ...] = (
    Rule(
        "person",
        gettext_lazy("Orang tanpa laporan yang masih berjalan, beserta isi laporannya"),
        _old_persons,
        _erase_persons,
        is_of_persons=True,
    ),
    Rule("reads", gettext_lazy("Catatan siapa yang membuka data"), _old_reads, _erase_reads),
    Rule(
        "requests",
        gettext_lazy("Isi permintaan atas data pribadi dan jawabannya"),
        _old_requests,
        _erase_requests,
    ),
)


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
