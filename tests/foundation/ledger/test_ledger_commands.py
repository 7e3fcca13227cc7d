"""The record from the command line."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from tests.factories.ledger import publish_facts

from pendopo.foundation.ledger import receipts
from pendopo.foundation.ledger.guard import lifted_guard
from pendopo.foundation.ledger.models import Block, FactRow

pytestmark = pytest.mark.django_db


def test_seal_seals_what_waits_and_says_how_many_blocks(capsys):
    publish_facts(3)
    before = datetime.now(UTC)
    call_command("ledger", "seal")
    assert capsys.readouterr().out == "1 blok disegel.\n"
    assert Block.objects.get().size == 3
    assert Block.objects.get().sealed_at >= before


def test_check_finds_a_whole_chain_whole(capsys):
    publish_facts(3)
    call_command("ledger", "seal")
    publish_facts(1)
    capsys.readouterr()
    call_command("ledger", "check")
    assert capsys.readouterr().out == "1 blok, 3 fakta tersegel, 1 menunggu segel, 0 kesalahan.\n"


def test_check_names_the_fault_and_fails(capsys):
    publish_facts()
    call_command("ledger", "seal")
    fact = FactRow.objects.get()
    with lifted_guard():
        FactRow.objects.update(by="anonymous")
    with pytest.raises(SystemExit) as ended:
        call_command("ledger", "check")
    assert ended.value.code == 1
    assert f"Fakta {fact.id} berubah setelah dicatat." in capsys.readouterr().err


def test_key_prints_the_public_key(capsys):
    call_command("ledger", "key")
    assert capsys.readouterr().out == receipts.public_key_pem()


def test_a_real_record_cannot_be_flushed(settings, tmp_path):
    settings.PENDOPO_TEST, settings.PENDOPO_HOME = False, tmp_path
    publish_facts()
    with pytest.raises(CommandError, match="tidak dapat dikosongkan"):
        call_command("flush", interactive=False)
    assert FactRow.objects.count() == 1
