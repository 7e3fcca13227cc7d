"""SP4N-LAPOR! reports become cases under both numbers; repeating changes nothing."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from tests.factories.law import ship_law

from pendopo.ecosystem.exchange.sp4n import read_export
from pendopo.ecosystem.exchange.sp4n_import import import_rows
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import Office
from pendopo.journey.cases.models import Case, Clock, SyncedRecord
from pendopo.journey.voice.models import Topic, Voice

pytestmark = pytest.mark.django_db

REAL = Path(__file__).parents[4] / "shared/data/sp4n/sp4n_export_kab_bandung_2021_2022.xlsx"
AT = datetime(2026, 3, 16, 3, tzinfo=UTC)
ROW = {
    "Tracking ID": "7000001",
    "Tanggal Laporan Masuk": "29 Mei 2023",
    "Waktu Laporan Masuk": "10:15:30",
    "Klasifikasi Laporan": "Pengaduan Tidak Berkadar Pengawasan",
    "ID Kategori": "963",
    "Kategori": "Jalan",
    "Judul Laporan": "Jalan rusak di depan pasar",
    "Isi Laporan Awal": "Isi pertama",
    "Isi Laporan Akhir": "Isi terakhir",
    "Tipe Laporan (Anonim/Rahasia)": "Anonim",
    "Sumber Laporan": "Website - pemerintah-kabupaten-wanasari",
    "Instansi Induk": "Pemerintah Kabupaten Wanasari",
    "Instansi Terdisposisi": "Dinas Pekerjaan Umum Kab. Wanasari",
    "Status Laporan": "Ditutup oleh Sistem",
    "Alasan Tunda/Arsip": None,
    "Provinsi": "Jawa Tengah",
    "Kota/Kabupaten": "Wanasari",
}


@pytest.fixture(autouse=True)
def _law():
    ship_law()


def export(tmp_path, *changes):
    book = openpyxl.Workbook()
    for _ in range(10):
        book.active.append([None])
    book.active.append(list(ROW))
    for change in changes or ({},):
        book.active.append(list((ROW | change).values()))
    path = tmp_path / "export.xlsx"
    book.save(path)
    return path


def imported(path, at=AT):
    return import_rows(read_export(path).rows, at=at)


def test_a_report_becomes_a_case_under_both_numbers(tmp_path):
    report = imported(export(tmp_path))
    case = Case.objects.select_related("voice", "office", "topic").get()

    assert (report.created, report.updated, report.unchanged) == (1, 0, 0)
    assert (case.status, case.close_reason, case.case_class) == ("closed", "system", "complaint")
    assert case.voice.external_number == "7000001"
    assert SyncedRecord.objects.get(case=case).external_number == "7000001"
    assert case.office.name == "Dinas Pekerjaan Umum Kab. Wanasari"
    assert (case.topic_id, case.topic.label) == ("sp4n.963", "Jalan")
    assert case.voice.channel == "sp4n_web"
    assert (case.is_anonymous, case.is_secret, case.is_public) == (True, False, True)
    # 10.15.30 in Jakarta is 03.15.30 UTC.
    assert case.opened_at == datetime(2023, 5, 29, 3, 15, 30, tzinfo=UTC)


def test_closing_elsewhere_is_no_answer_and_no_clock_is_invented(tmp_path):
    imported(export(tmp_path))

    assert Case.objects.get().outcome == ""
    assert Clock.objects.count() == 0
    names = set(FactRow.objects.values_list("name", flat=True))
    assert names.isdisjoint({"CaseAnswered", "ClockStarted", "ClockStopped"})
    assert {"VoiceReceived", "CaseOpened", "CaseAdopted", "CaseNumberLinked"} <= names


def test_second_run_changes_nothing(tmp_path):
    path = export(tmp_path, {}, {"Tracking ID": "7000002"})
    imported(path)
    facts = FactRow.objects.count()
    again = imported(path)

    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert FactRow.objects.count() == facts
    assert (Case.objects.count(), Office.objects.count(), Topic.objects.count()) == (2, 1, 2)


def test_changed_row_updates_its_case(tmp_path):
    imported(export(tmp_path, {"Status Laporan": "Menunggu Kelengkapan Informasi"}))
    report = imported(export(tmp_path, {"Judul Laporan": "Jalan berlubang"}))
    case = Case.objects.get()

    assert (report.created, report.updated, report.kept_local) == (0, 1, 0)
    assert (case.status, case.title) == ("closed", "Jalan berlubang")
    assert Clock.objects.filter(stopped_at__isnull=True).count() == 0


def test_open_report_starts_its_clock_on_the_day_it_is_taken_over(tmp_path):
    imported(export(tmp_path, {"Status Laporan": "Sedang diproses"}))
    clock = Clock.objects.get()

    assert (clock.kind, clock.started_at, clock.stopped_at) == ("answer", AT, None)
    assert Case.objects.get().due_at == clock.due_at


def test_waiting_report_is_taken_over_with_a_paused_clock(tmp_path):
    imported(export(tmp_path, {"Status Laporan": "Menunggu Kelengkapan Informasi"}))

    assert Case.objects.get().due_at is None
    assert Clock.objects.get().pauses == [["2026-03-16T03:00:00.000000Z", None]]


def test_work_done_here_is_never_moved_back(tmp_path):
    imported(export(tmp_path, {"Status Laporan": "Sedang diproses"}))
    Case.objects.update(status="answered", outcome="done", due_at=None)
    report = imported(export(tmp_path, {"Status Laporan": "Terverifikasi"}))

    assert (report.updated, report.kept_local) == (1, 1)
    assert Case.objects.get().status == "answered"


def test_oversight_report_is_secret_whatever_the_export_says(tmp_path):
    row = {
        "Klasifikasi Laporan": "Pengaduan Berkadar Pengawasan",
        "Tipe Laporan (Anonim/Rahasia)": None,
    }
    imported(export(tmp_path, row))

    assert list(Case.objects.values_list("is_secret", "is_public")) == [(True, False)]


def test_blocked_content_is_not_shown(tmp_path):
    imported(export(tmp_path, {"Status Laporan": "Konten Terblokir"}))

    assert list(Case.objects.values_list("status", "is_public")) == [("archived", False)]


def test_command_writes_refused_rows_to_a_file(tmp_path, capsys, settings):
    settings.PENDOPO_HOME = tmp_path
    path = export(tmp_path, {}, {"Tracking ID": "7000002", "Status Laporan": "Entahlah"})
    call_command("import_sp4n", path)
    told = capsys.readouterr().out

    assert "1 dibuat, 0 diperbarui, 0 tidak berubah, 1 ditolak." in told
    with next((tmp_path / "imports").iterdir()).open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert [row[1] for row in rows] == ["tracking_id", "7000002"]
    assert "Entahlah" in rows[1][3]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and then nothing", b"code,name\n1,2\n"])
def test_a_damaged_file_gets_one_sentence_and_writes_nothing(tmp_path, content):
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"^Berkas .*\.$"):
        call_command("import_sp4n", path)

    assert (Case.objects.count(), Voice.objects.count(), FactRow.objects.count()) == (0, 0, 0)


@pytest.mark.skipif(not REAL.exists(), reason="the real export is not beside this checkout")
def test_the_real_export_of_a_regency(capsys):
    call_command("import_sp4n", REAL)
    first = capsys.readouterr().out
    call_command("import_sp4n", REAL)

    assert "821 dibuat, 0 diperbarui, 0 tidak berubah, 0 ditolak." in first
    assert "0 dibuat, 0 diperbarui, 821 tidak berubah" in capsys.readouterr().out
    for status, count in (("Ditutup oleh Sistem", 639), ("Diarsipkan oleh Admin", 44)):
        assert SyncedRecord.objects.filter(status=status).count() == count
    assert Case.objects.filter(case_class="complaint_oversight").count() == 688
    assert Case.objects.filter(case_class="complaint_oversight", is_public=True).count() == 0
