"""What is on the pages, who may open them, how many queries, and how heavy they are."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.commitments import (
    AT,
    EXPLAINED,
    PROOF,
    head_of,
    make_commitment,
    make_response,
)
from tests.factories.deliberation import make_actor
from tests.factories.people import make_citizen, make_office, make_officer, sign_in

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Role
from pendopo.journey.commitments import services
from pendopo.journey.commitments.models import Change, Commitment, Milestone, Progress
from pendopo.journey.commitments.types import AssessmentDraft, Completion

pytestmark = pytest.mark.django_db
# Pages read the clock: these days lie far enough on either side of any run.
LONG_AGO, FAR = date(2026, 1, 5), date(2126, 1, 5)


def detail_url(commitment):
    return reverse("commitments:detail", args=[commitment.number])


def step_url(commitment, name):
    return reverse("commitments:step", args=[commitment.number, name])


def n_queries(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


# --- public -------------------------------------------------------------------------------


def test_the_list_tells_what_by_when_and_how_far(client):
    made = make_commitment(due_on=FAR, n_milestones=1)
    late = make_commitment(starts_on=LONG_AGO, due_on=LONG_AGO, n_milestones=1)

    html = client.get("/komitmen/").content.decode()

    assert html.index(late.number) < html.index(made.number)
    assert "Terlambat" in html
    assert "5 Januari 2126" in html

    only = client.get("/komitmen/?status=late").content.decode()
    assert late.number in only
    assert made.number not in only
    nothing = client.get("/komitmen/?status=stopped").content.decode()
    assert "Tidak ada komitmen yang cocok" in nothing


def test_the_next_page_keeps_the_filter(client):
    office = make_office()
    for _ in range(21):
        make_commitment(office, due_on=FAR)

    html = client.get(f"/komitmen/?perangkat={office.code}").content.decode()

    assert f"?perangkat={office.code}&amp;after=2026-03-16" in html
    assert html.count("card-title") == 20


def test_the_detail_shows_both_columns_source_and_history(client):
    office = make_office()
    response = make_response(office)
    made = make_commitment(
        office, response_id=response.id, source_text="", due_on=FAR, budget_rupiah=1_250_000
    )
    services.report_progress(
        commitment_id=made.id, percent=40, text="Alat tiba.", proof=PROOF, by=head_of(office), at=AT
    )
    services.record_assessment(
        commitment_id=made.id,
        draft=AssessmentDraft("Universitas Contoh", "Tidak ada.", Completion.NOT_STARTED, "Sepi."),
        by=make_actor(Role.PPID, office=make_office("ppid")),
        at=AT,
    )
    services.move_commitment(
        commitment_id=made.id,
        due_on=date(2127, 1, 5),
        reason="budget",
        text=EXPLAINED,
        by=head_of(office),
        at=AT,
    )

    html = client.get(detail_url(made)).content.decode()

    own, outside = html.index("Kata pemiliknya"), html.index("Kata penilai independen")
    assert own < html.index("Alat tiba.") < outside < html.index("Belum dimulai")
    assert 'Kepentingan penilai: <span lang="id">Tidak ada.</span>' in html
    assert "Rp1.250.000" in html
    assert f'href="/musyawarah/{response.deliberation.slug}/tanggapan/"' in html
    assert "semula" in html
    assert EXPLAINED in html


@pytest.mark.parametrize("number", ["K-2026-999", "%00", "K-2026%00"])
def test_an_unknown_number_is_404(client, number):
    assert client.get(f"/komitmen/{number}/").status_code == 404


def test_queries_do_not_grow_with_rows(client):
    office = make_office()
    account = make_officer(Role.HEAD, office)
    made = make_commitment(office, n_milestones=1)
    sign_in(client, account)
    pages = (
        "/komitmen/",
        detail_url(made),
        "/petugas/komitmen/",
        f"/petugas/komitmen/{made.number}/",
    )
    before = [n_queries(client, url) for url in pages]

    for _ in range(3):
        make_commitment(make_office("dinas-lain"))
        make_commitment(office)
    for percent in (10, 20, 30):
        services.report_progress(
            commitment_id=made.id,
            percent=percent,
            text="Maju.",
            proof=PROOF,
            by=head_of(office),
            at=AT,
        )

    assert [n_queries(client, url) for url in pages] == before
    assert max(before) <= 16


def test_a_full_list_is_light(client):
    for n in range(20):
        make_commitment(title=f"Menambal lubang di Jalan Contoh nomor {n} sampai selesai")

    assert len(gzip.compress(client.get("/komitmen/").content)) < 14_000


# --- who may ------------------------------------------------------------------------------


def test_the_desk_is_for_owners(client):
    made = make_commitment()
    assert client.get("/petugas/komitmen/").status_code == 302
    sign_in(client, make_citizen())
    assert client.get("/petugas/komitmen/").status_code == 403
    sign_in(client, make_officer(Role.VERIFIER))
    assert client.get("/petugas/komitmen/").status_code == 403
    sign_in(client, make_officer(Role.OFFICER, make_office("dinas-lain")))
    assert client.get(f"/petugas/komitmen/{made.number}/").status_code == 404
    assert client.post(step_url(made, "penuhi"), {"penuhi-confirm": "on"}).status_code == 404
    assert client.get("/petugas/komitmen/baru/").status_code == 403


def test_an_officer_sees_the_steps_of_an_officer(client):
    made = make_commitment(due_on=FAR)
    sign_in(client, make_officer(Role.OFFICER, made.office))

    html = client.get(f"/petugas/komitmen/{made.number}/").content.decode()

    assert "Laporkan kemajuan" in html
    assert "Tandai tonggak selesai" in html
    assert "Nyatakan terpenuhi" not in html
    assert "Pindahkan tenggat" not in html
    assert made.number in client.get("/petugas/komitmen/").content.decode()


# --- steps --------------------------------------------------------------------------------


@pytest.fixture
def desk(client):
    """A head signed in, with one promise of one milestone."""
    office = make_office()
    sign_in(client, make_officer(Role.HEAD, office))
    return client, make_commitment(office, due_on=FAR, n_milestones=1)


def test_reporting_from_the_desk(desk):
    client, made = desk
    answer = client.post(
        step_url(made, "kemajuan"), {"kemajuan-percent": "35", "kemajuan-text": "Aspal tiba."}
    )

    assert answer.status_code == 302
    assert Progress.objects.get().percent == 35
    assert "Aspal tiba." in client.get(detail_url(made)).content.decode()


def test_a_step_that_cannot_be_read_comes_back_with_its_errors(desk):
    client, made = desk
    answer = client.post(
        step_url(made, "kemajuan"), {"kemajuan-percent": "350", "kemajuan-text": "Aspal tiba."}
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_kemajuan-percent">' in html
    assert html.count('id="galat"') == 1
    assert "Aspal tiba." in html
    assert html.count("<details open>") == 1
    assert Progress.objects.count() == 0


def test_from_milestone_with_proof_to_fulfilled(desk):
    client, made = desk
    without = {"tonggak-position": "1", "tonggak-done_on": "2026-03-16"}

    assert client.post(step_url(made, "tonggak"), without).status_code == 422
    assert Milestone.objects.get().done_on is None
    done = without | {"tonggak-proof_text": "Foto di papan pengumuman."}
    assert client.post(step_url(made, "tonggak"), done).status_code == 302
    assert client.post(step_url(made, "penuhi"), {}).status_code == 422
    assert client.post(step_url(made, "penuhi"), {"penuhi-confirm": "on"}).status_code == 302

    assert Commitment.objects.get().fulfilled_at is not None
    html = client.get(detail_url(made)).content.decode()
    assert "Terpenuhi" in html
    assert "Foto di papan pengumuman." in html
    again = client.post(step_url(made, "penuhi"), {"penuhi-confirm": "on"})
    assert again.status_code == 422
    assert "sudah berakhir" in again.content.decode()


def test_moving_and_stopping_say_why(desk):
    client, made = desk
    moved = {"tenggat-due_on": "2127-01-05", "tenggat-reason": "budget", "tenggat-text": EXPLAINED}

    assert client.post(step_url(made, "tenggat"), moved | {"tenggat-text": ""}).status_code == 422
    assert Change.objects.count() == 0
    assert client.post(step_url(made, "tenggat"), moved).status_code == 302
    stop = {"hentikan-reason": "law", "hentikan-text": EXPLAINED}
    assert client.post(step_url(made, "hentikan"), stop).status_code == 302

    assert list(Change.objects.values_list("kind", flat=True)) == ["moved", "stopped"]
    assert "Dihentikan, dengan alasan" in client.get(detail_url(made)).content.decode()


def test_an_unknown_step_is_404(desk):
    client, made = desk
    assert client.post(step_url(made, "lain")).status_code == 404


# --- making -------------------------------------------------------------------------------

WRITTEN = {
    "title": "Tiga bangku baru di alun-alun",
    "expected_result": "Tiga bangku beton terpasang di sisi barat.",
    "position_title": "Kepala Dinas Contoh",
    "budget_rupiah": "12.500.000",
    "starts_on": "2026-03-16",
    "due_on": "2126-01-05",
    "step_1": "Bangku terpasang",
    "step_1_due": "2126-01-05",
}


def test_making_one_from_a_response(client):
    office = make_office()
    response = make_response(office)
    sign_in(client, make_officer(Role.HEAD, office))
    html = client.get("/petugas/komitmen/").content.decode()
    url = f"/petugas/komitmen/baru/?tanggapan={response.id}"
    assert url in html

    assert response.decision in client.get(url).content.decode()
    answer = client.post(url, WRITTEN | {"office": str(office.id)})

    made = Commitment.objects.get()
    assert answer.status_code == 302
    assert (made.response_id, made.budget_rupiah) == (response.id, 12_500_000)
    assert "tanggapan=" not in client.get("/petugas/komitmen/").content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source_text": ""}, "source_text"),
        ({"budget_rupiah": "banyak"}, "budget_rupiah"),
        ({"step_1_due": ""}, "step_1_due"),
        ({"step_2_due": "2126-01-05"}, "step_2"),
        ({"step_2": "Bangku dicat"}, "step_2_due"),
        ({"due_on": "2020-01-01"}, "due_on"),
    ],
)
def test_a_form_with_a_gap_comes_back(client, changes, field):
    office = make_office()
    sign_in(client, make_officer(Role.HEAD, office))
    data = WRITTEN | {"office": str(office.id), "source_text": "RPJMD"} | changes

    answer = client.post("/petugas/komitmen/baru/", data)

    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert Commitment.objects.count() == 0
    assert FactRow.objects.filter(subject_type="commitment").count() == 0


def test_a_head_cannot_promise_for_another_office(client):
    elsewhere = make_office("dinas-lain")
    sign_in(client, make_officer(Role.HEAD, make_office()))

    data = WRITTEN | {"office": str(elsewhere.id), "source_text": "RPJMD"}
    assert client.post("/petugas/komitmen/baru/", data).status_code == 422
    assert Commitment.objects.count() == 0


@pytest.mark.parametrize("text", ["bukan-id", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_response_is_404(client, text):
    sign_in(client, make_officer(Role.HEAD))
    assert client.get(f"/petugas/komitmen/baru/?tanggapan={text}").status_code == 404
