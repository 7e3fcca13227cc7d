"""Cases for tests: the law as it is shipped, offices, actors, and cases at any point of their way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import count

from django.conf import settings
from tests.factories.people import make_office
from tests.factories.voice import make_voice

from pendopo.engines.clock import load_policies
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import DataRead
from pendopo.foundation.people.types import ANONYMOUS, Actor, Mandate, Role
from pendopo.journey.cases import services
from pendopo.journey.cases.models import Case, Clock, Message, Responsibility
from pendopo.journey.cases.types import ArchiveReason, CaseClass, Outcome, Status
from pendopo.kernel.models import ClosedDay
from pendopo.portal.law_loader import load_closed_days

# A Tuesday, 10.00 in Jakarta, on the eve of Nyepi and Idulfitri 2026.
AT = datetime(2026, 3, 17, 3, 0, tzinfo=UTC)
ANSWER = "Lubang di Jalan Melati ditambal hari Kamis oleh regu UPT Bina Marga, panjang 12 meter."
PROOF = "Berita acara 620/114"
_serial = count(1)


def wib(text: str) -> datetime:
    """Return the instant of a wall clock in Jakarta: ``wib("2026-03-17 10:00")``."""
    return datetime.fromisoformat(f"{text}+07:00").astimezone(UTC)


def make_law() -> None:
    """Store the closed days and limits as they are shipped."""
    ClosedDay.objects.bulk_create(ClosedDay(**row) for row in _closed_days())
    services.add_policies(_policies())


@lru_cache
def _policies():
    return tuple(load_policies(settings.DATA_ROOT / "clocks" / "complaints.yaml"))


@lru_cache
def _closed_days():
    # Read once: the file takes longer to parse than most tests take to run.
    load_closed_days(settings.DATA_ROOT / "calendars" / "id_national.yaml")
    rows = list(ClosedDay.objects.values())
    ClosedDay.objects.all().delete()
    return rows


def make_actor(role: Role = Role.VERIFIER, office=None) -> Actor:
    """Return someone with one position."""
    office = office or make_office("setda", name="Sekretariat Daerah")
    return Actor(ref=f"p:{next(_serial):032x}", mandates=(Mandate(office.id, office.code, role),))


def make_case(*, at: datetime = AT, by: Actor = ANONYMOUS, **submission) -> Case:
    """Return a case that waits for verification."""
    sent = make_voice(at=at, by=by, **submission)
    return services.open_case(voice_id=sent.voice_id, at=at)


def make_verified(
    *, office=None, case_class=CaseClass.COMPLAINT, at: datetime = AT, by=None, **submission
) -> Case:
    """Return a case that an office must answer."""
    case = make_case(at=at, **submission)
    return services.verify_case(
        case_id=case.id,
        case_class=case_class,
        office=office or make_office(),
        by=by or make_actor(),
        at=at,
    )


def make_waiting(*, at: datetime = AT, **values) -> Case:
    """Return a case whose author was asked for more."""
    case = make_verified(at=at, **values)
    text = "Di sebelah mana lubangnya?"
    return services.ask_reporter(case_id=case.id, text=text, by=make_actor(), at=at)


def make_answered(*, at: datetime = AT, text: str = ANSWER, proof: str = PROOF, **values) -> Case:
    """Return an answered case."""
    case = make_verified(at=at, **values)
    return services.answer_case(
        case_id=case.id, outcome=Outcome.DONE, text=text, proof=proof, by=make_actor(), at=at
    )


def make_closed(*, at: datetime = AT, **values) -> Case:
    """Return a case whose author accepted the answer."""
    case = make_answered(at=at, **values)
    return services.accept_answer(case_id=case.id, by=ANONYMOUS, at=at)


def make_archived(*, at: datetime = AT, reason=ArchiveReason.UNCLEAR, **values) -> Case:
    """Return a case set aside."""
    case = make_verified(at=at, **values)
    return services.archive_case(
        case_id=case.id, reason=reason, text="Tidak lengkap.", by=make_actor(), at=at
    )


def make_objected(*, at: datetime = AT, **values) -> Case:
    """Return a case that lies with a superior, as if its procedure had led there."""
    case = make_verified(at=at, **values)
    case.status = Status.OBJECTED.value
    case.save(update_fields=["status"])
    return case


MAKERS = {
    Status.RECEIVED: make_case,
    Status.ASSIGNED: make_verified,
    Status.WAITING: make_waiting,
    Status.OBJECTED: make_objected,
    Status.ANSWERED: make_answered,
    Status.CLOSED: make_closed,
    Status.ARCHIVED: make_archived,
}


def make_responsibility(
    office, topic: str, *, region: str = "", since=date(2020, 1, 1), until=None
):
    """Return the row that makes an office answer for a topic."""
    return Responsibility.objects.create(
        topic_id=topic, office=office, region_code=region, valid_from=since, valid_to=until
    )


def facts_since(n_before: int = 0, *, about=None) -> list[str]:
    """Return the names of the facts, in order, without the first ``n_before``."""
    rows = FactRow.objects.order_by("id")
    if about is not None:
        rows = rows.filter(subject_id=about.id)
    return list(rows.values_list("name", flat=True))[n_before:]


def everything() -> dict[str, list]:
    """Return every row that a step may touch, to show that a refusal touched none."""
    tables = (Case, Clock, Message, DataRead, FactRow)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}
