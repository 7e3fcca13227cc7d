"""The law is kept while its rows stand, and read anew after any change, whoever makes it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from tests.factories.calendars import make_rule

from pendopo.journey.cases.law import law_in_force
from pendopo.journey.cases.models import CalendarRule, ClockPolicy
from pendopo.kernel.law_stamp import law_stamp
from pendopo.kernel.models import ClosedDay

pytestmark = pytest.mark.django_db
AT = datetime(2026, 8, 3, 2, tzinfo=UTC)


def close(day=date(2026, 8, 4)):
    return ClosedDay.objects.create(
        date=day,
        kind="lokal",
        name="Hari jadi",
        legal_basis="SK Bupati 1/2026 (contoh)",
        confidence="verified",
        source="contoh",
        valid_from=date(2020, 1, 1),
    )


def limit(clock):
    return ClockPolicy.objects.create(
        code=f"{clock}.1",
        clock=clock,
        case_class="",
        amount=1,
        unit="work_days",
        legal_basis="contoh",
        confidence="unconfirmed",
        source="contoh",
        valid_from=date(2020, 1, 1),
    )


@pytest.fixture(autouse=True)
def a_limit():
    limit("verify")


def due_of_a_day_from(at):
    law = law_in_force(at=at)
    return law.due(law.policy("verify", "", at), at).at


def test_the_law_is_read_once_while_its_rows_stand(django_assert_num_queries):
    first = law_in_force(at=AT)
    with django_assert_num_queries(1):
        assert law_in_force(at=AT + timedelta(hours=3)) is first


def test_a_day_closed_a_moment_ago_moves_the_very_next_limit():
    before = due_of_a_day_from(AT)
    close()
    assert due_of_a_day_from(AT) == before + timedelta(days=1)


def test_a_closure_that_was_taken_back_leaves_no_trace():
    before = due_of_a_day_from(AT)
    with transaction.atomic():
        close()
        assert due_of_a_day_from(AT) > before
        transaction.set_rollback(True)
    assert due_of_a_day_from(AT) == before


CHANGES = {
    "a closed day comes": close,
    "closed days go": lambda: ClosedDay.objects.filter(kind="lokal").delete(),
    "closed days end": lambda: ClosedDay.objects.update(valid_to=date(2026, 9, 1)),
    "a limit changes": lambda: ClockPolicy.objects.filter(clock="verify").update(amount=9),
    "a limit goes": lambda: ClockPolicy.objects.all().delete(),
    "a limit comes": lambda: limit("answer"),
    "a rule comes": make_rule,
    "rules change": lambda: CalendarRule.objects.update(name="Lain"),
    "rules go": lambda: CalendarRule.objects.all().delete(),
    "someone writes past the program": lambda: connection.cursor().execute(
        "UPDATE cases_clockpolicy SET amount = amount + 1"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_draws_the_stamp_anew(change):
    close(date(2026, 8, 20))
    make_rule(name="Pola lama")
    before = law_stamp()
    change()
    assert law_stamp() not in {before, ""}
