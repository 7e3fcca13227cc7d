"""Reading rules: what holds when, versions and drafts, and what was asked of them."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.engines.policy import Asked, Effect, Policy, Raw, RuleSet, parse
from pendopo.foundation.governance.errors import NoPolicyInForce, PolicyNotFound
from pendopo.foundation.governance.events import PolicyDecided
from pendopo.foundation.governance.models import PolicySet, PolicyTerm, PolicyVersion
from pendopo.foundation.governance.rules import from_record
from pendopo.foundation.governance.types import VersionState
from pendopo.foundation.ledger.selectors import payloads_between
from pendopo.kernel.calendars import in_force_on
from pendopo.kernel.time import local

MOST_REQUESTS = 100_000


def day_of(at: datetime) -> date:
    """Return the local day on which rules are looked for."""
    return local(at, settings.PENDOPO_ZONE).date()


def terms_on(day: date) -> QuerySet[PolicyTerm]:
    """Return the terms that cover a day, the one that rules first.

    What was decided for a span goes before what holds until further notice; of two alike
    the one decided later.
    """
    return (
        PolicyTerm.objects.filter(in_force_on(day))
        .annotate(is_open=Q(valid_to=None))
        .order_by(
            "is_open",
            F("published_at").desc(nulls_last=True),
            "-id",
        )
        .select_related("version")
    )


def in_force(*, at: datetime) -> PolicyTerm:
    """Return the term that rules at a moment, with its version (one query).

    Raises
    ------
    NoPolicyInForce
        No rules hold then; nothing is allowed.
    """
    term = terms_on(day_of(at)).first()
    if term is None:
        raise NoPolicyInForce(_("Belum ada kebijakan informasi yang berlaku."))
    return term


def in_force_or_none(*, at: datetime) -> PolicyTerm | None:
    """Return the term that rules at a moment; None if no rules hold."""
    return terms_on(day_of(at)).first()


def coming(*, at: datetime) -> QuerySet[PolicyTerm]:
    """Return the terms that begin after a moment's day, the next first."""
    later = PolicyTerm.objects.filter(valid_from__gt=day_of(at))
    return later.exclude(valid_to=F("valid_from")).select_related("version")


def policy_of(version: PolicyVersion, *, on: date) -> Policy:
    """Return the rules of a version, compiled for a day; kept while its text is the same."""
    return _compiled(version.id, version.digest, on)


def rule_set_of(version: PolicyVersion) -> RuleSet:
    """Return the rules of a version, read; kept while its text is the same."""
    return _rule_set(version.id, version.digest)


@lru_cache(maxsize=256)
def _compiled(version_id: uuid.UUID, digest: str, on: date) -> Policy:
    return Policy(_rule_set(version_id, digest).rules, on=on)


@lru_cache(maxsize=32)
def _rule_set(version_id: uuid.UUID, digest: str) -> RuleSet:
    return parse(PolicyVersion.objects.get(id=version_id, digest=digest).definition)


@dataclass(frozen=True)
class SetRow:
    """A rule set in the list: its newest version, and how many it has."""

    newest: PolicyVersion
    n_versions: int
    has_draft: bool


def sets() -> list[SetRow]:
    """Return all rule sets with their newest version (two queries)."""
    is_draft = Q(versions__state=VersionState.DRAFT)
    counted = PolicySet.objects.annotate(
        n_versions=Count("versions"), n_drafts=Count("versions", filter=is_draft)
    )
    newest = {
        version.policy_set_id: version
        for version in PolicyVersion.objects.defer("definition", "shipped").order_by("number")
    }
    return [
        SetRow(newest[row.code], row.n_versions, bool(row.n_drafts))
        for row in counted
        if row.code in newest
    ]


def versions_of(code: str) -> Sequence[PolicyVersion]:
    """Return all versions of a rule set, newest first, with their terms.

    Raises
    ------
    PolicyNotFound
    """
    found = list(
        PolicyVersion.objects.filter(policy_set_id=code)
        .defer("definition", "shipped")
        .order_by("-number")
        .prefetch_related("terms")
    )
    if not found:
        raise PolicyNotFound(_("Himpunan aturan tidak ditemukan."))
    return found


def newest(code: str) -> PolicyVersion:
    """Return the version an editor starts from: the draft, or the last one.

    Raises
    ------
    PolicyNotFound
    """
    found = PolicyVersion.objects.filter(policy_set_id=code).order_by("-number").first()
    if found is None:
        raise PolicyNotFound(_("Himpunan aturan tidak ditemukan."))
    return found


def definitions() -> dict[str, Raw]:
    """Return the newest definition of every rule set that is no draft, to go on from."""
    settled = PolicyVersion.objects.exclude(state=VersionState.DRAFT).order_by("number")
    return dict(settled.values_list("policy_set_id", "definition"))


def numbered(code: str, number: int) -> PolicyVersion:
    """Return one version by its number.

    Raises
    ------
    PolicyNotFound
    """
    found = PolicyVersion.objects.filter(policy_set_id=code, number=number).first()
    if found is None:
        raise PolicyNotFound(_("Versi ini tidak ditemukan."))
    return found


def before(version: PolicyVersion) -> PolicyVersion | None:
    """Return the version before this one; None for the first."""
    earlier = PolicyVersion.objects.filter(
        policy_set_id=version.policy_set_id, number__lt=version.number
    )
    return earlier.order_by("-number").first()


def asked_between(start: datetime, end: datetime) -> list[Asked]:
    """Return the recorded requests of a span, those alike counted together.

    At most the newest ``MOST_REQUESTS`` are read.
    """
    rows = payloads_between(start, end, name=PolicyDecided.__name__, most=MOST_REQUESTS)
    counted: Counter[tuple[tuple[str, object], ...]] = Counter()
    for payload in rows:
        del payload["policy_version_id"], payload["rule"]
        counted[tuple(payload.items())] += 1
    return [_asked(dict(items), n) for items, n in counted.items()]


def _asked(payload: dict[str, object], n: int) -> Asked:
    return Asked(str(payload["act"]), from_record(payload), Effect(str(payload["effect"])), n)
