"""Keeping where an open case is found: its grid cell, its area, the sketch of its words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from pendopo.engines.matching import bands_of, cell_of, words_of
from pendopo.journey.cases import events
from pendopo.journey.cases.casework import Casework
from pendopo.journey.cases.models import Case, Likeness
from pendopo.journey.cases.types import Status
from pendopo.kernel.bulk import insert_rows

OVER = (Status.CLOSED.value, Status.ARCHIVED.value)
# What brings a case back among the open ones, or changes its words.
_RENEWING = (events.CaseReopened, events.CaseUnmerged, events.CaseAdopted)
_BATCH = 1_000


def text_of(title: str, text: str) -> str:
    """Return the words by which a report is compared."""
    return f"{title}\n{text}"


def likeness_of(case: Case) -> Likeness:
    """Return where a case is found, unsaved; its voice must be loaded."""
    voice = case.voice
    bands = bands_of(words_of(text_of(voice.title, voice.text))) or (None,) * 4
    return Likeness(
        case=case,
        opened_at=case.opened_at,
        cell=_cell(voice.latitude, voice.longitude),
        region_code=case.region_id or "",
        **{f"band_{nth}": band for nth, band in enumerate(bands, start=1)},
    )


def _cell(latitude: float | None, longitude: float | None) -> int | None:
    if latitude is None or longitude is None:
        return None
    try:
        return cell_of(latitude, longitude)
    except ValueError:
        # Another system's point outside the earth must not keep its report out.
        return None


def keep_new(works: Iterable[Casework]) -> None:
    """Write where cases are found that were just opened and are not over yet."""
    insert_rows([likeness_of(work.case) for work in works if work.case.status not in OVER])


def keep_in_step(work: Casework) -> None:
    """Bring a case's likeness in line with the step just taken; call inside ``atomic``."""
    if work.case.status in OVER:
        Likeness.objects.filter(case=work.case).delete()
    elif any(isinstance(fact, _RENEWING) for fact in work.facts):
        Likeness.objects.filter(case=work.case).delete()
        likeness_of(work.case).save(force_insert=True)


def fill_missing(*, at: datetime) -> int:
    """Write where open cases are found that have no likeness yet; returns how many.

    For cases from before likenesses were kept. Each batch is one transaction.
    """
    rows = Case.objects.filter(likeness=None, opened_at__lte=at).exclude(status__in=OVER)
    total = 0
    while batch := list(rows.select_related("voice").order_by("id")[:_BATCH]):
        with transaction.atomic():
            Likeness.objects.bulk_create(
                (likeness_of(case) for case in batch), ignore_conflicts=True
            )
        total += len(batch)
    return total
