"""The pages of rules: everyone on duty reads them, who keeps them changes them after a preview."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.calendars import OFFICE_HOURS, SIX_DAYS, make_rule
from tests.factories.cases import AT, make_case
from tests.factories.people import make_officer, sign_in

from pendopo.foundation.people.types import Role
from pendopo.journey.cases.models import CalendarRule, ClockPolicy, RuleChange
from pendopo.journey.cases.selectors.law import rule_changes
from pendopo.kernel.models import ClosedDay, RuleNumber

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
DECREE = {"legal_basis": "Keputusan Bupati 7/2026", "source": "Bagian Hukum", "is_verified": "on"}
PAGES = ("", "kalender/?tahun=2026", "jam/", "batas/", "riwayat/")


@pytest.fixture
def keeper(client, roads):
    return sign_in(client, make_officer(Role.ADMIN, roads, at=AT))


def url(path=""):
    return f"/petugas/aturan/{path}"


def text(response):
    return response.content.decode()


def flood(first, last, **more):
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return (
        {"kind": "penutupan", "name": "Banjir", "decided_on": first.isoformat()}
        | days
        | DECREE
        | more
    )


@pytest.mark.parametrize("path", PAGES)
def test_every_officer_reads_the_rules_and_is_offered_no_change(client, roads, path):
    make_rule(office=roads, hours=SIX_DAYS, name="Enam hari")
    make_rule("closed", first=date(2026, 7, 2), last=date(2026, 7, 3), name="Banjir")
    sign_in(client, make_officer(Role.OFFICER, roads, at=AT))
    page = text(client.get(url(path)))
    assert "<h1>" in page
    assert not re.search(r'href="/petugas/aturan/[^"]+/(ubah|akhiri|betulkan|tambah)/"', page)
    assert client.get(url("kalender/tambah/")).status_code == 403


def test_the_calendar_names_each_day_with_its_decree(keeper):
    make_rule("closed", first=date(2026, 7, 2), last=date(2026, 7, 3), name="Banjir besar")
    page = text(keeper.get(url("kalender/?tahun=2026")))
    for words in (
        "Banjir besar",
        "2 Juli 2026 sampai 3 Juli 2026",
        "SKB 1497/2025",
        "Hari Suci Nyepi",
    ):
        assert words in page
    assert "238 hari kerja" in page
    assert "belum dipastikan" not in page
    assert "belum dipastikan" in text(keeper.get(url("kalender/?tahun=2027")))


@pytest.mark.parametrize("year", ["", "abad", "1", "99999", "²"])
def test_a_year_that_is_none_shows_this_one(keeper, year):
    assert f"Kalender kerja {timezone.now().year}" in text(
        keeper.get(url(f"kalender/?tahun={year}"))
    )


def test_a_closure_shows_its_effect_before_it_is_saved(keeper):
    today = timezone.localdate()
    # Two weeks, so that some of the days are working days whatever day it is today.
    make_case(at=timezone.now() - timedelta(days=1))
    answers = flood(today, today + timedelta(days=13))
    page = text(keeper.post(url("kalender/tambah/"), answers | {"step": "preview"}))
    assert "1 dari 1 batas waktu yang berjalan akan bergeser" in page
    assert 'name="name" value="Banjir"' in page
    assert not CalendarRule.objects.exists()
    again = keeper.post(url("kalender/tambah/"), answers | {"step": "edit"})
    assert (again.status_code, 'value="Banjir"' in text(again)) == (200, True)
    saved = keeper.post(url("kalender/tambah/"), answers | {"step": "save"}, follow=True)
    assert "Aturan tersimpan" in text(saved)
    rule = CalendarRule.objects.get()
    assert (rule.name, rule.reason, rule.first, rule.confidence) == (
        "Banjir",
        "penutupan",
        today,
        "verified",
    )
    assert "Banjir" in text(keeper.get(url("riwayat/")))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"last": "2026-07-01"}, "Hari terakhir mendahului"),
        ({"last": "2027-07-01"}, "Paling banyak tiga bulan"),
        ({"first": "kapan-kapan"}, "tanggal"),
        ({"decided_on": "2100-01-01"}, "tidak boleh setelah hari ini"),
        ({"legal_basis": ""}, "Dasar hukum"),
        ({"kind": "libur_nasional", "office": "dpupr"}, "berlaku untuk semua"),
        ({"office": "tidak-ada"}, "Perangkat daerah"),
    ],
)
@pytest.mark.parametrize("step", ["preview", "save"])
def test_a_closure_that_cannot_be_is_refused_with_what_was_typed(keeper, change, words, step):
    answers = flood(date(2026, 7, 2), date(2026, 7, 3)) | change | {"step": step}
    response = keeper.post(url("kalender/tambah/"), answers)
    assert response.status_code == 422
    assert words in text(response)
    assert 'value="Banjir"' in text(response)
    assert not CalendarRule.objects.exists()


def test_the_history_is_written_in_indonesian_whoever_writes(keeper):
    answers = flood(date(2026, 7, 2), date(2026, 7, 3)) | {"step": "save"}
    keeper.post(url("kalender/tambah/"), answers, headers={"accept-language": "en"})
    assert RuleChange.objects.get().summary == "Banjir, 2 Juli 2026 sampai 3 Juli 2026"


def test_national_days_become_one_row_each(keeper):
    answers = flood(date(2026, 7, 2), date(2026, 7, 3)) | {"kind": "cuti_bersama", "step": "save"}
    keeper.post(url("kalender/tambah/"), answers)
    days = ClosedDay.objects.filter(name="Banjir").values_list("date", "kind")
    assert list(days) == [(date(2026, 7, 2), "cuti_bersama"), (date(2026, 7, 3), "cuti_bersama")]
    assert RuleChange.objects.get().rule == "holiday"


def test_a_holiday_is_corrected_and_ended(keeper):
    day = ClosedDay.objects.get(date=date(2026, 8, 25))
    page = text(keeper.get(url(f"libur/{day.id}/betulkan/")))
    assert 'value="2026-08-25"' in page
    moved = flood(date(2026, 8, 26), date(2026, 8, 26)) | {"kind": day.kind, "step": "save"}
    moved["decided_on"] = timezone.localdate().isoformat()
    keeper.post(url(f"libur/{day.id}/betulkan/"), moved)
    day.refresh_from_db()
    assert day.valid_to == timezone.localdate()
    fresh = ClosedDay.objects.get(name="Banjir")
    ended = {"legal_basis": "SKB dicabut", "step": "save"}
    keeper.post(url(f"libur/{fresh.id}/akhiri/"), ended)
    actions = RuleChange.objects.order_by("at").values_list("action", flat=True)
    assert list(actions) == ["corrected", "ended"]
    assert keeper.get(url(f"libur/{fresh.id}/akhiri/")).status_code == 404
    assert "Yang sudah diakhiri" in text(keeper.get(url("kalender/?tahun=2026")))


def hours(week):
    names = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
    return dict(zip(names, week, strict=True))


def test_an_office_gets_its_own_week(keeper, lights):
    make_rule()
    assert 'value="07.30-11.30, 13.00-16.30"' in text(keeper.get(url("jam/tambah/")))
    answers = {"name": "Enam hari", "office": "dishub", "decided_on": "2026-01-05", "step": "save"}
    keeper.post(url("jam/tambah/"), answers | hours(SIX_DAYS) | DECREE)
    rule = CalendarRule.objects.get(office=lights)
    assert (rule.kind, rule.hours, rule.works_on_holidays) == ("week", SIX_DAYS, False)
    page = text(keeper.get(url("jam/")))
    assert "Enam hari" in page
    assert 'Senin sampai Kamis: <span class="num">07.30-14.00</span>' in page
    assert 'Minggu: <span class="num">tutup</span>' in page
    keeper.post(url(f"kantor/{rule.id}/akhiri/"), {"legal_basis": "Dicabut", "step": "save"})
    rule.refresh_from_db()
    assert rule.valid_to == timezone.localdate()


def test_ramadan_gets_hours_of_its_own(keeper):
    answers = {"name": "Ramadan", "first": "2026-02-19", "last": "2026-03-20", "step": "save"}
    keeper.post(
        url("jam/sementara/"), answers | hours(OFFICE_HOURS) | {"decided_on": "2026-01-05"} | DECREE
    )
    rule = CalendarRule.objects.get()
    assert (rule.kind, rule.first, rule.last) == ("season", date(2026, 2, 19), date(2026, 3, 20))
    page = text(keeper.get(url(f"kantor/{rule.id}/betulkan/")))
    assert 'value="2026-02-19"' in page


@pytest.mark.parametrize(
    ("change", "words"),
    [({"senin": "pagi"}, "tidak dapat dibaca"), (hours([""] * 7), "sekurang-kurangnya satu hari")],
)
def test_hours_that_cannot_be_are_refused(keeper, change, words):
    answers = {"name": "x", "decided_on": "2026-01-05", "step": "save"} | hours(SIX_DAYS) | DECREE
    response = keeper.post(url("jam/tambah/"), answers | change)
    assert (response.status_code, words in text(response)) == (422, True)
    assert not CalendarRule.objects.exists()


def test_a_longer_limit_is_asked_twice_and_the_old_row_stays(keeper):
    policy = ClockPolicy.objects.get(clock="answer", case_class="complaint")
    tomorrow = timezone.localdate() + timedelta(days=1)
    answers = {"length": "20", "unit": "work_days", "since": tomorrow.isoformat()} | DECREE
    refused = keeper.post(url(f"batas/{policy.id}/ubah/"), answers)
    assert (refused.status_code, "lebih panjang" in text(refused)) == (422, True)
    keeper.post(url(f"batas/{policy.id}/ubah/"), answers | {"may_be_longer": "on"})
    rows = ClockPolicy.objects.filter(clock="answer", case_class="complaint").order_by("valid_from")
    assert list(rows.values_list("amount", flat=True)) == [14, 20]
    page = text(keeper.get(url("batas/")))
    assert "14" in page
    assert re.search(r"Mulai .*: 20\s+hari kerja", page)


def test_a_limit_that_reaches_back_is_refused(keeper):
    policy = ClockPolicy.objects.get(clock="verify")
    yesterday = timezone.localdate() - timedelta(days=1)
    answers = {"length": "2", "unit": "work_days", "since": yesterday.isoformat()} | DECREE
    response = keeper.post(url(f"batas/{policy.id}/ubah/"), answers)
    assert (response.status_code, "berlaku surut" in text(response)) == (422, True)
    assert ClockPolicy.objects.filter(clock="verify").count() == 1


def test_a_number_is_changed_on_screen(keeper):
    RuleNumber.objects.create(
        code="contoh.hari",
        amount=3,
        unit="work_days",
        explanation="Hari sebelum diingatkan.",
        legal_basis="contoh",
        confidence="unconfirmed",
        source="contoh",
        valid_from=date(2020, 1, 1),
    )
    assert "Hari sebelum diingatkan." in text(keeper.get(url("angka/contoh.hari/ubah/")))
    answers = {"amount": "5", "since": timezone.localdate().isoformat()} | DECREE
    keeper.post(url("angka/contoh.hari/ubah/"), answers)
    assert list(RuleNumber.objects.filter(code="contoh.hari").values_list("amount", flat=True)) == [
        3,
        5,
    ]
    assert keeper.get(url("angka/tidak.ada/ubah/")).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_pages_take_as_many_queries_for_three_rows_as_for_one(
    keeper, roads, lights, inspectorate, path
):
    def rows(office):
        make_rule(office=office, hours=SIX_DAYS)
        make_rule("closed", office=office, first=date(2026, 7, 2), last=date(2026, 7, 3))
        RuleChange.objects.create(
            rule="week",
            action="added",
            office=office,
            summary="x",
            legal_basis="y",
            by_ref="p:x",
            by_function="z",
            at=AT,
            moves_clocks=False,
        )

    rows(roads)
    keeper.get(url(path))
    with CaptureQueriesContext(connection) as one:
        keeper.get(url(path))
    rows(lights)
    rows(inspectorate)
    with CaptureQueriesContext(connection) as three:
        keeper.get(url(path))
    assert len(three) == len(one)


def test_history_goes_on_from_page_to_page(keeper):
    for n in range(3):
        RuleChange.objects.create(
            rule="week",
            action="added",
            summary=f"Perubahan {n}",
            legal_basis="y",
            by_ref="p:x",
            by_function="pengelola",
            at=AT + timedelta(days=n),
            moves_clocks=False,
        )
    first = rule_changes(most=2)
    assert [row.summary for row in first.rows] == ["Perubahan 2", "Perubahan 1"]
    page = text(keeper.get(url(f"riwayat/?cursor={first.next_cursor}")))
    assert "Perubahan 0" in page
    assert "Perubahan 1" not in page
    assert "Perubahan 2" in text(keeper.get(url("riwayat/?cursor=rusak")))
