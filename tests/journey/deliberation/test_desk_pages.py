"""What officers do on screen, and what is refused to others."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.deliberation import make_deliberation, propose
from tests.factories.people import make_citizen, make_office, make_officer, sign_in

from pendopo.foundation.people.types import Role
from pendopo.journey.deliberation import selectors
from pendopo.journey.deliberation.forms import read_numbers
from pendopo.journey.deliberation.models import Deliberation, OfficialResponse, Statement
from pendopo.journey.deliberation.types import Moderation, State

pytestmark = pytest.mark.django_db
REASON = "Sudah masuk rencana penataan tahun depan."


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def desk(client):
    return sign_in(client, make_officer(Role.VERIFIER))


def url(name, deliberation, *more):
    return reverse(f"deliberation:{name}", args=[deliberation.slug, *more])


def closed_now(now):
    span = {"opens_at": now - timedelta(days=2), "closes_at": now + timedelta(days=1)}
    return make_deliberation(State.CLOSED, at=now, **span)


def mandate_data(**changes):
    return {
        "question": "Bagaimana alun-alun sebaiknya dipakai?",
        "is_open_for": "Letak pasar.",
        "is_closed_for": "Pohon beringin.",
        "level": "consult",
        "office": str(make_office().id),
        "opens_on": "2026-03-01",
        "closes_on": "2126-03-31",
        "seeds": "Pasar pagi tetap di alun-alun.\n\nParkir di alun-alun berbayar.\n",
    } | changes


def test_officer_drafts_and_opens_a_deliberation(desk):
    desk.post(reverse("deliberation:draft"), mandate_data())
    made = Deliberation.objects.get()
    assert made.slug == "bagaimana-alun-alun-sebaiknya-dipakai"
    # The whole last day in WIB counts.
    assert made.closes_at.isoformat() == "2126-03-31T17:00:00+00:00"
    assert selectors.shown_statements(made.id).count() == 2
    page = desk.post(url("turn", made), {"langkah": "buka"}, follow=True)
    assert "Musyawarah dibuka." in page.content.decode()
    made.refresh_from_db()
    assert made.state == State.OPEN


def test_second_deliberation_with_the_same_question_gets_its_own_address(desk):
    desk.post(reverse("deliberation:draft"), mandate_data())
    desk.post(reverse("deliberation:draft"), mandate_data())
    slugs = set(Deliberation.objects.values_list("slug", flat=True))
    assert slugs == {
        "bagaimana-alun-alun-sebaiknya-dipakai",
        "bagaimana-alun-alun-sebaiknya-dipakai-2",
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"closes_on": "2026-02-01"}, "Hari terakhir harus setelah hari pembukaan."),
        (
            {"seeds": "Telepon 081234567890 saja."},
            "Baris 1: Pernyataan ini akan dibaca semua orang.",
        ),
        ({"office": ""}, "Yang akan menjawab"),
    ],
)
def test_unfit_mandate_is_asked_to_be_mended(desk, change, words):
    page = desk.post(reverse("deliberation:draft"), mandate_data(**change))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Deliberation.objects.exists()


def test_moderator_hides_a_statement_under_a_rule(desk):
    deliberation = make_deliberation()
    propose(deliberation)
    assert (
        "1 pernyataan menunggu diperiksa"
        in desk.get(url("desk_one", deliberation)).content.decode()
    )
    address = url("moderate", deliberation, 4)
    page = desk.post(address, {"decision": "reject", "reason": ""})
    assert page.status_code == 422
    assert Statement.objects.get(number=4).moderation == Moderation.PENDING
    desk.post(address, {"decision": "reject", "reason": "unclear", "note": "Apa maksudnya?"})
    hidden = Statement.objects.get(number=4)
    assert (hidden.moderation, hidden.reason, hidden.note) == (
        "rejected",
        "unclear",
        "Apa maksudnya?",
    )


@pytest.mark.parametrize("role", [Role.OFFICER, Role.FRONTDESK, Role.HEAD])
def test_others_may_not_moderate_nor_open(client, role):
    draft = make_deliberation(State.DRAFT)
    sign_in(client, make_officer(role))
    assert client.post(url("turn", draft), {"langkah": "buka"}).status_code == 403
    assert (
        client.post(
            url("moderate", draft, 1), {"decision": "reject", "reason": "unclear"}
        ).status_code
        == 403
    )
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    assert Statement.objects.get(number=1).moderation == Moderation.ACCEPTED


@pytest.mark.parametrize("name", ["desk", "draft"])
def test_citizens_and_strangers_do_not_reach_the_desk(client, name):
    assert client.get(reverse(f"deliberation:{name}")).status_code == 302
    sign_in(client, make_citizen())
    assert client.get(reverse(f"deliberation:{name}")).status_code == 403


def response_data(*bundles):
    data = {
        "decision": "Alun-alun ditata ulang.",
        "reasons": "Sebagian besar warga memintanya.",
        "k-TOTAL_FORMS": "6",
        "k-INITIAL_FORMS": "0",
    }
    for n, (numbers, outcome, reason) in enumerate(bundles):
        data |= {f"k-{n}-numbers": numbers, f"k-{n}-outcome": outcome, f"k-{n}-reason": reason}
    return data


def test_head_issues_the_response_in_bundles(client, now):
    deliberation = closed_now(now)
    sign_in(client, make_officer(Role.HEAD))
    data = response_data(("1, 3", "accepted", REASON), ("2", "not_ours", REASON))
    reply = client.post(url("respond", deliberation), data)
    assert reply.headers["Location"] == url("response", deliberation)
    items = selectors.response_items(selectors.response_of(deliberation.id).id)
    assert [(item.statement.number, item.outcome) for item in items] == [
        (1, "accepted"),
        (3, "accepted"),
        (2, "not_ours"),
    ]


@pytest.mark.parametrize(
    ("bundles", "words"),
    [
        ([("1", "accepted", REASON)], "Belum ada jawaban untuk pernyataan nomor 2, 3."),
        ([("1-3", "accepted", "Ya.")], "Setiap jawaban memerlukan alasan"),
        ([("satu", "accepted", REASON)], "bukan nomor pernyataan"),
        ([("1-3", "", REASON)], "Periksa kelompok jawaban"),
    ],
)
def test_response_with_a_gap_keeps_what_was_typed_and_issues_nothing(client, now, bundles, words):
    deliberation = closed_now(now)
    sign_in(client, make_officer(Role.HEAD))
    page = client.post(url("respond", deliberation), response_data(*bundles))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Alun-alun ditata ulang." in page.content.decode()
    assert not OfficialResponse.objects.exists()


def test_head_of_another_office_may_not_write_the_response(client, now):
    deliberation = closed_now(now)
    sign_in(client, make_officer(Role.HEAD, make_office("dinas-lain")))
    assert client.get(url("respond", deliberation)).status_code == 403
    assert not re.search(
        "Tulis tanggapan resmi", client.get(url("desk_one", deliberation)).content.decode()
    )


def test_queries_of_the_desk_do_not_grow_with_statements(desk, django_assert_max_num_queries):
    deliberation = make_deliberation()
    propose(deliberation)
    with django_assert_max_num_queries(12):
        desk.get(url("desk_one", deliberation))
    propose(deliberation)
    propose(deliberation)
    with django_assert_max_num_queries(12):
        desk.get(url("desk_one", deliberation))


def test_numbers_may_be_listed_and_ranged():
    assert read_numbers("1, 4, 7-9") == (1, 4, 7, 8, 9)
