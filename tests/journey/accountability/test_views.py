"""What stands on the pages, in which words, for whom, and how heavy it is."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.accountability import (
    CASES,
    CODE,
    MONTH,
    WORDS,
    publish_counts,
    publish_one_low,
    reply_to,
)
from tests.factories.commitments import make_commitment
from tests.factories.evidence import load_limits, make_case
from tests.factories.people import make_citizen, make_office, make_officer, sign_in

from pendopo.foundation.people.types import Role
from pendopo.journey.accountability import services
from pendopo.journey.accountability.models import Notice, Reply
from pendopo.journey.accountability.types import NoticeState, Subject
from pendopo.journey.accountability.wording import STATES
from pendopo.journey.commitments import services as commitments

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
LIST = "/perangkat-daerah/"
PAGE = "/perangkat-daerah/dinas-lambat/"
ASKING = "Patut ditanyakan sebabnya: di bawah variasi wajar (99,8%)"
FORBIDDEN = re.compile(r"buruk|jelek|gagal|peringkat|ranking|juara|rapor|skor", re.IGNORECASE)


def html_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def n_queries(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


# --- words --------------------------------------------------------------------------------


def test_the_figure_stands_before_its_words_and_the_words_after_two_weeks(client):
    publish_one_low()
    services.ask_about_indicators(at=NOW - timedelta(days=13))

    early, listed = html_of(client, PAGE), html_of(client, LIST)
    assert "10 dari 50" in early
    assert "20,0%" in early
    assert ASKING not in early + listed
    assert "di luar batas" not in row_of(early, "Dinas Lambat")

    Notice.objects.update(
        publish_at=NOW - timedelta(seconds=1), noticed_at=NOW - timedelta(days=14)
    )
    late, listed = html_of(client, PAGE), html_of(client, LIST)
    assert ASKING in late
    assert ASKING in listed
    assert "di luar batas 99,8%" in row_of(late, "Dinas Lambat")
    assert "Belum menjawab, ditanya pada" in late


def row_of(html, name):
    """Return the funnel table's row of an office."""
    return next(row for row in html.split("<tr>") if f'<th scope="row">{name}' in row)


def test_the_reply_stands_with_the_figure_and_older_ones_below(client):
    publish_one_low()
    services.ask_about_indicators(at=NOW - timedelta(days=2))
    office = make_office("dinas-lambat")
    reply_to(office, text=f"{WORDS} Ini yang pertama.", at=NOW - timedelta(days=1))
    reply_to(office, at=NOW)

    html = html_of(client, PAGE)

    assert ASKING in html
    assert html.index("10 dari 50") < html.index(WORDS) < html.index('id="perbandingan"')
    assert html.index("Jawaban sebelumnya") < html.index("Ini yang pertama.")
    assert "Kepala Dinas Lambat" in html
    assert "Belum menjawab" not in html


def test_favourable_words_have_the_same_form_and_place(client):
    publish_one_low()

    html = html_of(client, "/perangkat-daerah/dinas-satu/")

    assert "Patut ditanyakan sebabnya: di atas variasi wajar (99,8%)" in html


def test_both_directions_share_their_words():
    for state in ("beyond_95", "beyond_998"):
        above, below = str(STATES[state, "above"]), str(STATES[state, "below"])
        assert above.replace("di atas", "di bawah") == below


def test_no_page_ranks_or_condemns(client):
    load_limits()
    publish_one_low()
    services.ask_about_indicators(at=NOW - timedelta(days=20))
    office = make_office("dinas-lambat")
    make_commitment(office)
    make_case(office=office, at=NOW - timedelta(days=200))

    sign_in(client, make_officer(Role.HEAD, office))
    for url in (LIST, PAGE, "/petugas/hak-jawab/"):
        assert not FORBIDDEN.search(html_of(client, url)), url
    for words in (*STATES.values(), *NoticeState.labels, *Subject.labels):
        assert not FORBIDDEN.search(str(words))


def test_closed_by_the_system_is_said_never_to_count_and_exclusions_have_reasons(client):
    make_office("dinas-satu")
    publish_counts({"dinas-satu": {MONTH: (3, 6)}}, exclusions={"archived": 4})

    html = html_of(client, "/perangkat-daerah/dinas-satu/")

    assert "Ditutup oleh sistem tidak pernah dihitung sebagai jawaban." in html
    assert re.search(
        r'Diarsipkan</th><td lang="id">Kasus diarsipkan sebelum jatuh tempo dengan alasan[^<]*</td><td[^>]*>4<',
        html,
    )


def test_open_cases_and_promises_stand_on_the_page(client):
    load_limits()
    office = make_office()
    make_case(office=office, at=NOW - timedelta(days=200), title="Lampu mati di gang kami")
    make_case(office=office, at=NOW - timedelta(days=201), is_secret=True, title="Hal yang rahasia")
    made = make_commitment(office)
    reply_to(office, CASES, at=NOW)

    html = html_of(client, f"{LIST}{office.code}/")

    assert "2 laporan, 1 di antaranya rahasia dan hanya dihitung." in html
    assert "Lampu mati di gang kami" in html
    assert "Hal yang rahasia" not in html
    assert html.index("Lampu mati") < html.index(WORDS)
    assert reverse("commitments:detail", args=[made.number]) in html


def test_an_overdue_promise_unanswered_is_said_beside_it(client):
    from pendopo.foundation.ledger.delivery import deliver_due

    made = make_commitment()
    commitments.tell_overdue(at=NOW)
    deliver_due(at=NOW)

    html = html_of(client, f"{LIST}{made.office.code}/")

    assert html.index(made.number) < html.index("Belum menjawab, ditanya pada")


def test_the_list_groups_by_kind_and_searches(client):
    make_office("dinas-satu", name="Dinas Satu")
    hospital = make_office("rsud", name="RSUD Contoh", parent=make_office("dinas-satu"))
    hospital.kind = "rumah_sakit"
    hospital.save()

    html = html_of(client, LIST)
    assert (
        html.index("<h2>Dinas</h2>") < html.index("Dinas Satu") < html.index("<h2>Rumah sakit</h2>")
    )

    found = html_of(client, f"{LIST}?cari=rsud")
    assert "RSUD Contoh" in found
    assert "Dinas Satu</a>" not in found
    assert "Tidak ada perangkat daerah dengan nama itu" in html_of(client, f"{LIST}?cari=xyz")


def test_an_unknown_office_is_404(client):
    assert client.get("/perangkat-daerah/tidak-ada/").status_code == 404


# --- cost ---------------------------------------------------------------------------------


def test_queries_do_not_grow_with_rows(client):
    load_limits()
    publish_one_low()
    office = make_office("dinas-lambat")
    make_commitment(office)
    make_case(office=office, at=NOW - timedelta(days=200))
    reply_to(office)
    sign_in(client, make_officer(Role.HEAD, office))
    pages = (LIST, PAGE, "/petugas/hak-jawab/")
    before = [n_queries(client, url) for url in pages]

    for n in range(3):
        make_office(f"dinas-{n}", name=f"Dinas {n}")
        make_commitment(office)
        make_case(office=office, at=NOW - timedelta(days=200 + n))
        reply_to(office)
        reply_to(office, CASES)
    services.ask_about_indicators(at=NOW)

    assert [n_queries(client, url) for url in pages] == before
    assert max(before) <= 20


def test_pages_of_a_whole_regency_are_light(client):
    months = [f"{2024 + n // 12}-{n % 12 + 1:02d}" for n in range(2, 26)]
    counts = {}
    for n in range(40):
        make_office(f"dinas-{n:02d}", name=f"Dinas Urusan Nomor {n} dan Pelayanan Umum")
        counts[f"dinas-{n:02d}"] = {month: (7 + (n + i) % 5, 12) for i, month in enumerate(months)}
    publish_counts(counts)
    office = make_office("dinas-00")
    for _ in range(20):
        make_commitment(office)

    for url in (LIST, f"{LIST}dinas-00/"):
        assert len(gzip.compress(client.get(url).content)) < 14_000


# --- the desk -----------------------------------------------------------------------------


def test_the_desk_is_for_heads(client):
    office = make_office()
    url = reverse("accountability:reply", args=[office.code, "cases", "terbuka"])
    for page in ("/petugas/hak-jawab/", url):
        assert client.get(page).status_code == 302
    for account in (make_citizen(), make_officer(Role.OFFICER, office)):
        sign_in(client, account)
        for page in ("/petugas/hak-jawab/", url):
            assert client.get(page).status_code == 403
    sign_in(client, make_officer(Role.HEAD, make_office("dinas-lain")))
    assert client.get(url).status_code == 403
    assert client.post(url, {"action": "publish", "text": WORDS}).status_code == 403
    assert Reply.objects.count() == 0


def test_the_desk_tells_what_is_asked_until_when(client):
    publish_one_low()
    services.ask_about_indicators(at=NOW)
    sign_in(client, make_officer(Role.HEAD, make_office("dinas-lambat")))

    html = html_of(client, "/petugas/hak-jawab/")

    assert "10 dari 50" in html
    assert "Jawab sebelum" in html
    assert reverse("accountability:reply", args=["dinas-lambat", "indicator", CODE]) in html


@pytest.fixture
def head(client):
    """The head of an asked office, signed in, and the address of the reply."""
    publish_one_low()
    services.ask_about_indicators(at=NOW)
    sign_in(client, make_officer(Role.HEAD, make_office("dinas-lambat")))
    return client, reverse("accountability:reply", args=["dinas-lambat", "indicator", CODE])


def test_a_reply_is_seen_before_it_is_published(head):
    client, url = head
    assert "Dijawab dalam batas waktu, sampai Februari 2026" in html_of(client, url)

    preview = client.post(url, {"action": "preview", "text": WORDS})
    assert preview.status_code == 200
    assert WORDS in preview.content.decode()
    assert Reply.objects.count() == 0

    edited = client.post(url, {"action": "edit", "text": WORDS}).content.decode()
    assert "<textarea" in edited
    assert WORDS in edited

    assert client.post(url, {"action": "publish", "text": WORDS}).status_code == 302
    reply = Reply.objects.get()
    assert (reply.text, reply.period, reply.notice_id) == (WORDS, MONTH, Notice.objects.get().id)
    html = html_of(client, PAGE)
    assert WORDS in html
    assert ASKING in html


@pytest.mark.parametrize("action", ["preview", "publish"])
@pytest.mark.parametrize("text", ["", "Sudah.", f"{WORDS} Telepon 081234567890."])
def test_an_unfit_reply_comes_back_with_its_error(head, action, text):
    client, url = head
    answer = client.post(url, {"action": action, "text": text})

    assert answer.status_code == 422
    assert 'href="#id_text"' in answer.content.decode()
    assert Reply.objects.count() == 0
    assert Notice.objects.get().replied_at is None


@pytest.mark.parametrize(("kind", "about"), [("orang", "siapa"), ("commitment", "K-2020-001")])
def test_there_is_nothing_else_to_reply_to(head, kind, about):
    client, _url = head
    url = reverse("accountability:reply", args=["dinas-lambat", kind, about])

    assert client.get(url).status_code == 404
