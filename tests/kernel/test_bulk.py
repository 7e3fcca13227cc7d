"""Rows written in bulk are the rows that one by one would have been."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import Person
from pendopo.kernel.bulk import insert_rows

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 17, 3, 4, 5, 678_901, tzinfo=UTC)


def person(number: int) -> Person:
    return Person(
        name=f"Sri {number}\ttab\nbaris \\ garis miring",
        phone="+62811" if number % 2 else "",
        phone_index="a" * 64 if number % 2 else "",
        is_contact_confirmed=bool(number % 3),
        created_at=AT + timedelta(microseconds=number),
    )


# A few rows, and enough of them for the other way of PostgreSQL.
@pytest.mark.parametrize("n_rows", [1, 3, 200])
def test_rows_come_back_as_they_were(n_rows):
    rows = [person(number) for number in range(n_rows)]

    insert_rows(rows)

    for row in rows:
        found = Person.objects.get(id=row.id)
        for field in Person._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(row, field.attname)
    assert not rows[0]._state.adding


def test_sealed_text_is_never_written_in_the_clear():
    from django.db import connection

    row = person(1)
    insert_rows([row])

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM people_person")
        ((stored,),) = cursor.fetchall()
    assert "Sri" not in stored


@pytest.mark.parametrize("n_rows", [2, 200])
def test_json_and_empty_columns_come_back(n_rows):
    rows = [
        FactRow(
            name="X",
            version=1,
            subject_type="x",
            subject_id=uuid.uuid4(),
            at=AT,
            by="system",
            payload={"teks": "“kutip” \\ \t", "angka": number, "kosong": None},
            leaf="0" * 64,
        )
        for number in range(n_rows)
    ]

    with transaction.atomic():
        insert_rows(rows)

    found = {row.id: row for row in FactRow.objects.filter(name="X")}
    assert len(found) == n_rows
    for row in rows:
        assert found[row.id].payload == row.payload
        assert (found[row.id].at, found[row.id].block_id) == (AT, None)


@pytest.mark.parametrize("n_rows", [2, 200])
def test_a_refused_row_leaves_none_behind(n_rows):
    rows = [person(number) for number in range(n_rows)]
    rows[-1].id = rows[0].id

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(rows)

    assert Person.objects.count() == 0


def test_nothing_is_not_asked_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows([])
    assert Person.objects.count() == 0
