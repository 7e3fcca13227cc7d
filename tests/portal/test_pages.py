import gzip
import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone
from tests.factories.people import make_citizen, make_officer, sign_in
from tests.factories.voice import make_topics, make_voice

from pendopo.foundation.people.types import Contact, Role
from pendopo.journey.cases import services as cases
from pendopo.journey.cases.types import CaseClass, Outcome
from pendopo.portal.figures import count_figures

pytestmark = pytest.mark.django_db
FIRST_RESPONSE = 14 * 1024
NAME = "Ratnadewi Contohwati"


def text_of(response):
    return response.content.decode()


def stat(page, label):
    found = re.search(rf'stat-label">{label}</p>\s*<p class="stat-value"><b>([^<]*)</b>', page)
    return found.group(1)


def test_home_counts_what_is_open_and_what_was_answered(client, verified_case, verifier):
    for number in range(2):
        verified_case(make_voice(at=timezone.now(), title=f"Saluran tersumbat {number}"))
    case = verified_case(make_voice(at=timezone.now()))
    cases.answer_case(
        case_id=case.id,
        outcome=Outcome.DONE,
        text="Lampu di depan pasar diganti pada 16 November oleh regu penerangan.",
        proof="Berita acara 620/114",
        by=verifier,
        at=timezone.now(),
    )
    page = text_of(client.get("/"))
    assert stat(page, "Sedang ditangani") == "2"
    assert stat(page, "Dijawab bulan ini") == "1"
    assert "Saluran tersumbat 1" in page


def test_an_empty_hall_invites_the_first_voice(client):
    page = text_of(client.get("/"))
    assert "Jadilah yang pertama bersuara." in page
    assert stat(page, "Sedang ditangani") == "0"
    assert "Dijawab dalam batas waktu" not in page


def test_home_asks_as_often_with_one_case_as_with_three(client, verified_case):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            verified_case(make_voice(at=timezone.now()))
        count_figures(timezone.now())
        caches["memory"].clear()
        counts.append(count_queries(client, "/"))
    assert counts[0] == counts[1] <= 5


def test_what_the_worker_counted_is_shown_by_every_process(client, verified_case):
    verified_case(make_voice(at=timezone.now()))
    count_figures(timezone.now())
    verified_case(make_voice(at=timezone.now()))
    # A process that has not looked yet finds what was counted, and counts nothing itself.
    caches["memory"].clear()
    assert stat(text_of(client.get("/")), "Sedang ditangani") == "1"
    count_figures(timezone.now())
    caches["memory"].clear()
    assert stat(text_of(client.get("/")), "Sedang ditangani") == "2"


def test_home_stores_no_session_and_is_light(client, verified_case):
    make_topics()
    for number in range(4):
        verified_case(make_voice(at=timezone.now(), title=f"Laporan {number}", topic="other"))
    answer = client.get("/")
    assert "sessionid" not in answer.cookies
    assert len(gzip.compress(answer.content, 6)) <= FIRST_RESPONSE


@pytest.mark.parametrize(
    "changes",
    [{"is_anonymous": True}, {"is_secret": True}, {"is_anonymous": True, "is_secret": True}],
    ids=["anonymous", "secret", "both"],
)
def test_a_name_asked_to_stay_hidden_is_on_no_public_page(client, verified_case, changes):
    contact = Contact(name=NAME, phone="081234567890", email="ratna@contoh.id")
    sent = make_voice(at=timezone.now(), contact=contact, **changes)
    verified_case(sent)
    for path in (
        "/",
        "/laporan/",
        f"/laporan/{sent.number}/",
        f"/lacak/{sent.number}/",
        "/catatan/",
    ):
        page = text_of(client.get(path, follow=True))
        for secret in (NAME, "Ratnadewi", "81234567890", "ratna@contoh.id"):
            assert secret not in page, path


def test_a_secret_case_is_not_among_the_newest(client, verified_case):
    verified_case(make_voice(at=timezone.now(), is_secret=True, title="Ini rahasia"))
    verified_case(
        make_voice(at=timezone.now(), title="Soal petugas"), CaseClass.COMPLAINT_OVERSIGHT
    )
    page = text_of(client.get("/"))
    assert "Ini rahasia" not in page
    assert "Soal petugas" not in page


def test_staff_see_what_waits_for_them(client, open_case, verified_case, office):
    verified_case(make_voice(at=timezone.now()))
    open_case(make_voice(at=timezone.now()))
    sign_in(client, make_officer(Role.VERIFIER, office, at=timezone.now()))
    page = text_of(client.get("/petugas/"))
    counts = dict(
        re.findall(
            r'<a href="/petugas/laporan/\?[^"]*">([^<]+)</a></h2>\s*<p[^>]*><b[^>]*>(\d+)', page
        )
    )
    assert counts == {
        "Lewat batas": "0",
        "Jatuh tempo hari ini": "0",
        "Menunggu verifikasi": "1",
        "Sedang ditangani": "1",
        "Menunggu pelapor": "0",
    }


def test_the_staff_home_is_closed_to_others(client, client_b):
    assert client.get("/petugas/")["Location"].startswith("/petugas/masuk/")
    sign_in(client_b, make_citizen())
    assert client_b.get("/petugas/").status_code == 403


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/tentang/", "tidak pernah dihitung sebagai terjawab"),
        ("/privasi/", "UU 27/2022 Pasal 20 ayat (2) huruf e"),
        ("/privasi/", "Lima tahun setelah laporan ditutup"),
        ("/gaya/", "Halaman ini memperlihatkan semua bagian"),
        ("/lacak/", "kode rahasia yang Anda terima"),
    ],
)
def test_pages_that_explain_stand(client, path, sentence):
    answer = client.get(path)
    assert answer.status_code == 200
    assert sentence in text_of(answer)


def test_health_tells_of_waiting_work_and_nothing_secret(client, settings):
    assert client.get("/sehat/").json() == {
        "status": "ok",
        "database": "ok",
        "deliveries_waiting": 0,
        "deliveries_late": 0,
        "deliveries_given_up": 0,
        "facts_unsealed": 0,
    }
    make_voice(at=timezone.now() - timedelta(minutes=5))
    facts = client.get("/sehat/").json()
    assert (facts["status"], facts["deliveries_late"], facts["facts_unsealed"]) == ("behind", 1, 1)
    assert settings.SECRET_KEY not in str(facts)


def test_robots_stay_out_of_what_belongs_to_one_person(client):
    lines = text_of(client.get("/robots.txt")).splitlines()
    assert {"Disallow: /lacak/", "Disallow: /petugas/", "Disallow: /foto/"} <= set(lines)
    assert "Disallow: /" not in lines


def test_finders_of_weaknesses_know_where_to_turn(client):
    page = text_of(client.get("/.well-known/security.txt"))
    assert "Contact: http://testserver/lapor/" in page
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", page, re.MULTILINE)


def count_queries(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)
