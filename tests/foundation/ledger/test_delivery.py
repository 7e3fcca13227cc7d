"""Delivery is at least once: retried with longer waits, given up at last, never lost."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from tests.factories.ledger import AT, publish_facts
from tests.factories.people import make_office

from pendopo.foundation.ledger import worker
from pendopo.foundation.ledger.delivery import LEASE, MAX_ATTEMPTS, deliver_due
from pendopo.foundation.ledger.models import Delivery, Duty, FactRow
from pendopo.foundation.ledger.selectors import dead_letters, n_waiting
from pendopo.foundation.ledger.worker import work_once, work_until_idle
from pendopo.foundation.people.models import Office

pytestmark = pytest.mark.django_db
PATIENCE = 30


class Flaky:
    """Fails the first ``n`` times, then remembers what it heard."""

    def __init__(self, n: int) -> None:
        self.left, self.heard = n, []

    def __call__(self, fact) -> None:
        if self.left:
            self.left -= 1
            raise ValueError("0812-3456-7890 said so")
        self.heard.append(fact)


def test_each_subscriber_hears_once(listen):
    first, second = Flaky(0), Flaky(0)
    listen("first", first)
    listen("second", second)
    publish_facts(3)
    assert deliver_due(at=AT) == 6
    assert deliver_due(at=AT) == 0
    assert len(first.heard) == len(second.heard) == 3


def test_a_failing_subscriber_waits_twice_as_long_each_time(listen):
    flaky = Flaky(3)
    listen("flaky", flaky)
    publish_facts()
    at, waits = AT, []
    for _ in range(3):
        deliver_due(at=at)
        due = Delivery.objects.get().due_at
        waits.append((due - at).total_seconds())
        assert deliver_due(at=due - timedelta(seconds=1)) == 0
        at = due
    deliver_due(at=at)
    assert waits == [2, 4, 8]
    assert len(flaky.heard) == 1


def test_an_error_keeps_its_type_and_not_its_words(listen, caplog):
    listen("flaky", Flaky(1))
    publish_facts()
    deliver_due(at=AT)
    assert Delivery.objects.get().error == "ValueError"
    assert "0812" not in caplog.text
    assert "ValueError" in caplog.text


def test_one_failing_subscriber_does_not_stop_the_others(listen):
    good = Flaky(0)
    listen("bad", Flaky(99))
    listen("good", good)
    publish_facts(2)
    deliver_due(at=AT)
    assert len(good.heard) == 2
    assert n_waiting(AT + timedelta(seconds=2)) == 2


def test_a_delivery_is_given_up_after_twelve_attempts_and_shown(listen):
    listen("hopeless", Flaky(99))
    publish_facts()
    at = AT
    for _ in range(MAX_ATTEMPTS):
        assert deliver_due(at=at) == 1
        at += timedelta(hours=2)
    assert deliver_due(at=at) == 0
    assert dead_letters() == [("hopeless", 1)]


def test_a_subscriber_that_is_gone_is_a_failure_not_a_crash(listen, monkeypatch):
    from pendopo.foundation.ledger import subscriptions

    listen("removed", Flaky(0))
    publish_facts()
    subscriptions._LISTENERS.clear()
    deliver_due(at=AT)
    assert Delivery.objects.get().error == "KeyError"


def test_what_a_failing_subscriber_wrote_is_undone(listen):
    def write_then_fail(fact) -> None:
        make_office("setengah-jadi")
        raise ValueError

    listen("half", write_then_fail)
    publish_facts()
    deliver_due(at=AT)
    assert Office.objects.count() == 0


def test_a_fact_delivered_twice_changes_nothing_for_an_idempotent_subscriber(listen):
    listen("idempotent", lambda fact: make_office(fact.office))
    publish_facts()
    deliver_due(at=AT)
    Delivery.objects.update(done_at=None)
    assert deliver_due(at=AT) == 1
    assert Office.objects.count() == 1


def test_a_dead_workers_lease_ends_and_another_delivers(listen):
    heard = Flaky(0)
    listen("someone", heard)
    publish_facts()
    Delivery.objects.update(leased_until=AT + LEASE, attempts=1)
    assert deliver_due(at=AT + LEASE) == 0
    assert deliver_due(at=AT + LEASE + timedelta(microseconds=1)) == 1
    assert len(heard.heard) == 1


def test_a_fact_from_a_clock_that_runs_ahead_is_delivered_when_its_time_comes(listen):
    heard = Flaky(0)
    listen("someone", heard)
    publish_facts(1, at=AT + timedelta(seconds=30))
    assert deliver_due(at=AT) == 0
    assert deliver_due(at=AT + timedelta(seconds=30)) == 1


class Refusing:
    """Fails at the first ``n`` facts, however often they come; remembers the others."""

    def __init__(self, n: int) -> None:
        self.n, self.refused, self.heard = n, set(), []

    def __call__(self, fact) -> None:
        if fact.subject_id in self.refused or len(self.refused) < self.n:
            self.refused.add(fact.subject_id)
            raise ValueError
        self.heard.append(fact.subject_id)


def test_a_hundred_failures_do_not_hide_what_waits_behind_them(listen, plan):
    refusing = Refusing(100)
    listen("refusing", refusing)
    publish_facts(101)
    work_until_idle(at=AT)
    assert len(refusing.heard) == 1
    assert Delivery.objects.filter(done_at=None, attempts=1, error="ValueError").count() == 100


def test_one_failure_holds_up_nobody_who_shares_its_transaction(listen):
    refusing = Refusing(1)
    listen("refusing", refusing)
    publish_facts(7)
    assert deliver_due(at=AT) == 7
    late = Delivery.objects.get(done_at=None)
    assert (late.error, late.attempts, late.leased_until) == ("ValueError", 1, None)
    # Those handed over before the failure were taken back and heard again: at least once.
    assert set(refusing.heard) == set(
        Delivery.objects.filter(done_at=AT).values_list("fact__subject_id", flat=True)
    )


def test_an_idle_worker_takes_no_write_lock(listen, plan, django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        assert work_once(at=AT, seal=False) == 0
    assert [query["sql"].split()[0] for query in asked.captured_queries] == ["SELECT", "SELECT"]


def test_a_duty_runs_when_its_time_comes_and_not_before(plan):
    runs = []
    plan(runs.append, every=timedelta(hours=1))
    for minutes in (0, 59, 60, 61, 120):
        work_once(at=AT + timedelta(minutes=minutes), seal=False)
    assert [(at - AT).total_seconds() / 60 for at in runs] == [0, 60, 120]


def test_a_failing_duty_is_noted_and_tried_again_next_time(plan):
    def fail(at) -> None:
        raise OSError("disk")

    plan(fail, every=timedelta(hours=1))
    work_once(at=AT, seal=False)
    duty = Duty.objects.get()
    assert (duty.last_error, duty.last_done_at, duty.leased_until) == ("OSError", None, None)
    assert duty.next_at == AT + timedelta(hours=1)


def test_a_duty_held_by_another_worker_is_left_alone_until_its_lease_ends(plan):
    runs = []
    plan(runs.append, every=timedelta(hours=1))
    Duty.objects.create(name="work", next_at=AT, leased_until=AT + timedelta(minutes=30))
    work_once(at=AT, seal=False)
    assert runs == []
    work_once(at=AT + timedelta(minutes=31), seal=False)
    assert len(runs) == 1


def test_a_duty_of_a_killed_worker_is_free_soon_and_one_that_runs_is_not(plan):
    leases = []

    def long_work(at) -> None:
        worker.prolong(at=at + timedelta(hours=3))
        leases.append(Duty.objects.get().leased_until)
        worker.prolong(at=at)

    plan(long_work, every=timedelta(hours=6))
    work_once(at=AT, seal=False)
    assert leases == [AT + timedelta(hours=3) + worker.DUTY_LEASE]
    assert Duty.objects.get().leased_until is None
    worker.prolong(at=AT)
    assert Duty.objects.get().leased_until is None
    assert timedelta(minutes=5) > worker.DUTY_LEASE


@pytest.mark.django_db(transaction=True)
def test_a_duty_of_minutes_keeps_no_fact_and_no_frequent_duty_waiting(listen, plan):
    begun, ended, often, heard = (threading.Event() for _ in range(4))

    def long_work(at) -> None:
        begun.set()
        ended.wait(PATIENCE)

    plan(long_work, every=timedelta(hours=6), name="long")
    plan(lambda at: often.set(), every=timedelta(seconds=5), name="often")
    listen("hears", lambda fact: heard.set())
    stop = threading.Event()
    working = threading.Thread(target=worker.run, args=(stop,))
    working.start()
    try:
        assert begun.wait(PATIENCE)
        assert often.wait(PATIENCE)
        publish_facts(1)
        assert heard.wait(PATIENCE)
        until(lambda: FactRow.objects.filter(block__isnull=False).count() == 1)
        assert Duty.objects.get(name="long").last_done_at is None
    finally:
        ended.set()
        stop.set()
        working.join(PATIENCE)
    assert Duty.objects.get(name="long").last_done_at is not None


def until(holds) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_workers_on_postgresql_skip_what_another_holds():
    assert connection.features.has_select_for_update_skip_locked == (
        connection.vendor == "postgresql"
    )
