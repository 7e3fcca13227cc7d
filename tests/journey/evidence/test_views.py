"""The pages say what the cells hold, weigh little, and ask little of the database."""

import csv
import gzip
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.evidence import CODE, LATER, NOON, answer, make_case, refresh
from tests.factories.people import make_office

from pendopo.journey.cases.models import Case
from pendopo.journey.cases.types import CaseClass
from pendopo.journey.evidence import selectors, views, wording
from pendopo.journey.evidence.models import IndicatorCell, IndicatorRun
from pendopo.ui.numbers import number_text, percent_text

PAGE = f"/kinerja/{CODE}/"
LIST = f"{PAGE}daftar/"
SOON = timedelta(days=2)


def words(response):
    """The page as a reader sees it: no markup, single spaces."""
    html = response.content.decode().replace("<wbr>", "")
    html = re.sub(r"<(svg|title)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def table_rows(response, caption):
    html = response.content.decode().split(f"{caption}</caption>")[1].split("</table>")[0]
    rows = html.split("<tbody>")[1].split("<tr>")[1:]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL) for row in rows]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells]


def csv_rows(response):
    return list(csv.DictReader(io.StringIO(response.getvalue().decode())))


def make_run(n_months=24, n_offices=40):
    """A publication as large as a regency's after two years."""
    run = IndicatorRun.objects.create(
        indicator=CODE, version=1, cut_off=LATER, definition_digest="a" * 64,
        input_digest="b" * 64, engine_version="1", n_facts=180_000, folder="none",
        channels={"web": 3, "desk": 1},
    )  # fmt: skip
    months = ["", *(f"{2024 + n // 12}-{n % 12 + 1:02d}" for n in range(n_months))]
    offices = [
        "",
        *(make_office(f"dinas-{n}", name=f"Dinas Urusan {n}").code for n in range(n_offices)),
    ]
    IndicatorCell.objects.bulk_create(
        IndicatorCell(
            run=run, month=month, office_code=office, numerator=7 * (n + 1), denominator=9 * (n + 3),
            low=0.5123, high=0.876, interval_kind="wilson", exclusions={"archived": n},
        )
        for month in months for n, office in enumerate(offices)
    )  # fmt: skip
    return run


# --- the list of indicators and one indicator --------------------------------------------


def test_before_the_first_computation_pages_say_so(client):
    for address in ("/kinerja/", PAGE):
        response = client.get(address)
        assert response.status_code == 200
        assert "belum ada" in words(response)
    assert client.get(LIST).status_code == 404
    assert client.get(f"{PAGE}angka.csv").status_code == 404


def test_unknown_indicator_is_not_found(client):
    assert client.get("/kinerja/tidak_ada/").status_code == 404
    assert client.get("/kinerja/tidak_ada/daftar/").status_code == 404


def test_numbers_on_the_pages_are_those_of_the_cells(client):
    run = make_run()
    cells = {(c.month, c.office_code): c for c in selectors.cells(run)}
    shown = "7 dari 27, 25,9% (51,2–87,6%)"
    assert wording.sentence(cells["", ""]) == shown
    assert shown in words(client.get("/kinerja/"))

    response = client.get(PAGE)
    assert shown in words(response)
    months = table_rows(response, "Angka tiap bulan")
    assert len(months) == 24
    offices = table_rows(response, "Angka tiap perangkat daerah")
    assert offices == [
        [
            f"Dinas Urusan {n}", number_text(cell.numerator), number_text(cell.denominator),
            percent_text(cell.share, 1), "51,2–87,6%",
        ]
        for n, cell in sorted(
            ((int(code.split("-")[1]), cell) for (month, code), cell in cells.items() if code and not month),
            key=lambda pair: f"Dinas Urusan {pair[0]}".casefold(),
        )
    ]  # fmt: skip


def test_page_gives_what_a_number_rests_on(client):
    make_run()
    text = words(client.get(PAGE))

    for part in (
        "belum dibaca pihak luar",
        "belum dikonfirmasi",
        "sudah dicocokkan",
        "Dasar hukum",
        "Makin tinggi makin baik.",
        "bukan sampel",
        "Diarsipkan: 0. Kasus diarsipkan sebelum jatuh tempo dengan alasan tertulis",
        "menghitung laporan yang diterima, bukan kebutuhan",
        "Situs Pendopo: 3 (75,0%)",
        "Loket: 1 (25,0%)",
        "180.000 fakta",
        "a" * 64,
        "b" * 64,
        "--at 2027-04-16T03:00:00.000000Z --zone Asia/Jakarta",
        "Menurut abjad, bukan peringkat",
    ):
        assert part in text


def test_pages_of_a_large_publication_are_light(client):
    make_run()
    sizes = {
        address: len(gzip.compress(client.get(address).content, 6))
        for address in ("/kinerja/", PAGE)
    }
    assert max(sizes.values()) <= 14 * 1024, sizes


def test_queries_do_not_grow_with_the_publication(client):
    counts = []
    for size in (1, 3):
        IndicatorRun.objects.all().delete()
        make_run(n_months=size, n_offices=size)
        for address in ("/kinerja/", PAGE):
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            counts.append(len(seen))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 5


def test_few_cases_are_shown_without_an_interval_and_none_as_nothing_yet():
    few = IndicatorCell(numerator=3, denominator=4, low=0.3, high=0.95, exclusions={})
    none = IndicatorCell(numerator=0, denominator=0, exclusions={"archived": 2})
    enough = IndicatorCell(numerator=3, denominator=5, low=0.23, high=0.88, exclusions={})

    assert wording.sentence(few) == "3 dari 4, 75,0% (terlalu sedikit untuk rentang yang berarti)"
    assert (wording.sentence(none), wording.share_words(none)) == ("belum ada", "belum ada")
    assert wording.sentence(enough) == "3 dari 5, 60,0% (23,0–88,0%)"


def test_previous_publication_is_named_when_the_number_changed(client):
    answer(make_case(), at=NOON + SOON)
    refresh()
    assert "Penerbitan sebelumnya" not in words(client.get(PAGE))

    make_case()
    refresh(at=LATER + SOON)
    text = words(client.get(PAGE))
    assert "1 dari 2, 50,0%" in text
    assert "Penerbitan sebelumnya: 1 dari 1, 100,0%" in text
    assert "Definisi dan cara hitungnya sama" in text


# --- the list behind a number ------------------------------------------------------------


def test_list_links_public_cases_and_counts_secret_ones_without_number_or_time(client):
    public, secret = make_case(), make_case(case_class=CaseClass.COMPLAINT_OVERSIGHT)
    answer(public, at=NOON + SOON)
    refresh()
    response = client.get(LIST)
    html, text = response.content.decode(), words(response)

    assert f'<a href="/laporan/{public.number}/">{public.number}</a>' in html
    assert secret.number not in html
    (row,) = table_rows(response, "menurut jatuh temponya")
    assert row[0] == public.number
    assert row[3:] == ["19 November 2026", "Dijawab dalam batas waktu", "2"]
    assert "Ditambah 1 rahasia" in text
    assert "Belum dijawab, batas waktu sudah lewat: 1 (rahasia)" in text


def test_case_made_secret_after_publication_leaves_the_list(client):
    case = make_case()
    refresh()
    Case.objects.filter(id=case.id).update(is_public=False, is_secret=True)

    assert case.number not in client.get(LIST).content.decode()
    assert [row["nomor"] for row in csv_rows(client.get(f"{PAGE}daftar.csv"))] == ["rahasia"]


def test_list_is_narrowed_by_month_and_office(client):
    first = make_case(office=make_office("dinas-a", name="Dinas A"))
    other = make_case(at=NOON + timedelta(days=60), office=make_office("dinas-b", name="Dinas B"))
    refresh(at=LATER + timedelta(days=90))
    month = selectors.members(selectors.current_run(CODE))[0].month

    for query in (f"bulan={month}", "perangkat=dinas-a", f"bulan={month}&perangkat=dinas-a"):
        html = client.get(f"{LIST}?{query}").content.decode()
        assert (first.number in html, other.number in html) == (True, False)
    assert "Belum ada yang jatuh tempo" in words(client.get(f"{LIST}?perangkat=dinas-c"))


@pytest.mark.parametrize(
    "query", ["bulan=2026-13", "perangkat=%27", "hal=0", "hal=x", "hal=99999999999"]
)
def test_filter_that_cannot_be_meant_is_refused(client, query):
    make_case()
    refresh()
    assert client.get(f"{LIST}?{query}").status_code == 422


def test_list_turns_pages_with_the_same_queries(client, monkeypatch):
    monkeypatch.setattr(views, "PAGE_SIZE", 1)
    numbers, counts = {make_case().number}, []
    for _ in range(2):
        refresh()
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        counts.append(len(seen))
        numbers |= {make_case(at=NOON + timedelta(hours=n)).number for n in range(2)}
    refresh(at=LATER + SOON)
    with CaptureQueriesContext(connection) as seen:
        client.get(f"{LIST}?hal=2")
    assert {*counts, len(seen)} == {counts[0]}

    found = set()
    for page in range(1, 6):
        response = client.get(f"{LIST}?hal={page}")
        ((number, *_rest),) = table_rows(response, "menurut jatuh temponya")
        found.add(number)
        assert ('rel="next"' in response.content.decode()) == (page < 5)
    assert found == numbers
    assert "<tbody>" not in client.get(f"{LIST}?hal=6").content.decode()


# --- downloads ---------------------------------------------------------------------------


def test_downloads_add_up_to_the_published_number(client):
    for n in range(4):
        case = make_case(
            at=NOON + timedelta(days=25 * n),
            office=make_office(f"dinas-{n % 2}"),
            case_class=CaseClass.COMPLAINT_OVERSIGHT if n == 3 else CaseClass.COMPLAINT,
        )
        if n < 2:
            answer(case, at=case.opened_at + SOON)
    refresh(at=LATER + timedelta(days=200))
    cells, members = (
        csv_rows(client.get(f"{PAGE}angka.csv")),
        csv_rows(client.get(f"{PAGE}daftar.csv")),
    )
    total = selectors.latest_total(CODE)

    assert sum(int(row["pembilang"]) for row in cells) == total.numerator == 2
    assert sum(int(row["penyebut"]) for row in cells) == total.denominator == 4
    assert sum(row["hasil"] == "within" for row in members) == total.numerator
    assert len(members) == total.denominator + total.n_excluded
    public = [row for row in members if row["nomor"] != "rahasia"]
    assert {row["nomor"] for row in public} == set(
        Case.objects.filter(is_public=True).values_list("number", flat=True)
    )
    (secret,) = (row for row in members if row["nomor"] == "rahasia")
    assert (secret["jatuh_tempo"], secret["berhenti"]) == ("", "")
