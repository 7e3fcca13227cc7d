"""Counting over all processes, and the cache that guards the sign-in."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, connections

from pendopo.kernel.counting import count, forget_ended
from pendopo.kernel.models import SharedValue, Tally

MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until a test moves it."""

    class Clock:
        now = 1_800_000_000.0

        def time(self):
            return self.now

    found = Clock()
    monkeypatch.setattr("time.time", found.time)
    return found


def side_by_side(work: Callable[[], None], n_workers: int = 4) -> None:
    """Run work at once, each with a connection of its own as separate processes have."""

    def run():
        try:
            work()
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run) for _worker in range(n_workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db
class TestCount:
    def test_it_counts_from_the_first_one_in_the_window(self, clock):
        assert [count("masuk", "a", within=MINUTE) for _ in range(3)] == [1, 2, 3]
        clock.now += 59
        assert count("masuk", "a", within=MINUTE) == 4
        clock.now += 1
        assert count("masuk", "a", within=MINUTE) == 1

    def test_each_purpose_and_each_address_counts_for_itself(self, clock):
        assert count("masuk", "a", within=MINUTE) == 1
        assert count("masuk", "b", within=MINUTE) == 1
        assert count("lacak", "a", within=MINUTE) == 1

    def test_the_address_is_not_kept_and_its_digest_only_for_the_window(self, clock):
        count("masuk", "203.0.113.9", within=MINUTE)
        assert "203.0.113.9" not in str(list(Tally.objects.values()))
        assert forget_ended() == 0
        clock.now += 60
        assert forget_ended() == 1
        assert Tally.objects.count() == 0

    def test_it_is_one_question_to_the_database(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            count("masuk", "a", within=MINUTE)


@pytest.mark.django_db(transaction=True)
def test_attempts_at_once_are_all_counted():
    seen = []
    side_by_side(lambda: seen.extend(count("masuk", "a", within=MINUTE) for _ in range(25)))
    assert sorted(seen) == list(range(1, 101))


@pytest.mark.django_db(transaction=True)
def test_of_several_at_once_one_adds():
    won = []
    side_by_side(lambda: won.append(cache.add("kode-terpakai", "y", 30)), n_workers=6)
    assert sorted(won) == [False] * 5 + [True]


@pytest.mark.django_db
class TestCache:
    def test_it_keeps_what_the_sign_in_keeps(self):
        cache.set("gagal", [3.5, 2.25], 60)
        assert cache.get("gagal") == [3.5, 2.25]
        cache.set("gagal", [], 60)
        assert cache.get("gagal", "bawaan") == []
        assert cache.delete("gagal")
        assert not cache.delete("gagal")
        assert cache.get("gagal", "bawaan") == "bawaan"

    def test_time_ends(self, clock):
        assert cache.add("kode", "y", 30)
        assert not cache.add("kode", "z", 30)
        assert cache.touch("kode", 60)
        clock.now += 59
        assert cache.get("kode") == "y"
        clock.now += 1
        assert cache.get("kode") is None
        assert not cache.touch("kode", 60)
        assert cache.add("kode", "z", None)
        clock.now += 10**9
        assert cache.get("kode") == "z"

    def test_keys_are_hidden_and_values_are_no_code(self):
        cache.set("allauth:rl:login:ip:203.0.113.9", [1], 60)
        ((key, value),) = SharedValue.objects.values_list("key", "value")
        assert (len(key), value) == (64, "[1]")
        assert "login" not in key

    def test_everything_is_forgotten_on_demand(self):
        cache.set("a", 1)
        cache.clear()
        assert SharedValue.objects.count() == 0


@pytest.mark.django_db
def test_on_postgresql_counting_waits_for_no_disk():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL knows tables that are not logged")
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'kernel_tally'")
        assert cursor.fetchall() == [("u",)]
