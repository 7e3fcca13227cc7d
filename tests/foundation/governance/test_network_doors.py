"""The screens of the office network, without scripts: plan, files, logs, report, register."""

import gzip
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.factories.network import (
    AT,
    log_line,
    make_keeper,
    make_log,
    make_measure,
    make_network,
    make_numbers,
)
from tests.factories.people import actor_for, make_officer, sign_in

from pendopo.foundation.governance.models import (
    MonitoringMeasure,
    NetworkDay,
    NetworkImport,
    NetworkPlan,
    NetworkRange,
    NetworkSite,
)
from pendopo.foundation.governance.network import logs, measures, services
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Role

pytestmark = pytest.mark.django_db
FIRST_RESPONSE = 14 * 1024


@pytest.fixture
def keeper(client):
    account = make_officer(Role.ADMIN)
    sign_in(client, account)
    return actor_for(account)


@pytest.fixture
def decided(keeper):
    make_network(by=keeper)
    make_measure(keeper)
    services.decide_plan(by=keeper, at=AT)
    return keeper


def text_of(answer):
    return answer.content.decode()


def test_an_empty_house_is_told_what_to_do_first(client, keeper):
    make_numbers()
    page = text_of(client.get("/petugas/jaringan/"))
    assert "Belum ada kebijakan informasi yang berlaku" in page
    assert "Belum ada rentang alamat" in page


def test_the_plan_shows_what_is_closed_by_which_rule_and_for_whom_not(client, keeper):
    make_network(by=keeper)
    answer = client.get("/petugas/jaringan/")
    page = text_of(answer)
    for words in ("media sosial", "jam kerja", "petugas humas", "CON-03", "SE contoh"):
        assert words in page
    assert len(gzip.compress(answer.content, 6)) <= FIRST_RESPONSE


def test_a_range_is_added_and_a_wrong_one_keeps_what_was_typed(client, keeper):
    make_network(by=keeper)
    told = {"office": "dinkes", "cidr": "10.10.4.0/24", "role": "", "n_people": "12"}
    assert client.post("/petugas/jaringan/", told).status_code == 302
    again = client.post("/petugas/jaringan/", told | {"office": "diskominfo"})
    assert again.status_code == 422
    assert "memakai alamat yang sama" in text_of(again)
    assert 'value="10.10.4.0/24"' in text_of(again)
    row = NetworkRange.objects.get(cidr="10.10.4.0/24")
    assert client.post(f"/petugas/jaringan/alamat/{row.id}/akhiri/").status_code == 302
    row.refresh_from_db()
    assert row.valid_to is not None


def test_sites_are_listed_added_and_taken_off(client, keeper):
    make_network(by=keeper)
    address = "/petugas/jaringan/situs/"
    assert "belum dikonfirmasi" in text_of(client.get(address))
    assert client.post(address, {"domain": "baru.id", "category": "games"}).status_code == 302
    wrong = client.post(address, {"domain": "bukan domain", "category": "games"})
    assert "bukan nama domain" in text_of(wrong)
    site = NetworkSite.objects.get(domain="baru.id")
    client.post(f"{address}{site.id}/akhiri/")
    assert "baru.id" not in text_of(client.get(address))


def test_a_plan_is_decided_previewed_compared_and_taken_away(client, keeper):
    make_network(by=keeper)
    assert client.post("/petugas/jaringan/tetapkan/").url == "/petugas/jaringan/versi/1/"
    services.list_site(name="baru.id", category="social", by=keeper, at=timezone.now())
    assert "baru.id" in text_of(client.get("/petugas/jaringan/"))
    client.post("/petugas/jaringan/tetapkan/")
    page = text_of(client.get("/petugas/jaringan/versi/2/?berkas=work/dnsmasq-umum.servers"))
    assert "<ins>+server=/baru.id/</ins>" in page
    assert "CON-03" in page
    assert client.get("/petugas/jaringan/versi/2/?berkas=../rahasia").status_code == 404
    archive = client.get("/petugas/jaringan/versi/2/unduh/")
    names = zipfile.ZipFile(io.BytesIO(archive.content)).namelist()
    assert {"pendopo-jaringan/ganti.sh", "pendopo-jaringan/work/squid.conf"} <= set(names)


def test_deciding_the_same_again_changes_nothing(client, decided):
    answer = client.post("/petugas/jaringan/tetapkan/", follow=True)
    assert "sama dengan yang terakhir ditetapkan" in text_of(answer)
    assert NetworkPlan.objects.count() == 1


def upload(lines):
    return SimpleUploadedFile("access.log", "\n".join(lines).encode())


def test_an_uploaded_log_is_read_and_listed(client, decided):
    lines = [log_line(f"10.10.3.{n}") for n in range(1, 13)]
    answer = client.post("/petugas/jaringan/log/", {"log": upload(lines)}, follow=True)
    assert "Dibaca: 1 hari, 2 angka" in text_of(answer)
    assert NetworkDay.objects.count() == 1


def test_an_upload_that_is_no_log_is_refused_and_repeats_nothing_of_it(client, decided):
    answer = client.post("/petugas/jaringan/log/", {"log": upload(["nama orang 10.10.3.7"])})
    assert answer.status_code == 422
    assert "10.10.3.7" not in text_of(answer)
    assert not NetworkImport.objects.exists()


def test_all_staff_read_the_report_and_the_reading_is_on_record(client, tmp_path):
    by = make_network()
    make_measure(by)
    services.decide_plan(by=by, at=AT)
    logs.read_logs(paths=[make_log(tmp_path)], by=by, at=AT)
    sign_in(client, make_officer(Role.FRONTDESK))
    answer = client.get("/petugas/jaringan/laporan/?bulan=2026-11")
    page = text_of(answer)
    assert "Dinas Kesehatan" in page
    assert "disamarkan" in page
    assert page.count("<svg") >= 3
    assert FactRow.objects.filter(name="MonitoringOpened").count() == 1
    assert len(gzip.compress(answer.content, 6)) <= FIRST_RESPONSE


@pytest.mark.parametrize("month", ["", "2020-01", "kapan", "2026-13"])
def test_a_month_without_logs_says_so(client, keeper, month):
    make_numbers()
    page = text_of(client.get("/petugas/jaringan/laporan/", {"bulan": month}))
    assert "Belum ada log yang dibaca" in page


MEASURE = {
    "kind": "cctv",
    "title": "Kamera loket",
    "office": "diskominfo",
    "purpose": "Keamanan pemohon di loket.",
    "legal_basis": "Peraturan Bupati contoh",
    "confidence": "unconfirmed",
    "dpia": "DPIA 2026/4",
    "kept_days": "14",
    "who_may_open": "Kepala Satpol PP",
    "started_on": "2026-01-01",
}


def test_everyone_reads_what_is_monitored(client, keeper):
    make_measure(keeper)
    assert client.post("/petugas/pemantauan/", MEASURE).status_code == 302
    client.logout()
    page = text_of(client.get("/pemantauan/"))
    for words in ("Kamera loket", "DPIA 2026/4", "14 hari", "Kepala Satpol PP"):
        assert words in page


def test_the_register_refuses_what_is_incomplete_and_keeps_what_was_typed(client, keeper):
    make_measure(keeper)
    answer = client.post("/petugas/pemantauan/", MEASURE | {"dpia": " "})
    assert answer.status_code == 422
    assert "Keamanan pemohon di loket." in text_of(answer)
    assert MonitoringMeasure.objects.count() == 1


def test_a_measure_is_changed_opened_and_ended_on_its_page(client, keeper):
    row = make_measure(keeper)
    address = f"/petugas/pemantauan/{row.id}/"
    assert client.post(address, MEASURE).status_code == 302
    client.post(f"{address}dibuka/", {"purpose": "law"})
    page = text_of(client.get(address))
    assert "permintaan penegak hukum" in page
    assert keeper.ref not in page
    assert client.post(f"{address}dibuka/", {"purpose": "iseng"}).status_code == 422
    client.post(f"{address}akhiri/")
    row.refresh_from_db()
    assert row.ended_on is not None


def test_openings_are_counted_on_the_public_page(client):
    by = make_keeper()
    row = make_measure(by)
    for n in range(3):
        measures.note_report(by=by, at=AT + timedelta(days=n))
    assert "3 kali tercatat" in text_of(client.get("/pemantauan/"))
    assert row.title in text_of(client.get("/pemantauan/"))
