"""The doctor says what is wrong and what to do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder
from tests.factories.law import ship_law
from tests.factories.people import make_office, make_officer, make_person

from pendopo.foundation.ledger.models import Delivery, FactRow
from pendopo.foundation.ledger.sealing import OtherKey, seal_all
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.events import OfficeRegistered
from pendopo.foundation.people.types import Role
from pendopo.journey.cases.models import ClockPolicy
from pendopo.kernel.models import Region
from pendopo.portal import doctor

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 16, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _law():
    ship_law()


def forget_regions():
    for level in (4, 3, 2, 1):
        Region.objects.filter(level=level).delete()


def faults(at=AT):
    return [finding.text for finding in doctor.examine(at=at) if finding.is_fault]


def test_after_an_upgrade_it_says_the_two_commands_and_looks_at_no_table():
    MigrationRecorder.Migration.objects.filter(app="kernel", name="0006_shipped_files").delete()
    found = [finding for finding in doctor.examine(at=AT) if finding.is_fault]
    assert [finding.text for finding in found] == ["1 perubahan tabel belum dijalankan."]
    assert found[0].advice == "pendopo migrate, lalu pendopo load-law, lalu periksa lagi."


def test_a_fresh_installation_has_no_fault():
    assert faults() == []


def test_missing_limit_is_a_fault_with_its_class_and_a_way_out():
    ClockPolicy.objects.filter(case_class="aspiration").delete()
    found = [one for one in doctor.examine(at=AT) if one.is_fault]

    assert [one.text for one in found] == ["Belum ada batas waktu untuk: Aspirasi."]
    assert "load-law" in found[0].advice


def test_empty_region_table_is_a_fault():
    forget_regions()

    assert faults() == ["Tabel wilayah kosong."]


def test_secret_that_others_can_read_is_a_fault(settings):
    path = settings.PENDOPO_HOME / "secrets" / "index_key"
    path.chmod(0o644)
    try:
        assert faults() == ["Rahasia index_key dapat dibaca orang lain."]
    finally:
        path.chmod(0o600)


def test_fact_that_waits_for_its_seal_is_a_fault():
    make_officer(Role.VERIFIER, make_office())
    late = FactRow.objects.order_by("-at").first().at + timedelta(minutes=11)

    assert faults(late) == ["Ada fakta belum disegel lebih dari 10 menit."]


def test_lost_keys_that_were_made_anew_are_faults(settings, tmp_path):
    make_person(phone="081234567890")
    office = make_office()
    make_officer(Role.VERIFIER, office)
    with transaction.atomic():
        publish(OfficeRegistered(office_id=office.id, office=office.code, at=AT))
    seal_all(at=AT)
    assert faults() == []
    settings.PENDOPO_INDEX_KEY = "0" * 64
    settings.PENDOPO_SIGNING_KEY_FILE = tmp_path / "ledger_ed25519.pem"
    index, signing = faults()
    assert index.startswith("Kunci indeks bukan yang dipakai semula")
    assert signing.startswith("Kunci tanda tangan catatan bukan yang menyegel blok terakhir")
    with transaction.atomic():
        publish(OfficeRegistered(office_id=office.id, office=office.code, at=AT))
    with pytest.raises(OtherKey):
        seal_all(at=AT)


def test_delivery_that_was_given_up_is_a_fault():
    make_officer(Role.HEAD, make_office())
    fact = FactRow.objects.first()
    Delivery.objects.create(fact=fact, subscriber="a.b", due_at=fact.at, dead_at=fact.at)

    assert "1 fakta tidak sampai ke a.b." in faults(fact.at)


def test_office_without_head_is_named_but_no_fault():
    make_office()

    assert "1 perangkat daerah belum punya kepala." in [one.text for one in doctor.examine(at=AT)]


def test_command_tells_the_truth_by_its_exit_code(capsys):
    call_command("doctor")
    assert "[baik]" in capsys.readouterr().out

    forget_regions()
    with pytest.raises(SystemExit):
        call_command("doctor")
    assert "[SALAH] Tabel wilayah kosong." in capsys.readouterr().out
