from __future__ import annotations

import time as clock
import zipfile
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.ecosystem.exchange.sp4n import (
    Channel,
    Classification,
    ExportUnreadable,
    Status,
    read_export,
    reader,
    sheet,
)

REAL = Path(__file__).parents[4] / "shared/data/sp4n/sp4n_export_kab_bandung_2021_2022.xlsx"
GOOD = {
    "Tracking ID": "7000001",
    "Tanggal Laporan Masuk": "29 Mei 2023",
    "Waktu Laporan Masuk": "10:15:30",
    "Klasifikasi Laporan": "Pengaduan Berkadar Pengawasan",
    "ID Kategori": "963",
    "Kategori": "Jalan",
    "Judul Laporan": "Jalan rusak di depan pasar",
    "Isi Laporan Awal": "Isi pertama",
    "Isi Laporan Akhir": "Isi terakhir",
    "Tipe Laporan (Anonim/Rahasia)": "Anonim|Rahasia",
    "Sumber Laporan": "Website - pemerintah-kabupaten-wanasari",
    "Instansi Induk": "Pemerintah Kabupaten Wanasari",
    "Instansi Terdisposisi": "Dinas Pekerjaan Umum",
    "Status Laporan": "Ditutup oleh Sistem",
    "Alasan Tunda/Arsip": None,
    "Provinsi": "Jawa Tengah",
    "Kota/Kabupaten": "Wanasari",
}


def written(tmp_path, *rows, columns=None, preamble=10, name="export.xlsx"):
    """Write an export in the real layout: preamble, headings, rows."""
    columns = columns or list(rows[0])
    book = openpyxl.Workbook()
    book.active.title = "Laporan"
    for i in range(preamble):
        book.active.append(["Nama Instansi", None, "Kabupaten Wanasari"] if i == 2 else [None])
    book.active.append(columns)
    for row in rows:
        book.active.append([row.get(column) for column in columns])
    path = tmp_path / name
    book.save(path)
    return path


def read(tmp_path, *rows, **layout):
    return read_export(written(tmp_path, *rows, **layout))


def one(tmp_path, **changes):
    named = {column: changes.pop(column) for column in list(changes) if column in GOOD}
    (row,) = read(tmp_path, GOOD | named | changes).rows
    return row


def test_a_row_is_read_whole(tmp_path):
    export = read(tmp_path, GOOD)
    (row,) = export.rows

    assert (row.row_number, row.tracking_id) == (12, "7000001")
    assert (row.received_on, row.received_time) == (date(2023, 5, 29), time(10, 15, 30))
    assert row.classification is Classification.COMPLAINT_OVERSIGHT
    assert (row.category_id, row.category) == ("963", "Jalan")
    assert (row.title, row.first_text, row.last_text) == (
        "Jalan rusak di depan pasar",
        "Isi pertama",
        "Isi terakhir",
    )
    assert (row.is_anonymous, row.is_secret) == (True, True)
    assert row.channel is Channel.WEBSITE
    assert row.channel_raw == "Website - pemerintah-kabupaten-wanasari"
    assert (row.parent_office, row.office) == (
        "Pemerintah Kabupaten Wanasari",
        "Dinas Pekerjaan Umum",
    )
    assert (row.status, row.status_raw) == (Status.CLOSED_BY_SYSTEM, "Ditutup oleh Sistem")
    assert (row.reason, row.province, row.city) == (None, "Jawa Tengah", "Wanasari")
    assert row.other == ()
    assert export.refused == ()
    assert (export.meta.sheet, export.meta.header_row) == ("Laporan", 11)
    assert export.meta.preamble == (("Nama Instansi", "Kabupaten Wanasari"),)
    assert export.meta.columns == tuple(GOOD)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("29 May 2023", date(2023, 5, 29)),
        ("29 Mei 2023", date(2023, 5, 29)),
        (" 4  agustus 2022 ", date(2022, 8, 4)),
        ("04 Des 2021", date(2021, 12, 4)),
        ("17-Oct-2021", date(2021, 10, 17)),
        ("2023-05-29", date(2023, 5, 29)),
        (date(2023, 5, 29), date(2023, 5, 29)),
        (datetime(2023, 5, 29), date(2023, 5, 29)),  # noqa: DTZ001 -- a cell knows no zone
    ],
)
def test_dates_as_exports_write_them(tmp_path, cell, expected):
    row = one(tmp_path, **{"Tanggal Laporan Masuk": cell, "Waktu Laporan Masuk": None})

    assert (row.received_on, row.received_time) == (expected, None)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("08:05", time(8, 5)), ("08.05.09 WIB", time(8, 5, 9)), (time(8, 5), time(8, 5))],
)
def test_times_as_exports_write_them(tmp_path, cell, expected):
    assert one(tmp_path, **{"Waktu Laporan Masuk": cell}).received_time == expected


def test_time_inside_a_real_date_is_kept(tmp_path):
    moment = datetime(2023, 5, 29, 8, 5)  # noqa: DTZ001 -- a cell knows no zone
    row = one(tmp_path, **{"Tanggal Laporan Masuk": moment, "Waktu Laporan Masuk": None})

    assert (row.received_on, row.received_time) == (date(2023, 5, 29), time(8, 5))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Permintaan Informasi", "information_request"),
        ("ASPIRASI", "aspiration"),
        ("Pengaduan  Tidak Berkadar Pengawasan", "complaint"),
        ("Pengaduan Berkadar Pengawasan", "complaint_oversight"),
        (None, "unclassified"),
    ],
)
def test_classifications(tmp_path, cell, code):
    assert one(tmp_path, **{"Klasifikasi Laporan": cell}).classification == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Ditutup oleh Sistem", "closed_by_system"),
        ("Ditutup oleh Admin", "closed_by_admin"),
        ("Ditutup oleh Pelapor", "closed_by_reporter"),
        ("Diarsipkan oleh Sistem", "archived_by_system"),
        ("Diarsipkan oleh Admin", "archived_by_admin"),
        ("Diarsipkan oleh Pelapor", "archived_by_reporter"),
        ("Menunggu Kelengkapan Informasi", "waiting_for_reporter"),
        ("Konten Terblokir", "blocked"),
        ("Belum terverifikasi", "awaiting_verification"),
        ("Terverifikasi – belum ditindaklanjuti", "forwarded"),
        ("Sedang diproses", "in_progress"),
        ("Proses Tindak Lanjut", "in_progress"),
        ("Selesai", "closed"),
        ("Tunda", "postponed"),
        ("Bukan Wewenang", "not_ours"),
    ],
)
def test_statuses(tmp_path, cell, code):
    row = one(tmp_path, **{"Status Laporan": cell})

    assert (row.status, row.status_raw) == (code, cell)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Android", "android"),
        ("ios", "ios"),
        ("SMS", "sms"),
        (None, "unknown"),
        ("Burung", "other"),
    ],
)
def test_channels(tmp_path, cell, code):
    row = one(tmp_path, **{"Sumber Laporan": cell})

    assert (row.channel, row.channel_raw) == (code, cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(None, (False, False)), ("Anonim", (True, False)), ("rahasia | anonim", (True, True))],
)
def test_anonymous_and_secret_are_two_things(tmp_path, cell, expected):
    row = one(tmp_path, **{"Tipe Laporan (Anonim/Rahasia)": cell})

    assert (row.is_anonymous, row.is_secret) == expected


@pytest.mark.parametrize(
    ("column", "cell", "code", "reason"),
    [
        ("Tracking ID", None, "missing_tracking_id", "Tracking ID kosong."),
        ("Tracking ID", "=A1+1", "unreadable_tracking_id", "Tracking ID tidak terbaca."),
        ("Status Laporan", "Menguap", "unknown_status", 'Status tidak dikenal: "Menguap".'),
        ("Status Laporan", None, "unknown_status", 'Status tidak dikenal: "".'),
        ("Klasifikasi Laporan", "RAPS", "unknown_classification", 'Klasifikasi tidak dikenal: "RAPS".'),
        (
            "Tipe Laporan (Anonim/Rahasia)",
            "Anonim|Sangat",
            "unknown_secrecy",
            'Tipe laporan tidak dikenal: "Anonim|Sangat".',
        ),
        ("Tanggal Laporan Masuk", "31 Feb 2023", "unreadable_date", 'Tanggal masuk tidak terbaca: "31 Feb 2023".'),
        ("Tanggal Laporan Masuk", "05/06/2023", "unreadable_date", 'Tanggal masuk tidak terbaca: "05/06/2023".'),
        ("Tanggal Laporan Masuk", None, "unreadable_date", 'Tanggal masuk tidak terbaca: "".'),
        ("Tanggal Laporan Masuk", "1 Mei 1023", "unreadable_date", 'Tanggal masuk tidak terbaca: "1 Mei 1023".'),
        ("Waktu Laporan Masuk", "25:00", "unreadable_time", 'Waktu masuk tidak terbaca: "25:00".'),
    ],
)  # fmt: skip
def test_unfit_row_is_refused_alone_with_its_reason(tmp_path, column, cell, code, reason):
    export = read(tmp_path, GOOD, GOOD | {"Tracking ID": "7000002"} | {column: cell})

    assert [row.tracking_id for row in export.rows] == ["7000001"]
    (refusal,) = export.refused
    assert (refusal.row_number, refusal.code, refusal.reason) == (13, code, reason)


def test_second_row_of_a_tracking_id_is_refused(tmp_path):
    export = read(tmp_path, GOOD, GOOD | {"Judul Laporan": "Lain"})

    assert [row.title for row in export.rows] == [GOOD["Judul Laporan"]]
    assert export.refused[0].reason == "Tracking ID ini sudah ada di baris 12."
    assert export.refused[0].tracking_id == "7000001"


def test_numeric_tracking_id_and_empty_rows(tmp_path):
    export = read(tmp_path, GOOD | {"Tracking ID": 7000001.0}, {}, GOOD | {"Tracking ID": 7000002})

    assert [(row.row_number, row.tracking_id) for row in export.rows] == [
        (12, "7000001"),
        (14, "7000002"),
    ]


@settings(max_examples=10, deadline=None)
@given(columns=st.permutations([*GOOD, "Rating", "Tindak Lanjut Pertama"]))
def test_order_of_columns_changes_nothing(tmp_path_factory, columns):
    row = GOOD | {"Rating": "5", "Tindak Lanjut Pertama": "x"}
    (found,) = read(tmp_path_factory.mktemp("x"), row, columns=columns).rows
    (plain,) = read(tmp_path_factory.mktemp("x"), row).rows

    assert set(found.other) == {("Rating", "5"), ("Tindak Lanjut Pertama", "x")}
    assert found.digest == plain.digest
    assert (found.status, found.office, found.city) == (plain.status, plain.office, plain.city)


def test_headings_are_matched_whatever_their_case_and_spaces(tmp_path):
    columns = [column.upper().replace(" ", "  ").replace("/", " / ") for column in GOOD]
    row = dict(zip(columns, GOOD.values(), strict=True))
    (found,) = read(tmp_path, row, preamble=0).rows

    assert (found.row_number, found.is_secret, found.city) == (2, True, "Wanasari")


def test_digest_changes_with_any_cell(tmp_path):
    digests = {one(tmp_path, **{column: GOOD[column]}).digest for column in GOOD}
    assert len(digests) == 1
    assert one(tmp_path, **{"Isi Laporan Akhir": "Isi lain"}).digest not in digests


def test_formula_is_kept_as_text_and_never_computed(tmp_path):
    text = '=HYPERLINK("http://example.invalid","x")'

    assert one(tmp_path, **{"Judul Laporan": text}).title == text


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            [
                column
                for column in GOOD
                if column not in {"Status Laporan", "Tanggal Laporan Masuk"}
            ],
            "Kolom wajib tidak ada: Tanggal Laporan Masuk, Status Laporan.",
        ),
        (
            [column for column in GOOD if not column.startswith("Tipe")],
            r"Kolom wajib tidak ada: Tipe Laporan \(Anonim/Rahasia\).",
        ),
        ([*GOOD, "status laporan"], "muncul lebih dari sekali: Status Laporan, status laporan."),
        (["Nomor", "Status Laporan"], "tidak ditemukan dalam 40 baris pertama."),
    ],
)
def test_file_without_the_needed_columns_is_unreadable(tmp_path, columns, message):
    with pytest.raises(ExportUnreadable, match=message):
        read(tmp_path, GOOD, columns=columns)


@pytest.mark.parametrize(("preamble", "fits"), [(39, True), (40, False)])
def test_headings_are_looked_for_in_forty_rows(tmp_path, preamble, fits):
    path = written(tmp_path, GOOD, preamble=preamble)
    if fits:
        assert len(read_export(path).rows) == 1
    else:
        with pytest.raises(ExportUnreadable, match="40 baris pertama"):
            read_export(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Berkas ini kosong."),
        (b"Tracking ID;Status\n1;x\n", "bukan berkas Excel"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "Excel lama atau dikunci"),
        (b"PK\x03\x04 nothing more", "rusak atau terpotong"),
    ],
)
def test_file_that_is_no_spreadsheet_is_said_to_be_so(tmp_path, content, message):
    path = tmp_path / "export.xlsx"
    path.write_bytes(content)

    with pytest.raises(ExportUnreadable, match=message):
        read_export(path)


def test_missing_file_is_unreadable(tmp_path):
    with pytest.raises(ExportUnreadable, match="tidak dapat dibuka"):
        read_export(tmp_path / "none.xlsx")


@pytest.fixture(scope="module")
def good_bytes(tmp_path_factory):
    """One good export: written once, for every writing carries its own time."""
    return written(tmp_path_factory.mktemp("good"), GOOD).read_bytes()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damaged_file_is_read_or_unreadable_and_nothing_else(tmp_path_factory, good_bytes, data):
    path = tmp_path_factory.mktemp("x") / "export.xlsx"
    content = bytearray(good_bytes)
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(1, len(content) - 1)) :]
    else:
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    try:
        sentence, n_rows = "", len(read_export(path).rows)
    except ExportUnreadable as error:
        sentence, n_rows = str(error), 0
    assert n_rows <= 1
    assert sentence.endswith(".") or not sentence


def with_member(path, name, content):
    """Return a copy of the file with one part replaced."""
    copy = path.with_name("forged.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return copy


SHEET = "xl/worksheets/sheet1.xml"


def test_zip_bomb_is_refused_before_it_is_opened(tmp_path):
    bomb = with_member(written(tmp_path, GOOD), SHEET, b" " * (sheet.MAX_UNPACKED_BYTES + 1))

    assert bomb.stat().st_size < 1_000_000
    with pytest.raises(ExportUnreadable, match="terlalu besar"):
        read_export(bomb)


def test_entity_bomb_is_refused_quickly(tmp_path):
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "x" * 50}">' for i in range(12))
    xml = f"<!DOCTYPE a [{levels}]><worksheet><sheetData><row><c>&e11;</c></row></sheetData></worksheet>"
    started = clock.perf_counter()

    with pytest.raises(ExportUnreadable):
        read_export(with_member(written(tmp_path, GOOD), SHEET, xml))
    assert clock.perf_counter() - started < 5


def test_forged_row_number_does_not_run_forever(tmp_path):
    path = written(tmp_path, GOOD)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET).replace(b'<row r="12"', b'<row r="99999999999"')

    with pytest.raises(ExportUnreadable, match="nomor baris yang tidak mungkin"):
        read_export(with_member(path, SHEET, xml))


def test_wrong_stated_dimension_cuts_nothing_off(tmp_path):
    path = written(tmp_path, GOOD)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET)
    assert b'<dimension ref="A1:Q12"' in xml

    forged = with_member(path, SHEET, xml.replace(b'ref="A1:Q12"', b'ref="A1:B3"'))
    assert read_export(forged).rows[0].city == "Wanasari"


def test_too_many_rows_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MAX_ROWS", 1)
    path = written(tmp_path, GOOD, GOOD | {"Tracking ID": "7000002"})

    with pytest.raises(ExportUnreadable, match=r"lebih dari 200\.000 baris"):
        read_export(path)


def test_too_long_a_cell_refuses_its_row(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MAX_CELL_TEXT", 50)
    long = GOOD | {"Tracking ID": "7000002", "Isi Laporan Akhir": "x" * 51}
    export = read(tmp_path, GOOD, long)

    assert [row.tracking_id for row in export.rows] == ["7000001"]
    assert export.refused[0].code == "text_too_long"


@pytest.mark.skipif(not REAL.exists(), reason="the shared folder with the real export is missing")
def test_real_export_is_read_without_a_refusal():
    export = read_export(REAL)
    statuses = Counter(row.status_raw for row in export.rows)
    classes = Counter(row.classification for row in export.rows)

    assert (len(export.rows), export.refused) == (821, ())
    assert statuses == {
        "Ditutup oleh Sistem": 639,
        "Diarsipkan oleh Admin": 44,
        "Ditutup oleh Pelapor": 36,
        "Menunggu Kelengkapan Informasi": 35,
        "Diarsipkan oleh Sistem": 24,
        "Ditutup oleh Admin": 18,
        "Konten Terblokir": 13,
        "Diarsipkan oleh Pelapor": 12,
    }
    assert classes == {
        "complaint_oversight": 688,
        "information_request": 90,
        "aspiration": 28,
        "complaint": 8,
        "unclassified": 7,
    }
    assert sum(row.is_secret for row in export.rows) == 507
    assert sum(row.received_time is None for row in export.rows) == 507
    assert export.meta.header_row == 11
