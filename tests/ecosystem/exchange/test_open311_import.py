"""A city's file: taken once, repeated without change, bad rows named, nothing made up."""

from __future__ import annotations

import csv
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pendopo.ecosystem.exchange.city_file import LayoutWrong, read_layout
from pendopo.ecosystem.exchange.open311_import import import_file, look_at
from pendopo.foundation.ledger.models import FactRow
from pendopo.journey.cases import services as cases
from pendopo.journey.cases.models import Case, Clock, Message, SyncedRecord
from pendopo.journey.cases.types import ArchiveReason
from pendopo.journey.voice.models import Topic, Voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data" / "open311"
AT = datetime(2026, 3, 16, 3, tzinfo=UTC)
ROW = {
    "service_request_id": "900001",
    "status": "closed",
    "service_name": "Pothole",
    "service_code": "PH 1",
    "requested_datetime": "2024-01-02T09:00:00-05:00",
    "updated_datetime": "2024-01-05T12:30:00-05:00",
    "lat": "42.35",
    "long": "-71.06",
    "address": "1 Example St",
    "description": "Deep hole at the corner.",
    "status_notes": "Filled on Friday by the crew.",
    "has_media": "0",
}


def city_file(tmp_path, *changes, name="city.csv"):
    path = tmp_path / name
    opened = gzip.open if name.endswith(".gz") else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(ROW))
        writer.writeheader()
        writer.writerows(ROW | change for change in changes or ({},))
    return path


@pytest.fixture
def boston():
    return read_layout(ROOT / "data" / "open311" / "boston.yaml")


def imported(path, layout, at=AT):
    found = look_at(path, layout, at=at)
    return found, import_file(path, layout, found, at=at, n_processes=1, on_rows=lambda _n: None)


def numbers_of(counts):
    return counts.created, counts.updated, counts.unchanged, counts.kept_local


def test_a_request_becomes_a_case_with_the_times_the_city_knows(tmp_path, boston):
    imported(city_file(tmp_path), boston)
    case = Case.objects.select_related("voice", "topic").get()
    assert (case.status, case.close_reason, case.outcome) == ("closed", "officer", "")
    assert case.opened_at == datetime(2024, 1, 2, 14, tzinfo=UTC)
    assert case.closed_at == datetime(2024, 1, 5, 17, 30, tzinfo=UTC)
    assert (case.title, case.voice.text) == ("Deep hole at the corner.", "Deep hole at the corner.")
    assert (case.voice.latitude, case.voice.longitude) == (42.35, -71.06)
    assert (case.voice.channel, case.voice.is_anonymous, case.is_public) == ("open311", True, True)
    assert SyncedRecord.objects.get(case=case).external_number == "900001"
    assert (case.topic_id, case.topic.label, case.topic.is_active) == (
        "boston.ph-1",
        "Pothole",
        False,
    )
    assert Topic.objects.get(code="boston").is_active is False


def test_what_the_city_did_not_tell_is_not_made_up(tmp_path, boston):
    imported(city_file(tmp_path), boston)
    told = list(FactRow.objects.order_by("at", "id").values_list("name", "at"))
    assert [name for name, _at in told] == [
        "VoiceReceived",
        "CaseOpened",
        "CaseClosed",
        "CaseAdopted",
        "CaseNumberLinked",
    ]
    assert dict(told)["CaseClosed"] == datetime(2024, 1, 5, 17, 30, tzinfo=UTC)
    assert dict(told)["CaseAdopted"] == AT
    assert Clock.objects.count() == 0
    message = Message.objects.get()
    assert (message.kind, message.outcome, message.text) == ("outside", "", ROW["status_notes"])


def test_an_open_request_starts_its_limit_on_the_day_it_is_taken_over(tmp_path, boston):
    imported(city_file(tmp_path, {"status": "Open", "status_notes": ""}), boston)
    case = Case.objects.get()
    assert (case.status, case.case_class, case.closed_at) == ("assigned", "complaint", None)
    assert {clock.started_at for clock in Clock.objects.all()} == {AT}


def test_a_close_before_the_opening_is_taken_as_unknown(tmp_path, boston):
    imported(city_file(tmp_path, {"updated_datetime": "2023-12-31T00:00:00Z"}), boston)
    assert Case.objects.get().closed_at == AT
    assert not FactRow.objects.filter(name="CaseClosed").exists()


def test_a_duplicate_is_archived_with_the_citys_words(tmp_path, boston):
    imported(city_file(tmp_path, {"status_notes": "Case Closed. Duplicate of 45839."}), boston)
    assert Case.objects.get().status == "archived"
    assert Message.objects.get().text == "Case Closed. Duplicate of 45839."


@pytest.mark.parametrize("name", ["city.csv", "city.csv.gz"])
def test_a_second_run_changes_nothing_and_a_newer_file_updates(tmp_path, boston, name):
    rows = [{"service_request_id": str(n), "status": "open"} for n in range(5)]
    _found, first = imported(city_file(tmp_path, *rows, name=name), boston)
    n_facts = FactRow.objects.count()
    _found, again = imported(city_file(tmp_path, *rows, name=name), boston)
    assert numbers_of(first) == (5, 0, 0, 0)
    assert numbers_of(again) == (0, 0, 5, 0)
    assert FactRow.objects.count() == n_facts
    rows[2]["status"] = "closed"
    _found, newer = imported(city_file(tmp_path, *rows, name=name), boston)
    assert numbers_of(newer) == (0, 1, 4, 0)
    assert Case.objects.filter(status="closed").count() == 1


def test_what_officers_moved_here_is_not_moved_back(tmp_path, boston):
    from tests.factories.cases import make_actor

    imported(city_file(tmp_path, {"status": "open"}), boston)
    case = Case.objects.get()
    cases.archive_case(
        case_id=case.id, reason=ArchiveReason.UNCLEAR, text="Tidak jelas.", by=make_actor(), at=AT
    )
    _found, counts = imported(city_file(tmp_path), boston)
    assert numbers_of(counts) == (0, 1, 0, 1)
    case.refresh_from_db()
    assert case.status == "archived"


WHOLE = "system: boston\nlabel: B\nzone: UTC\n"
NEEDED = "columns: {number: a, opened: b, status: c, service_name: d}\n"
BAD = [
    ({"service_request_id": ""}, "Nomor kosong."),
    ({"service_request_id": "a b"}, "Nomor memuat"),
    ({"service_request_id": "9" * 41}, "Nomor memuat"),
    ({"requested_datetime": ""}, "Waktu masuk"),
    ({"requested_datetime": "yesterday"}, "Waktu masuk"),
    ({"requested_datetime": "2090-01-01T00:00:00Z"}, "masa depan"),
    ({"status": "pending"}, "Status"),
    ({"service_name": " "}, "Jenis layanan"),
    ({"description": "broken \x00 text"}, "huruf"),
    ({}, "sudah muncul"),
]


def test_bad_rows_are_named_by_line_and_skipped(tmp_path, boston):
    good = [{"service_request_id": "g1"}, {"service_request_id": "g2"}]
    path = city_file(tmp_path, {}, *(change for change, _why in BAD), *good)
    found, counts = imported(path, boston)
    assert numbers_of(counts) == (3, 0, 0, 0)
    assert [refusal.line for refusal in found.refused] == list(range(3, 3 + len(BAD)))
    for refusal, (_change, why) in zip(found.refused, BAD, strict=True):
        assert why in refusal.reason
    assert Voice.objects.count() == 3


def test_lines_with_too_few_columns_are_bad_rows(tmp_path, boston):
    path = city_file(tmp_path, {}, {"service_request_id": "z"})
    path.write_text(path.read_text() + "only,three,columns\n", encoding="utf-8")
    found, counts = imported(path, boston)
    assert (counts.created, [refusal.line for refusal in found.refused]) == (2, [4])


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("0.0", "0.0"),
        ("", ""),
        ("north", "1"),
        ("91", "0"),
        ("0", "181"),
        ("nan", "0"),
        ("inf", "0"),
    ],
)
def test_points_that_are_none_are_left_out(tmp_path, boston, latitude, longitude):
    imported(city_file(tmp_path, {"lat": latitude, "long": longitude}), boston)
    voice = Voice.objects.get()
    assert (voice.latitude, voice.longitude) == (None, None)


def test_numbers_that_clash_are_drawn_again(tmp_path, boston, monkeypatch):
    from pendopo.ecosystem.exchange import open311_import

    drawn = iter(["24-0000-0001-4", "24-0000-0001-4", "24-0000-0002-3"])
    monkeypatch.setattr(open311_import, "draw_case_number", lambda _year: next(drawn))
    imported(city_file(tmp_path, {}, {"service_request_id": "2"}), boston)
    assert sorted(Voice.objects.values_list("number", flat=True)) == [
        "24-0000-0001-4",
        "24-0000-0002-3",
    ]


def test_two_cities_may_use_the_same_numbers(tmp_path, boston):
    from dataclasses import replace

    path = city_file(tmp_path)
    imported(path, boston)
    imported(path, replace(boston, system="elsewhere"))
    assert Case.objects.count() == 2


def test_the_command_writes_the_refused_rows_to_a_file(tmp_path, capsys, settings):
    path = city_file(tmp_path, {}, {"service_request_id": "x", "status": "pending"})
    call_command("import_open311", str(path), "--processes", "1")
    said = capsys.readouterr().out
    assert "1 dibuat, 0 diperbarui, 0 tidak berubah, 1 ditolak." in said
    written = Path(said.rsplit(": ", 1)[1].strip())
    with written.open(newline="") as file:
        assert list(csv.reader(file))[1][:2] == ["3", "x"]


def test_looking_writes_nothing(tmp_path, capsys):
    call_command("import_open311", str(city_file(tmp_path)), "--dry-run")
    assert capsys.readouterr().out == "1 baris terbaca, 0 ditolak.\n"
    assert Voice.objects.count() == 0


@pytest.mark.parametrize("content", [b"\x1f\x8b broken", b"a,b\n1,2\n", b""])
def test_a_file_that_is_none_is_refused_whole(tmp_path, content):
    path = tmp_path / "city.csv.gz" if content[:1] == b"\x1f" else tmp_path / "city.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_open311", str(path))


def test_a_file_cut_off_in_the_middle_writes_nothing(tmp_path):
    rows = [{"service_request_id": str(n), "description": str(n * 7919)} for n in range(3_000)]
    path = city_file(tmp_path, *rows, name="city.csv.gz")
    path.write_bytes(path.read_bytes()[:-4_000])
    with pytest.raises(CommandError):
        call_command("import_open311", str(path))
    assert Voice.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "system: x y",
        "system: boston\nlabel: B\nzone: Nowhere/City\ncolumns: {}\nstates: {}",
        "system: boston\nlabel: B\nzone: UTC\ncolumns: {number: a}\nstates: {}",
        WHOLE
        + "columns: {number: a, opened: b, status: c, service_name: d, colour: e}\nstates: {}",
        WHOLE + NEEDED + "states: {closed: {status: closed}}",
    ],
)
def test_a_wrong_layout_is_refused_by_name(tmp_path, text):
    path = tmp_path / "layout.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LayoutWrong, match=r"layout\.yaml"):
        read_layout(path)


@pytest.mark.skipif(not DATA.exists(), reason="the shared data is not here")
@pytest.mark.parametrize(
    ("name", "layout", "n_rows"),
    [
        ("boston_open311_2008_2017.csv.gz", "boston", 210_042),
        ("sf311_sample.csv.gz", "san_francisco", 10_000),
    ],
)
def test_the_real_files_are_read_whole(name, layout, n_rows):
    found = look_at(DATA / name, read_layout(ROOT / f"data/open311/{layout}.yaml"), at=AT)
    assert (found.n_rows, len(found.refused)) == (n_rows, 0)
