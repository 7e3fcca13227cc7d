"""The first officers come in through the command line."""

import pytest
from django.core.management import CommandError, call_command

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import Account, Office, Position

pytestmark = pytest.mark.django_db
FIRST = ("kominfo@contoh.go.id", "--name", "Nama Petugas", "--office", "diskominfo")


def test_first_officer_gets_account_office_positions_and_one_password(capsys):
    call_command(
        "appoint", *FIRST, "--office-name", "Dinas Kominfo", "--role", "verifier", "--role", "admin"
    )
    told = capsys.readouterr().out
    account = Account.objects.get(email="kominfo@contoh.go.id")

    assert Office.objects.get().name == "Dinas Kominfo"
    assert set(account.person.positions.values_list("role", flat=True)) == {"verifier", "admin"}
    password = told.split("sekali): ")[1].split()[0]
    assert account.check_password(password)
    names = list(FactRow.objects.order_by("id").values_list("name", flat=True))
    assert names == ["OfficeRegistered", "PositionGiven", "PositionGiven"]


def test_appointing_again_adds_only_what_is_new_and_shows_no_password(capsys):
    call_command("appoint", *FIRST, "--office-name", "Dinas Kominfo", "--role", "verifier")
    capsys.readouterr()
    call_command("appoint", *FIRST, "--role", "verifier", "--role", "head")

    assert "sekali" not in capsys.readouterr().out
    assert sorted(Position.objects.values_list("role", flat=True)) == ["head", "verifier"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (FIRST, "belum ada"),
        (("bukan surel", *FIRST[1:], "--office-name", "Dinas"), "tidak dapat dibaca"),
        (("a@contoh.go.id", "--office", "x", "--office-name", "Dinas"), "nama petugas"),
    ],
)
def test_refusal_leaves_nothing_behind(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("appoint", *arguments, "--role", "verifier")

    assert (Account.objects.count(), Office.objects.count(), FactRow.objects.count()) == (0, 0, 0)
