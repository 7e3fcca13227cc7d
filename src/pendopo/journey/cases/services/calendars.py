"""Changing rules: calendars, limits and numbers get new rows; the past is never edited."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import ROLE_LABELS, Actor, Role
from pendopo.journey.cases import law_events as events
from pendopo.journey.cases.amending import Amendment
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.cases.models import ClockPolicy, RuleChange
from pendopo.journey.cases.services.upkeep import Recomputed, recompute_batch
from pendopo.kernel.errors import NotAllowed, Refused
from pendopo.kernel.models import RuleNumber
from pendopo.kernel.time import local

RULE_KEEPERS = (Role.ADMIN, Role.VERIFIER)
# One run of the worker looks at so many batches of cases and goes on the next time.
_MOST_BATCHES = 40
_NO_CASE = uuid.UUID(int=0)


@dataclass(frozen=True)
class Decree:
    """By what a rule changes: the decree, where it was read, and whether it was."""

    legal_basis: str
    source: str
    is_verified: bool

    @property
    def confidence(self) -> str:
        """Return the mark that rows and screens carry."""
        return "verified" if self.is_verified else "unconfirmed"


@dataclass(frozen=True)
class NewLimit:
    """How long a limit shall be, from which day on, in words a citizen reads."""

    length: int
    unit: str
    since: date
    explanation: str


@transaction.atomic
def amend_calendar(*, amendment: Amendment, by: Actor, at: datetime) -> RuleChange:
    """Make a change of working days or hours; the running clocks follow by the worker.

    Raises
    ------
    NotAllowed
        The actor keeps no rules.
    Refused
        The same row is there already, or one to be ended was ended by somebody else.
    """
    _require_keeper(by)
    day = local(at, settings.PENDOPO_ZONE).date()
    _end(amendment, day)
    _begin(amendment)
    change = _record(
        RuleChange(
            rule=amendment.rule.value,
            action=amendment.action.value,
            office=amendment.office,
            summary=amendment.summary[:300],
            legal_basis=amendment.legal_basis,
            moves_clocks=True,
        ),
        by,
        at,
    )
    publish(
        events.CalendarChanged(
            rule_id=change.id,
            rule=change.rule,
            action=change.action,
            office=amendment.office.code if amendment.office else "",
            first=amendment.first,
            last=amendment.last,
            at=at,
            by=by.ref,
        )
    )
    return change


@transaction.atomic
def set_limit(
    *,
    policy: ClockPolicy,
    limit: NewLimit,
    decree: Decree,
    by: Actor,
    at: datetime,
) -> ClockPolicy:
    """Let a limit be another one from a day on; the row in force stays as it is.

    Raises
    ------
    NotAllowed
        The actor keeps no rules.
    Refused
        The day lies in the past, or a row begins on it already.
    """
    _require_keeper(by)
    _require_future(limit.since, at)
    fresh = ClockPolicy(
        code=f"{policy.code.partition(':')[0][:50]}:{limit.since:%Y%m%d}",
        clock=policy.clock,
        case_class=policy.case_class,
        procedure=policy.procedure,
        starts=policy.starts,
        amount=limit.length,
        unit=limit.unit,
        legal_basis=decree.legal_basis,
        explanation=limit.explanation,
        confidence=decree.confidence,
        source=decree.source,
        valid_from=limit.since,
    )
    _save_new([fresh])
    words = f"{policy.amount} {policy.unit} → {limit.length} {limit.unit}, {limit.since}"
    summary = f"{policy.clock} {policy.case_class}: {words}"
    change = _record(_plain(RuleChange.Rule.LIMIT, summary, decree), by, at)
    publish(
        events.LimitChanged(
            rule_id=change.id,
            policy=fresh.code,
            clock=fresh.clock,
            case_class=fresh.case_class,
            length=limit.length,
            unit=limit.unit,
            since=limit.since,
            at=at,
            by=by.ref,
        )
    )
    return fresh


@transaction.atomic
def set_number(
    *, number: RuleNumber, amount: int, since: date, decree: Decree, by: Actor, at: datetime
) -> RuleNumber:
    """Let a number of a rule be another one from a day on.

    Raises
    ------
    NotAllowed
        The actor keeps no rules.
    Refused
        The day lies in the past, or a row begins on it already.
    """
    _require_keeper(by)
    _require_future(since, at)
    fresh = RuleNumber(
        code=number.code,
        amount=amount,
        unit=number.unit,
        explanation=number.explanation,
        legal_basis=decree.legal_basis,
        confidence=decree.confidence,
        source=decree.source,
        valid_from=since,
    )
    _save_new([fresh])
    summary = f"{number.code}: {number.amount} → {amount} {number.unit}, {since}"
    change = _record(_plain(RuleChange.Rule.NUMBER, summary, decree), by, at)
    publish(
        events.NumberChanged(
            rule_id=change.id,
            number=number.code,
            amount=amount,
            unit=number.unit,
            since=since,
            at=at,
            by=by.ref,
        )
    )
    return fresh


def follow_rule_changes(*, at: datetime) -> Recomputed:
    """Bring the running clocks in line with changed calendars, some batches at a time.

    Where the last run stopped is kept on the change, so a worker that ends in the
    middle goes on there; running a batch twice changes nothing.
    """
    total, law = Recomputed(), law_in_force(at=at)
    for _turn in range(_MOST_BATCHES):
        waiting = RuleChange.objects.filter(moves_clocks=True, done_at=None)
        change = waiting.select_related("office").order_by("at", "id").first()
        if change is None:
            break
        with transaction.atomic():
            last = change.reached or _NO_CASE
            done, change.reached = recompute_batch(last, law, at, is_dry=False)
            change.n_moved += done.n_moved
            change.n_unchanged += done.n_unchanged
            if change.reached is None:
                _finish(change, at)
            change.save(update_fields=["reached", "n_moved", "n_unchanged", "done_at"])
        total += done
    return total


def _finish(change: RuleChange, at: datetime) -> None:
    change.done_at = at
    publish(
        events.ClocksFollowed(
            rule_id=change.id, n_moved=change.n_moved, n_unchanged=change.n_unchanged, at=at
        )
    )


def _require_keeper(by: Actor) -> None:
    if not by.has_role(*RULE_KEEPERS):
        raise NotAllowed(_("Aturan hanya diubah oleh pengelola sistem atau admin koordinator."))


def _require_future(since: date, at: datetime) -> None:
    if since < local(at, settings.PENDOPO_ZONE).date():
        raise Refused(_("Aturan baru tidak boleh berlaku surut."))


def _end(amendment: Amendment, day: date) -> None:
    """End rows that are still in force; a row that never was in force ends as it begins."""
    rows: tuple[Any, ...] = (*amendment.ended_days, *amendment.ended_rules)
    for row in rows:
        ends = max(day, row.valid_from)
        in_force = type(row).objects.filter(pk=row.pk, valid_to=None)
        if not in_force.update(valid_to=ends):
            raise Refused(_("Aturan ini sudah diakhiri orang lain."))


def _begin(amendment: Amendment) -> None:
    _save_new([*amendment.new_days, *amendment.new_rules])


def _save_new(rows: Iterable[Model]) -> None:
    try:
        with transaction.atomic():
            for row in rows:
                row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("Aturan yang sama sudah ada dan mulai berlaku pada hari itu.")) from error


def _plain(rule: RuleChange.Rule, summary: str, decree: Decree) -> RuleChange:
    return RuleChange(
        rule=rule.value,
        action=RuleChange.Action.ADDED.value,
        summary=summary[:300],
        legal_basis=decree.legal_basis,
        moves_clocks=False,
    )


def _record(change: RuleChange, by: Actor, at: datetime) -> RuleChange:
    change.by_ref, change.by_function, change.at = by.ref, _function_of(by), at
    change.save(force_insert=True)
    return change


def _function_of(by: Actor) -> str:
    mandate = next(mandate for mandate in by.mandates if mandate.role in RULE_KEEPERS)
    office = Office.objects.filter(id=mandate.office_id).values_list("name", flat=True).first()
    with translation.override("id"):
        return f"{ROLE_LABELS[mandate.role]}, {office or mandate.office_code}"[:200]
