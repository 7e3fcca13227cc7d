"""Recurring work leaves nothing of what ended."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from tests.factories.people import AT, make_person

from pendopo.foundation.people import tasks
from pendopo.foundation.people.services import erase_person
from pendopo.foundation.people.types import SYSTEM


@pytest.mark.django_db
def test_ended_sessions_are_forgotten():
    for key, end in (("ended", AT - timedelta(seconds=1)), ("running", AT + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=end)
    tasks.forget_sessions(AT)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["running"]


@pytest.mark.django_db(transaction=True)
def test_nothing_erased_lies_on_in_the_files_of_the_database():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL looks after its own journal")
    person = make_person(email="warga@contoh.id")
    index = person.email_index.encode()
    files = [Path(f"{connection.settings_dict['NAME']}{end}") for end in ("", "-wal")]
    erase_person(person.id, by=SYSTEM, at=AT)
    tasks.empty_journal(AT)
    assert not [file.name for file in files if file.exists() and index in file.read_bytes()]
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
