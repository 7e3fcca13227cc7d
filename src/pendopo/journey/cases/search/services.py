"""Keeping the search in step with the cases."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from pendopo.journey.cases.models import Case, MapSpot, SearchDue, SearchEntry
from pendopo.journey.cases.search.entering import entries_of
from pendopo.journey.cases.search.places import free_place
from pendopo.kernel.bulk import insert_rows
from pendopo.kernel.ids import new_id

BATCH = 500
# Any fixed number: one name for the one lock of whoever enters cases.
_ENTERING_LOCK = 7_301_963


def note_changed(*case_ids: uuid.UUID) -> None:
    """Note that cases changed; the worker enters them anew. Call in the change's transaction."""
    SearchDue.objects.bulk_create(
        [SearchDue(case_id=case_id, change=new_id()) for case_id in case_ids],
        update_conflicts=True,
        update_fields=["change"],
        unique_fields=["case"],
    )


def enter_changed(*, most: int = 20 * BATCH) -> int:
    """Enter the cases that changed since the last time; returns how many."""
    done = 0
    while done < most:
        # A change that comes while its case is entered keeps its row for the next round.
        seen = dict(SearchDue.objects.values_list("case_id", "change")[:BATCH])
        if not seen:
            break
        _enter_seen(seen)
        done += len(seen)
    return done


@transaction.atomic
def _enter_seen(seen: dict[uuid.UUID, uuid.UUID]) -> None:
    enter(list(seen))
    SearchDue.objects.filter(change__in=seen.values()).delete()


def enter_missing(*, most: int = 20 * BATCH) -> int:
    """Enter cases that came without notice, as imports bring them; returns how many."""
    held = SearchEntry.objects.filter(case_id=OuterRef("pk"))
    done = 0
    while done < most:
        ids = list(
            Case.objects.filter(~Exists(held)).order_by("-id").values_list("id", flat=True)[:BATCH]
        )
        if not ids:
            break
        enter(ids)
        done += len(ids)
    return done


def enter_all(*, on_batch: Callable[[int], object] = lambda _n: None) -> int:
    """Enter every case anew, in batches of one transaction each; returns how many."""
    done, last = 0, uuid.UUID(int=0)
    while True:
        ids = list(
            Case.objects.filter(id__gt=last).order_by("id").values_list("id", flat=True)[:BATCH]
        )
        if not ids:
            return done
        enter(ids)
        done, last = done + len(ids), ids[-1]
        on_batch(len(ids))


@transaction.atomic
def enter(case_ids: Sequence[uuid.UUID]) -> None:
    """Write the entries of cases as they stand now, over those they have."""
    if connection.vendor == "postgresql":
        # Two threads of the worker enter cases: those that changed, and those that are missing.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ENTERING_LOCK])
    entries = entries_of(case_ids)
    SearchEntry.objects.filter(case_id__in=case_ids).delete()
    _give_places(entries)
    _give_spots(entries)
    insert_rows(entries)


def _give_places(entries: Iterable[SearchEntry]) -> None:
    wanted = list(entries)
    taken = set(
        SearchEntry.objects.filter(place__in=[entry.place for entry in wanted]).values_list(
            "place", flat=True
        )
    )
    for entry in wanted:
        entry.place = free_place(entry.place, taken)
        taken.add(entry.place)


def _give_spots(entries: Sequence[SearchEntry]) -> None:
    """Point entries at the stored spots that count them; the counting is the database's."""
    wanted = {entry.spot.key: entry.spot for entry in entries if entry.spot is not None}
    known = _spot_ids(wanted)
    if missing := sorted(wanted.keys() - known):
        MapSpot.objects.bulk_create([wanted[key] for key in missing], ignore_conflicts=True)
        known |= _spot_ids(missing)
    for entry in entries:
        if entry.spot is not None:
            entry.spot_id = known[entry.spot.key]


def _spot_ids(keys: Iterable[str]) -> dict[str, int]:
    return dict(MapSpot.objects.filter(key__in=list(keys)).values_list("key", "id"))


def drop_empty_spots() -> int:
    """Delete the spots that no case is left on; returns how many."""
    empty = MapSpot.objects.filter(~Exists(SearchEntry.objects.filter(spot=OuterRef("pk"))), n=0)
    return int(empty.delete()[0])


def tidy() -> None:
    """Let the database put its index in order after many entries."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO cases_searchwords(cases_searchwords) VALUES ('optimize')")
        else:
            cursor.execute("ANALYZE cases_searchentry, cases_mapspot")
