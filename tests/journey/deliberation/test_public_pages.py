"""What everyone sees: one statement at a time, no counts before one's own word."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.deliberation import (
    load_camps,
    make_actor,
    make_deliberation,
    make_visitor,
    propose,
    reject,
    vote,
)
from tests.factories.people import make_citizen, make_office, sign_in

from pendopo.foundation.people.types import Role
from pendopo.journey.deliberation import mapping, rules, selectors, services
from pendopo.journey.deliberation.models import Deliberation, Participant, Statement, Vote
from pendopo.journey.deliberation.types import Answer, ResponseOutcome, State

pytestmark = pytest.mark.django_db
REASON = "Sudah masuk rencana penataan tahun depan."


@pytest.fixture
def now():
    """The present: doors read the clock."""
    return timezone.now()


@pytest.fixture
def opened(now):
    return open_now(now)


def open_now(now, **changes):
    span = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=9)}
    return make_deliberation(at=now, **(span | changes))


def url(name, deliberation):
    return reverse(f"deliberation:{name}", args=[deliberation.slug])


def text_of(response):
    """Return the words of a page, as one line."""
    page = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode())
    return " ".join(page.split())


def shown_number(response):
    found = re.search(r'name="nomor" value="(\d+)"', response.content.decode())
    return int(found[1]) if found else None


def answer(client, deliberation, number, choice="setuju", **extra):
    data = {"nomor": number, "jawaban": choice}
    return client.post(url("take_part", deliberation), data, **extra)


# --- list and question -------------------------------------------------------------------


def test_list_names_question_state_and_last_day(client, opened):
    make_deliberation(State.DRAFT, question="Rancangan yang belum dibuka?")
    page = text_of(client.get(reverse("deliberation:list")))
    assert "Bagaimana alun-alun sebaiknya dipakai?" in page
    assert "Sedang dibuka" in page
    assert "Rancangan yang belum dibuka?" not in page


def test_question_shows_mandate_promise_and_who_answers(client, opened):
    page = text_of(client.get(url("detail", opened)))
    assert "Letak pasar dan parkir." in page
    assert "Pohon beringin tetap di tempatnya." in page
    assert "menjelaskan bagaimana pendapat itu dipertimbangkan" in page
    assert "Yang menjawab Dinas Contoh" in page


@pytest.mark.parametrize(
    "name", ["detail", "take_part", "propose", "map", "response", "own_answers"]
)
def test_draft_is_not_found_by_anyone(client, name):
    draft = make_deliberation(State.DRAFT)
    assert client.get(url(name, draft)).status_code == 404


# --- taking part -------------------------------------------------------------------------


def test_anyone_may_answer_without_account_and_counts_appear_only_then(client, opened, now):
    for value in (1, 1, -1):
        vote(opened, 1, value, at=now)
    reject(opened, 2, at=now)
    reject(opened, 3, at=now)
    before = client.get(url("take_part", opened))
    assert shown_number(before) == 1
    assert "Setuju" in text_of(before)
    assert "Begini jawaban orang lain" not in text_of(before)
    assert not re.search(r"Setuju\s+2", text_of(before))
    after = answer(client, opened, 1, "tidak", follow=True)
    assert "Setuju 2 Tidak setuju 2 Lewati 0" in text_of(after)
    assert Statement.objects.get(deliberation=opened, number=1).n_disagree == 2


def test_split_of_a_statement_not_answered_is_not_shown_on_request(client, opened, now):
    vote(opened, 1, 1, at=now)
    page = client.get(f"{url('take_part', opened)}?sebelumnya=1")
    assert "Begini jawaban orang lain" not in text_of(page)


def test_browser_is_remembered_by_a_signed_cookie_alone(client, opened):
    answer(client, opened, 1)
    cookie = client.cookies["participant"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/musyawarah/")
    answer(client, opened, 2)
    assert Participant.objects.count() == 1
    stranger = Client()
    forged = "y" if cookie.value[0] == "x" else "x"
    stranger.cookies["participant"] = forged + cookie.value[1:]
    answer(stranger, opened, 1)
    assert Participant.objects.count() == 2


def test_signing_in_continues_the_browsers_answers(client, opened):
    answer(client, opened, 1)
    citizen = make_citizen()
    sign_in(client, citizen)
    answer(client, opened, 2, "lewat")
    participant = Participant.objects.get()
    assert participant.person_id == citizen.person_id
    assert selectors.own_votes(participant) == {1: 1, 2: 0}


def test_answer_can_be_changed(client, opened):
    answer(client, opened, 1)
    page = client.get(f"{url('take_part', opened)}?nomor=1")
    assert "Jawaban Anda sekarang: Setuju." in text_of(page)
    answer(client, opened, 1, "tidak")
    assert Vote.objects.get().value == -1


@pytest.mark.parametrize(
    ("data", "status"),
    [({"nomor": 1}, 422), ({"nomor": 99, "jawaban": "setuju"}, 404), ({"jawaban": "setuju"}, 404)],
)
def test_wrong_answer_leaves_nothing_behind(client, opened, data, status):
    assert client.post(url("take_part", opened), data).status_code == status
    assert not Participant.objects.exists()


def test_after_twenty_answers_the_page_says_enough_and_lets_go_on(client, now):
    seeds = [f"Pernyataan ke-{n} tentang alun-alun." for n in range(rules.ENOUGH_PER_DAY + 2)]
    deliberation = open_now(now, seeds=seeds)
    for number in range(1, rules.ENOUGH_PER_DAY):
        answer(client, deliberation, number)
    page = answer(client, deliberation, rules.ENOUGH_PER_DAY, follow=True)
    assert "Cukup untuk hari ini" in text_of(page)
    assert "Anda sudah menjawab 20 pernyataan hari ini." in text_of(page)
    onward = client.get(url("take_part", deliberation))
    assert shown_number(onward) in {21, 22}


def test_every_statement_is_shown_once_and_then_the_page_says_all_is_answered(client, opened):
    page, seen = client.get(url("take_part", opened)), []
    while (number := shown_number(page)) is not None:
        seen.append(number)
        page = answer(client, opened, number, follow=True)
    assert sorted(seen) == [1, 2, 3]
    assert "Semua pernyataan sudah Anda jawab" in text_of(page)
    assert "Anda menjawab 3 dari 3 pernyataan." in text_of(page)


def test_closed_deliberation_takes_no_answer(client, now):
    closed = make_deliberation(
        State.CLOSED, at=now, opens_at=now - timedelta(days=2), closes_at=now + timedelta(days=1)
    )
    assert client.get(url("take_part", closed)).headers["Location"] == url("detail", closed)
    refused = answer(client, closed, 1)
    assert refused.status_code == 409
    assert "Jawaban Anda tidak disimpan." in text_of(refused)
    assert not Vote.objects.exists()


def test_own_answers_show_their_splits(client, opened, now):
    vote(opened, 2, -1, at=now)
    vote(opened, 3, -1, at=now)
    answer(client, opened, 2, "setuju")
    page = text_of(client.get(url("own_answers", opened)))
    assert "Jawaban Anda: Setuju" in page
    assert "Setuju 1 Tidak setuju 1 Lewati 0" in page
    assert "Pedagang kaki lima" not in page


# --- own statements -----------------------------------------------------------------------


def test_own_statement_waits_and_its_author_reads_the_reason(client, opened, now):
    client.post(url("propose", opened), {"text": "Alun-alun perlu bangku."})
    page = text_of(client.get(url("propose", opened)))
    assert "4. Alun-alun perlu bangku. Menunggu diperiksa" in page
    reject(opened, 4, at=now)
    page = text_of(client.get(url("propose", opened)))
    assert "Alasan: Tidak menjawab pertanyaan musyawarah ini. Bicarakan alun-alunnya." in page
    assert "Alun-alun perlu bangku." not in text_of(Client().get(url("propose", opened)))


def test_statement_with_a_phone_number_is_asked_to_be_mended(client, opened):
    page = client.post(url("propose", opened), {"text": "Telepon saya 081234567890 ya."})
    assert page.status_code == 422
    assert "tampaknya memuat data pribadi (nomor telepon)" in text_of(page)
    assert "Telepon saya 081234567890 ya." in page.content.decode()
    assert Statement.objects.filter(deliberation=opened).count() == 3


# --- the map ------------------------------------------------------------------------------


def open_camps(now):
    make_office()
    loaded = load_camps(slug="kubu", state=State.OPEN, at=now)
    span = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=9)}
    Deliberation.objects.filter(id=loaded.deliberation_id).update(**span)
    mapping.compute_map(deliberation_id=loaded.deliberation_id, at=now, replicates=20)
    return Deliberation.objects.get(id=loaded.deliberation_id)


def test_open_map_shows_groups_but_no_figures_before_ones_own_word(client, now):
    deliberation = open_camps(now)
    page = text_of(client.get(url("map", deliberation)))
    assert "80 orang memberi 960 jawaban atas 12 pernyataan." in page
    assert "bukan contoh acak penduduk" in page
    assert "12 pernyataan belum Anda jawab" in page
    assert "tentang alun-alun." not in page
    answer(client, deliberation, 1)
    page = text_of(client.get(url("map", deliberation)))
    assert "1. Pernyataan ke-1 tentang alun-alun." in page
    assert "disetujui semua kelompok" in page
    assert "Pernyataan ke-2 tentang alun-alun." not in page
    assert "11 pernyataan belum Anda jawab" in page


def test_closed_map_shows_all_with_provenance(client, now):
    deliberation = open_camps(now)
    services.close_deliberation(
        deliberation_id=deliberation.id, by=make_actor(Role.VERIFIER), at=now
    )
    page = client.get(url("map", deliberation))
    words = text_of(page)
    assert "Peserta terbagi dalam 2 kelompok pendapat" in words
    assert "Kelompok A 40 orang" in words
    assert "12. Pernyataan ke-12 tentang alun-alun." in words
    assert "80% dari 40" in words
    assert "100% dari 40" in words
    snapshot = selectors.latest_map(deliberation.id)
    assert snapshot.input_digest in page.content.decode().replace("<wbr>", "")
    assert str(mapping.seed_of(deliberation.id)) in words


def test_map_says_when_there_are_no_stable_groups(client, opened, now):
    vote(opened, 1, at=now)
    mapping.compute_map(deliberation_id=opened.id, at=now, replicates=2)
    assert "Belum ada kelompok pendapat yang stabil" in text_of(client.get(url("map", opened)))


def test_map_that_was_never_computed_says_so(client, opened):
    assert "Peta belum ada" in text_of(client.get(url("map", opened)))


def test_map_data_waits_for_closing_and_then_names_nobody(client, now):
    deliberation = open_camps(now)
    refused = client.get(url("map_data", deliberation))
    assert refused.status_code == 409
    assert b'"statements"' not in refused.content
    services.close_deliberation(
        deliberation_id=deliberation.id, by=make_actor(Role.VERIFIER), at=now
    )
    document = json.loads(client.get(url("map_data", deliberation)).content)
    assert document == selectors.latest_map(deliberation.id).result
    assert document["statements"][0]["total"] == {"agree": 72, "disagree": 0, "pass": 8}


# --- the response ---------------------------------------------------------------------------


def test_response_gives_decision_and_reason_for_each_statement(client, now):
    deliberation = make_deliberation(
        State.CLOSED, at=now, opens_at=now - timedelta(days=5), closes_at=now + timedelta(days=1)
    )
    Deliberation.objects.filter(id=deliberation.id).update(closes_at=now - timedelta(days=3))
    waiting = text_of(client.get(url("response", deliberation)))
    assert "Dinas Contoh belum menerbitkan tanggapan; musyawarah ditutup 3 hari lalu." in waiting
    services.issue_response(
        deliberation_id=deliberation.id,
        decision="Alun-alun ditata ulang.",
        reasons="Sebagian besar warga memintanya.",
        answers=[
            Answer((1, 3), ResponseOutcome.PARTLY, REASON),
            Answer((2,), ResponseOutcome.REJECTED, "Parkir berbayar sudah diatur di perda lain."),
        ],
        by=make_actor(Role.HEAD),
        at=now,
    )
    page = text_of(client.get(url("response", deliberation)))
    assert "Alun-alun ditata ulang." in page
    assert re.search(r"Diterima sebagian 1\. Pasar pagi.* 3\. Pedagang .*Alasan: " + REASON, page)
    assert re.search(r"Ditolak 2\. Parkir.*Alasan: Parkir berbayar sudah diatur", page)


# --- weight and queries ----------------------------------------------------------------------


@pytest.mark.parametrize(("name", "most"), [("take_part", 7), ("own_answers", 4), ("propose", 3)])
def test_queries_do_not_grow_with_statements(
    client, opened, now, name, most, django_assert_max_num_queries
):
    answer(client, opened, 1)
    with django_assert_max_num_queries(most):
        client.get(url(name, opened))
    answer(client, opened, 2)
    for n in range(3):
        propose(opened, f"Alun-alun perlu {n + 1} bangku lagi.", visitor=make_visitor(), at=now)
    with django_assert_max_num_queries(most):
        client.get(url(name, opened))


def test_list_and_map_take_few_queries(client, now, django_assert_num_queries):
    deliberation = open_camps(now)
    with django_assert_num_queries(1):
        client.get(reverse("deliberation:list"))
    open_now(now)
    open_now(now)
    with django_assert_num_queries(1):
        client.get(reverse("deliberation:list"))
    services.close_deliberation(
        deliberation_id=deliberation.id, by=make_actor(Role.VERIFIER), at=now
    )
    with django_assert_num_queries(5):
        client.get(url("map", deliberation))


def test_pages_stay_light(client, now):
    deliberation = open_camps(now)
    services.close_deliberation(
        deliberation_id=deliberation.id, by=make_actor(Role.VERIFIER), at=now
    )
    page = client.get(url("map", deliberation), headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) < 14_000
