"""The pages of claims: for everyone, for who told of one, and for the desk."""

import json
import re
import uuid
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.clarification import (
    HEADLINE,
    OTHER,
    RETOLD,
    TEXT,
    health_office,
    make_answered,
    make_claim,
    make_stated,
    make_triaged,
)
from tests.factories.people import actor_for, make_citizen, make_office, make_officer, sign_in
from tests.factories.release import AT, make_mandate, make_topic, position_of
from tests.factories.voice import gps_exif, photo_file

from pendopo.foundation.people.types import Role
from pendopo.journey.clarification.models import Claim, Screenshot, Sighting
from pendopo.journey.clarification.selectors.desk import seen_by
from pendopo.journey.clarification.tasks import drop_screenshots

pytestmark = pytest.mark.django_db
REPORT = "/klarifikasi/lapor/"
# Long ago for clocks that are read by the wall.
EARLY = AT - timedelta(days=200)


def form(text=TEXT, **more):
    return {"key": str(uuid.uuid4()), "text": text, "seen_on": "whatsapp"} | more


def officer(role, office=None):
    return sign_in(Client(), make_officer(role, office))


def desk(claim):
    return reverse("clarification:one", args=[claim.number])


# --- telling --------------------------------------------------------------------------------


def test_who_tells_of_an_answered_rumour_sees_the_verdict_at_once(client):
    make_answered()
    sent = client.post(REPORT, form(RETOLD), follow=True)
    text = sent.content.decode()
    assert "Kabar ini sudah kami jawab" in text
    assert HEADLINE in text
    assert "Salah" in text


def test_who_tells_of_a_new_rumour_gets_a_number_and_later_the_reason(client):
    sent = client.post(REPORT, form(), follow=True)
    claim = Claim.objects.get()
    assert claim.number in sent.content.decode()
    triager = officer(Role.CLARIFIER)
    answer = triager.post(
        desk(claim), {"step": "aside", "reason": "opinion", "note": "Ini pendapat."}
    )
    assert answer.status_code == 302
    later = client.get(sent.redirect_chain[-1][0]).content.decode()
    assert "Pendapat, bukan pernyataan tentang fakta" in later
    assert "Ini pendapat." in later


def test_sending_the_same_form_twice_counts_once_and_a_forged_receipt_opens_nothing(client):
    told = form()
    first, again = client.post(REPORT, told), client.post(REPORT, told)
    assert first.status_code == again.status_code == 302
    assert Sighting.objects.count() == 1
    assert client.get("/klarifikasi/lapor/palsu:palsu:palsu/").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"text": "pendek"}, {"seen_on": "tidak-ada"}, {"website": "terisi"}]
)
def test_what_cannot_be_read_is_refused_and_leaves_nothing(client, wrong):
    assert client.post(REPORT, form() | wrong).status_code == 422
    assert not Claim.objects.exists()


def test_too_many_from_one_network_are_refused(client):
    answers = [client.post(REPORT, form(f"{TEXT} {nth}")).status_code for nth in range(11)]
    assert answers == [302] * 10 + [429]


def test_a_citizen_is_tied_to_it_only_if_they_ask(client):
    account = make_citizen()
    sign_in(client, account)
    client.post(REPORT, form())
    client.post(REPORT, form(OTHER, is_mine="on"))
    tied = Sighting.objects.order_by("at", "id").values_list("reporter_id", flat=True)
    assert list(tied) == [None, account.person_id]


def test_a_screenshot_is_drawn_anew_seen_by_who_sorts_and_gone_once_sorted(client):
    picture = photo_file(exif=gps_exif())
    assert client.post(REPORT, form(screenshot=picture)).status_code == 302
    shot, claim = Screenshot.objects.get(), Claim.objects.get()
    with shot.file.open("rb") as file:
        assert b"KameraContoh" not in file.read()
    address = reverse("clarification:picture", args=[shot.id])
    assert client.get(address).status_code == 302
    assert officer(Role.OFFICER).get(address).status_code == 403
    assert officer(Role.CLARIFIER).get(address)["Content-Type"] == "image/jpeg"
    name, storage = shot.file.name, shot.file.storage
    make_triaged(claim)
    assert not Screenshot.objects.exists()
    assert not storage.exists(name)


def test_a_screenshot_nobody_looked_at_goes_after_a_week(client):
    client.post(REPORT, form(screenshot=photo_file()))
    added = Screenshot.objects.get().added_at
    drop_screenshots(added + timedelta(days=6))
    assert Screenshot.objects.count() == 1
    drop_screenshots(added + timedelta(days=8))
    assert Screenshot.objects.count() == 0


# --- for everyone ---------------------------------------------------------------------------


def test_the_public_page_carries_a_claim_review_and_no_trace_of_the_raw_words(client):
    claim = make_answered()
    make_claim(f"{RETOLD} kata akun @penyebar", at=AT)
    text = client.get(f"/klarifikasi/{claim.number}/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    review = json.loads(found[1])
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == HEADLINE
    assert review["reviewRating"]["ratingValue"] == 1
    assert review["reviewRating"]["alternateName"] == "Salah"
    assert review["citation"][0]["url"] == "https://dinkes.example/12"
    assert "Vaksin polio menyebabkan anak lumpuh." in text
    assert "zat penyebab" not in text
    assert "penyebar" not in text


def test_words_cannot_end_the_data_element(client):
    release_words = "</script><script>alert(1)</script> tidak benar sama sekali, ini faktanya."
    claim = make_stated(quote="Vaksin </script> berbahaya bagi anak.", explanation=release_words)
    from tests.factories.clarification import let_out, make_proposed

    let_out(make_proposed(claim))
    text = client.get(f"/klarifikasi/{claim.number}/").content.decode()
    assert "<script>alert(1)" not in text


def test_a_whole_message_finds_its_verdict_and_the_feed_carries_it(client):
    claim = make_answered()
    found = client.get("/klarifikasi/", {"q": RETOLD}).content.decode()
    assert claim.number in found
    nothing = client.get("/klarifikasi/", {"q": OTHER}).content.decode()
    assert claim.number not in nothing
    assert claim.number not in client.get("/klarifikasi/", {"putusan": "true"}).content.decode()
    feed = ET.fromstring(client.get("/klarifikasi/umpan.atom").content)  # noqa: S314 -- our own
    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert f"[SALAH] {HEADLINE}" in titles


def test_what_is_not_answered_is_counted_with_reasons_and_its_words_are_not_shown(client):
    claim = make_claim()
    officer(Role.PPID).post(
        desk(claim), {"step": "aside", "reason": "referred", "referred_to": "kpu"}
    )
    text = client.get("/klarifikasi/").content.decode()
    assert "Kewenangan lembaga lain: 1" in text
    assert claim.number in text
    assert "polio" not in text
    assert client.get(f"/klarifikasi/{claim.number}/").status_code == 404


def test_the_rules_of_sorting_are_public_with_their_basis(client):
    text = client.get("/klarifikasi/aturan/").content.decode()
    assert "Kabar bencana menggerakkan orang saat itu juga." in text
    assert "belum dikonfirmasi" in text


# --- the desk -------------------------------------------------------------------------------


def test_an_office_sees_the_claims_about_its_own_facts_only():
    mine, other = make_triaged(), make_claim(OTHER)
    own = officer(Role.OFFICER, health_office())
    stranger = officer(Role.OFFICER, make_office("dishub"))
    assert own.get(desk(mine)).status_code == 200
    assert own.get(desk(other)).status_code == 404
    assert stranger.get(desk(mine)).status_code == 404
    address = reverse("clarification:answer", args=[mine.number])
    assert officer(Role.CLARIFIER).get(address).status_code == 403
    assert own.get(address).status_code == 200


def test_a_passed_limit_is_marked_in_the_queue_and_alike_claims_are_shown():
    claim = make_claim(at=EARLY)
    alike = make_claim("Puskesmas membagikan vaksin polio gratis untuk anak", at=EARLY)
    assert alike.id != claim.id
    triager = officer(Role.CLARIFIER)
    queue = triager.get("/petugas/klarifikasi/").content.decode()
    assert "2 kabar lewat batas waktunya" in queue
    assert "lewat batas" in queue
    assert claim.number in triager.get(desk(alike)).content.decode()


def test_the_steps_of_the_desk_follow_each_other_through_its_forms():
    claim = make_claim()
    topic = make_topic("kesehatan", office=health_office())
    triager, own = officer(Role.CLARIFIER), officer(Role.OFFICER, health_office())
    wrong = triager.post(desk(claim), {"step": "triage", "headline": "x"})
    assert wrong.status_code == 422
    told = {"step": "triage", "headline": HEADLINE, "harm": "health", "topic": str(topic.id)}
    assert triager.post(desk(claim), told).status_code == 302
    answer = {
        "verdict": "false",
        "quote": "Vaksin polio menyebabkan anak lumpuh.",
        "explanation": "Vaksin polio aman menurut pengawasan puluhan tahun.",
        "label_1": "Surat 440/12",
        "kind_1": "document",
    }
    address = reverse("clarification:answer", args=[claim.number])
    assert own.post(address, answer | {"label_1": ""}).status_code == 422
    assert own.post(address, answer).status_code == 302
    from tests.factories.governance import ship_policies

    ship_policies()
    shown = own.post(desk(claim), {"step": "propose"}, follow=True).content.decode()
    assert "Mengapa ditahan" in shown


def test_queries_do_not_grow_with_claims():
    triager = officer(Role.CLARIFIER)
    make_triaged(at=EARLY)

    def n_queries(address):
        with CaptureQueriesContext(connection) as queries:
            assert triager.get(address).status_code == 200
        return len(queries)

    claim = Claim.objects.get()
    triager.get("/petugas/klarifikasi/")
    before = n_queries("/petugas/klarifikasi/"), n_queries(desk(claim)), n_queries("/klarifikasi/")
    for text in (OTHER, "Air sungai di hilir berubah merah karena limbah pabrik kain."):
        make_claim(text, at=EARLY)
        make_claim(f"{text} Sebarkan!", at=EARLY)
    make_claim(RETOLD, at=EARLY)
    after = n_queries("/petugas/klarifikasi/"), n_queries(desk(claim)), n_queries("/klarifikasi/")
    assert before == after


def test_the_public_list_and_a_page_ask_as_much_for_two_verdicts_as_for_one(client):
    claim = make_answered()
    addresses = ("/klarifikasi/", f"/klarifikasi/{claim.number}/", "/klarifikasi/umpan.atom")

    def n_queries():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    n_queries()
    before = n_queries()
    make_answered(make_triaged(make_claim(OTHER)))
    make_claim(RETOLD)
    assert n_queries() == before


def test_whose_mandate_is_over_no_longer_reads_claims():
    account = make_officer(Role.OFFICER, make_office("humas"))
    claim, topic, day = make_claim(), make_topic("kesehatan", office=health_office()), AT.date()
    make_mandate(topic, position=position_of(account), first=day - timedelta(days=9), last=day)
    actor = actor_for(account, AT)
    assert list(seen_by(actor, at=AT)) == [claim]
    assert list(seen_by(actor, at=AT + timedelta(days=2))) == []
