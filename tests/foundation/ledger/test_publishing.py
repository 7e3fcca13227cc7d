"""A fact is kept exactly when the change it tells of is kept."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection, transaction
from tests.factories.ledger import AT, an_office_registered, publish_facts
from tests.factories.people import make_office

from pendopo.engines import merkle
from pendopo.foundation.ledger.models import Delivery, FactRow
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.ledger.services import (
    OutsideTransaction,
    canonical_fact,
    publish,
    publish_many,
)
from pendopo.foundation.people.models import Office


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_published():
    with pytest.raises(OutsideTransaction):
        publish(an_office_registered())
    assert FactRow.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_takes_its_fact_along(listen):
    listen("someone", lambda fact: None)

    def fail_after_publishing() -> None:
        with transaction.atomic():
            make_office("setengah-jadi")
            publish(an_office_registered())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_publishing()
    assert (Office.objects.count(), FactRow.objects.count(), Delivery.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_a_published_fact_comes_back_equal_and_is_due_for_its_subscribers(listen):
    listen("first", lambda fact: None)
    listen("second", lambda fact: None)
    fact = an_office_registered()
    with transaction.atomic():
        (fact_id,) = publish(fact)
    assert facts_about(fact.office_id) == [fact]
    waiting = Delivery.objects.filter(fact_id=fact_id).order_by("id")
    assert list(waiting.values_list("subscriber", "due_at")) == [("first", AT), ("second", AT)]


@pytest.mark.django_db
def test_history_is_recorded_without_waking_anyone(listen):
    listen("someone", lambda fact: None)
    with transaction.atomic():
        ids = publish_many((an_office_registered() for _ in range(3)), silent=True)
    assert FactRow.objects.filter(id__in=ids).count() == 3
    assert Delivery.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 16, 3, 0, tzinfo=UTC),
        datetime(2026, 3, 16, 3, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2026, 3, 16, 10, 0, 0, 123456, tzinfo=timezone(timedelta(hours=7))),
    ],
)
def test_the_leaf_is_the_same_before_and_after_storage(at):
    (fact_id,) = publish_facts(1, at=at)
    row = FactRow.objects.get(id=fact_id)
    assert row.at == at
    assert merkle.leaf_hash(merkle.canonical(canonical_fact(row))).hex() == row.leaf


@pytest.mark.django_db
def test_payloads_are_stored_as_they_were_hashed():
    (fact_id,) = publish_facts(1)
    row = FactRow.objects.get(id=fact_id)
    row.payload = {"n": 2**53 - 1, "flag": True, "none": None, "text": "a/b+c:d", "zero": 0}
    row.id, row.pk = None, None
    row.id = merkle_id = FactRow._meta.pk.default()
    row.save(force_insert=True)
    assert FactRow.objects.get(id=merkle_id).payload == row.payload


@pytest.mark.django_db
def test_publishing_many_facts_asks_the_database_few_times(django_assert_max_num_queries):
    with transaction.atomic(), django_assert_max_num_queries(3):
        publish(*(an_office_registered() for _ in range(50)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM ledger_factrow")
        assert cursor.fetchone() == (50,)
