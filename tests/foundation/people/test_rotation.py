"""A new field key takes over every sealed value; a stopped run is simply started again."""

import itertools

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from tests.factories.people import TOTP_SECRET, make_officer, make_person

from pendopo.foundation.people import rotation
from pendopo.foundation.people.models import Person
from pendopo.kernel import crypto

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_key(settings) -> str:
    """Six persons and an officer sealed with the old key; the new one stands in front."""
    for number in range(5):
        make_person(name=f"Warga {number}", phone=f"08123456789{number}")
    make_person()
    make_officer()
    fresh = Fernet.generate_key().decode()
    settings.PENDOPO_FIELD_KEYS = [fresh, *django_settings.PENDOPO_FIELD_KEYS]
    return fresh


def tokens() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, email FROM people_person")
        return [token for row in cursor.fetchall() for token in row if token]


def n_stale() -> int:
    return sum(not crypto.is_newest(token) for token in tokens())


def test_every_value_is_sealed_with_the_newest_key_and_says_the_same(new_key, settings, capsys):
    before = sorted(Person.objects.values_list("name", "phone", "email"))
    assert n_stale() == len(tokens()) == 12
    call_command("rotate_keys")
    assert n_stale() == 0
    settings.PENDOPO_FIELD_KEYS = [new_key]
    assert sorted(Person.objects.values_list("name", "phone", "email")) == before
    assert crypto.decrypt(Authenticator.objects.get().data["secret"]) == TOTP_SECRET
    said = capsys.readouterr().out
    assert "people.Person: 7 baris, 12 nilai." in said
    assert said.endswith("13 nilai disegel ulang.\n")


def test_a_dry_run_counts_and_changes_nothing(new_key, capsys):
    before = tokens()
    call_command("rotate_keys", "--dry-run")
    assert tokens() == before
    assert capsys.readouterr().out.endswith("13 nilai perlu disegel ulang.\n")


def test_a_run_that_was_stopped_goes_on_where_it_ended(new_key):
    first = list(itertools.islice(rotation.rotate_table(Person, batch=2), 2))
    assert [step.n_rows for step in first] == [2, 2]
    done = sum(step.n_values for step in first)
    assert n_stale() == 12 - done > 0
    rest = sum(step.n_values for step in rotation.rotate_table(Person, batch=2))
    assert (done + rest, n_stale()) == (12, 0)


def test_a_second_run_has_nothing_to_do(new_key, capsys):
    call_command("rotate_keys")
    capsys.readouterr()
    call_command("rotate_keys")
    assert capsys.readouterr().out.endswith("0 nilai disegel ulang.\n")


def test_a_value_changed_meanwhile_is_not_overwritten(new_key, monkeypatch):
    person = Person.objects.exclude(phone_index="").first()
    real = crypto.rotate

    def change_then_rotate(token: str) -> str:
        Person.objects.filter(id=person.id).update(name="Nama Baru")
        return real(token)

    monkeypatch.setattr(crypto, "rotate", change_then_rotate)
    for _ in rotation.rotate_table(Person):
        pass
    person.refresh_from_db()
    assert person.name == "Nama Baru"


def test_every_table_with_sealed_columns_is_found():
    assert rotation.sealed_tables()[Person] == ("name", "nik", "phone", "email", "address")
    labels = {model._meta.label for model in rotation.sealed_tables()}
    assert {"people.Person", "people.SignInCode"} <= labels
