"""What is too old to be kept, and how it is erased: one rule for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from pendopo.foundation.governance.models import DataRequest
from pendopo.foundation.governance.personal_data.types import RequestState
from pendopo.foundation.people.models import DataRead, Person, Position
from pendopo.foundation.people.services import erase_by_table
from pendopo.foundation.people.types import SYSTEM
from pendopo.kernel.time import local

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
