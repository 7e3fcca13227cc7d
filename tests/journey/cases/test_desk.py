"""The desk: what an officer sees, which steps they are offered, and that nothing typed is lost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import (
    ANSWER,
    AT,
    PROOF,
    everything,
    make_actor,
    make_answered,
    make_case,
    make_responsibility,
    make_verified,
    make_waiting,
)
from tests.factories.people import make_officer, sign_in
from tests.factories.voice import make_regency, make_topics

from pendopo.foundation.people.models import DataRead
from pendopo.foundation.people.types import ANONYMOUS, Contact, Role
from pendopo.journey.cases import services
from pendopo.journey.cases.models import Case, ClockPolicy, Message
from pendopo.journey.cases.types import CaseClass, Outcome
from pendopo.journey.voice.types import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
CONTACT = Contact(name="Siti Rahayu Ningsih", phone="081234567890", nik="9901014101900001")
ANSWERING = {"jawab", "tindak-lanjut", "catatan"}
OPEN = {"penanggung-jawab", "tanya-perangkat-daerah"}
VERIFYING = {"sunting", "dilaporkan", "topik"}
EMPTY = "Sudah ditindaklanjuti, terima kasih atas laporannya."


@pytest.fixture
def desk_of(client, roads):
    """Sign in an officer with a role, at the roads office unless told otherwise."""

    def signed_in(role=Role.OFFICER, office=None):
        return sign_in(client, make_officer(role, office or roads, at=AT))

    return signed_in


def url(case, step=""):
    return f"/petugas/laporan/{case.number}/{f'{step}/' if step else ''}"


def shown(client, case):
    response = client.get(url(case))
    assert response.status_code == 200
    return response.content.decode()


def fresh(case):
    return Case.objects.get(id=case.id)


def offered(content):
    """The steps for which the page holds a form."""
    return set(re.findall(r'action="/petugas/laporan/[\d-]+/([\w-]+)/"', content))


def test_the_desk_shows_what_the_citizen_wrote_and_both_sides_of_the_talk(desk_of, roads):
    make_regency()
    case = make_waiting(
        office=roads, text="Sudah dua minggu <b>gelap</b>.", place=Place("99.01.01.2001", "Gang 2")
    )
    services.reply_as_reporter(case_id=case.id, text="Dekat pagar hijau.", by=ANONYMOUS, at=AT)
    services.add_note(case_id=case.id, text="Cek gardu 7.", by=make_actor(), at=AT)
    content = shown(desk_of(), case)
    for words in (
        "&lt;b&gt;gelap&lt;/b&gt;",
        "Contohsari 0, Contoharjo 1 · Gang 2",
        "Di sebelah mana lubangnya?",
        "Dekat pagar hijau.",
        "Cek gardu 7.",
        "tidak terbuka untuk umum",
        "PermenPANRB 62/2018 Bab VI",
    ):
        assert words in content


def test_an_unconfirmed_limit_says_so(desk_of, roads):
    ClockPolicy.objects.filter(clock="answer").update(confidence="unconfirmed")
    content = shown(desk_of(), make_verified(office=roads))
    assert "belum dikonfirmasi" in content


@pytest.mark.parametrize(
    ("role", "make", "steps"),
    [
        (Role.VERIFIER, make_case, {"verifikasi", "arsip", "catatan", *OPEN, *VERIFYING}),
        (
            Role.VERIFIER,
            make_verified,
            {*ANSWERING, "tanya", "teruskan", "arsip", *OPEN, *VERIFYING},
        ),
        (Role.OFFICER, make_verified, {*ANSWERING, "tanya", *OPEN}),
        (Role.OFFICER, make_waiting, {*ANSWERING, *OPEN}),
        (Role.OFFICER, make_answered, {"tutup", "catatan"}),
        (Role.REGENT, make_verified, set()),
        (Role.FRONTDESK, make_verified, set()),
    ],
)
def test_only_the_possible_steps_are_offered(role, make, steps, desk_of, roads):
    case = make(**({} if make is make_case else {"office": roads}))
    assert offered(shown(desk_of(role), case)) == steps


def test_a_case_of_others_is_not_found(desk_of, lights):
    assert desk_of().get(url(make_verified(office=lights))).status_code == 404


def test_the_suggestion_tells_its_reason_and_is_chosen_beforehand(desk_of, roads):
    make_topics()
    make_regency()
    make_responsibility(roads, "roads.hole", region="99.01.01")
    case = make_case(topic="roads.hole", place=Place("99.01.01.2001"))
    content = shown(desk_of(Role.VERIFIER), case)
    assert (
        "Disarankan Dinas Pekerjaan Umum: topik “Jalan rusak” di wilayah Contoharjo 1 menjadi "
        "tugasnya sejak 1 Januari 2020." in content
    )
    assert '<option value="dpupr" selected>' in content
    assert re.search(r'value="complaint"[^>]* checked', content)


def test_verifying_on_the_page(desk_of, roads):
    make_topics()
    case, client = make_case(), desk_of(Role.VERIFIER)
    choice = {"case_class": "aspiration", "office": "dpupr", "topic": "roads.hole"}
    response = client.post(url(case, "verifikasi"), choice, follow=True)
    assert response.redirect_chain == [(url(case), 302)]
    assert "terverifikasi dan diteruskan" in response.content.decode()
    case = fresh(case)
    assert (case.case_class, case.office, case.topic_id) == ("aspiration", roads, "roads.hole")


def test_an_oversight_complaint_for_an_ordinary_office_comes_back(desk_of, roads, inspectorate):
    make_officer(Role.INSPECTOR, inspectorate, at=AT)
    case, client = make_case(), desk_of(Role.VERIFIER)
    before = everything()
    choice = {"case_class": "complaint_oversight", "office": "dpupr"}
    response = client.post(url(case, "verifikasi"), choice)
    assert response.status_code == 422
    assert "hanya dapat diberikan kepada Inspektorat" in response.content.decode()
    assert everything() == before


@pytest.mark.parametrize(
    ("step", "values", "status"),
    [
        ("teruskan", {"office": "dishub"}, "assigned"),
        ("tanya", {"text": "Di sebelah mana?"}, "waiting"),
        ("jawab", {"outcome": "done", "text": ANSWER, "proof": PROOF}, "answered"),
        ("arsip", {"reason": "not_ours", "text": "Jalan provinsi."}, "archived"),
        ("catatan", {"text": "Cek gardu 7."}, "assigned"),
    ],
)
def test_each_step_on_the_page(step, values, status, desk_of, roads, lights):
    case = make_verified(office=roads)
    response = desk_of(Role.VERIFIER).post(url(case, step), values)
    assert (response.status_code, response["Location"]) == (302, url(case))
    assert fresh(case).status == status


def test_closing_on_the_page(desk_of, roads):
    case = make_answered(office=roads)
    assert desk_of().post(url(case, "tutup")).status_code == 302
    assert fresh(case).close_reason == "officer"


def test_the_reporters_steps_have_no_door_here(desk_of, roads):
    case = make_answered(office=roads)
    assert desk_of(Role.VERIFIER).post(url(case, "buka"), {"text": "x"}).status_code == 404


def test_an_empty_answer_comes_back_with_guidance_and_everything_typed(desk_of, roads):
    case, client = make_verified(office=roads), desk_of()
    before = everything()
    response = client.post(
        url(case, "jawab"), {"outcome": "refused", "text": EMPTY, "proof": "Nota & lampiran"}
    )
    content = response.content.decode()
    assert response.status_code == 409
    assert "Tulis apa yang dikerjakan, di mana, kapan" in content
    assert EMPTY in content
    assert "Nota &amp; lampiran" in content
    assert re.search(r'value="refused"[^>]* checked', content)
    assert everything() == before


def test_a_form_without_an_outcome_comes_back_with_the_text(desk_of, roads):
    case, client = make_verified(office=roads), desk_of()
    response = client.post(url(case, "jawab"), {"text": ANSWER})
    assert response.status_code == 422
    assert ANSWER in response.content.decode()
    assert "Periksa isian" in response.content.decode()
    assert not Message.objects.exists()


def test_the_preview_reads_as_the_public_will_and_sends_nothing(desk_of, roads):
    case, client = make_verified(office=roads), desk_of()
    before = everything()
    text = f"{ANSWER}\nHubungi 081234567890."
    response = client.post(
        url(case, "jawab"),
        {"outcome": "done", "text": text, "proof": PROOF, "action": "preview"},
    )
    content = response.content.decode()
    assert response.status_code == 200
    assert "Hubungi [telepon disamarkan]." in content
    assert "081234567890" in content.split("<textarea")[1]
    assert everything() == before


def test_a_step_without_preview_is_taken_whatever_button_is_named(desk_of, roads):
    case, client = make_verified(office=roads), desk_of()
    values = {"text": "Sudah ditelepon.", "action": "preview"}
    assert client.post(url(case, "catatan"), values).status_code == 302
    assert Message.objects.get(kind="note").text == "Sudah ditelepon."


def test_an_empty_answer_is_already_refused_in_the_preview(desk_of, roads):
    case, client = make_verified(office=roads), desk_of()
    values = {"outcome": "done", "text": EMPTY, "proof": "Selesai.", "action": "preview"}
    assert client.post(url(case, "jawab"), values).status_code == 409


def test_who_comes_second_keeps_what_they_typed(desk_of, roads):
    case, client = make_verified(office=roads), desk_of()
    services.answer_case(
        case_id=case.id, outcome=Outcome.DONE, text=ANSWER, proof=PROOF, by=make_actor(), at=AT
    )
    before = everything()
    own = "Regu kami memasang dua puluh lampu LED di Gang Mawar tanggal 3 April 2026."
    response = client.post(url(case, "jawab"), {"outcome": "done", "text": own, "proof": PROOF})
    content = response.content.decode()
    assert response.status_code == 409
    assert own in content
    assert "berstatus “Sudah dijawab”" in content
    assert "Kirim jawaban" not in content
    assert everything() == before


def test_who_lost_the_case_while_typing_gets_the_text_back(desk_of, roads, lights):
    case, client = make_verified(office=roads, is_secret=True), desk_of()
    services.assign_case(case_id=case.id, office=lights, by=make_actor(), at=AT)
    response = client.post(url(case, "jawab"), {"outcome": "done", "text": ANSWER})
    assert response.status_code == 404
    assert ANSWER in response.content.decode()
    assert "Lampu jalan mati" not in response.content.decode()


@pytest.mark.parametrize("role", [Role.REGENT, Role.FRONTDESK])
def test_who_only_reads_is_refused_a_step(role, desk_of, roads):
    case, client = make_verified(office=roads), desk_of(role)
    before = everything()
    assert client.post(url(case, "catatan"), {"text": "Cepat!"}).status_code == 403
    assert everything() == before


def test_going_back_to_the_address_of_a_step_leads_to_the_desk(desk_of, roads):
    case, client = make_verified(office=roads), desk_of()
    for step in ("jawab", "identitas"):
        assert client.get(url(case, step))["Location"] == url(case)


def test_the_identity_is_shown_once_for_a_purpose_and_recorded(desk_of, roads):
    case, client = make_verified(office=roads, contact=CONTACT, is_anonymous=True), desk_of()
    secrets = ("Siti Rahayu Ningsih", "+6281234567890", "9901014101900001")
    before = shown(client, case)
    opened = client.post(url(case, "identitas"), {"purpose": "contact_reporter"})
    after = shown(client, case)
    assert [secret for secret in secrets if secret in opened.content.decode()] == list(secrets)
    assert not [secret for secret in secrets if secret in before + after]
    assert "no-store" in opened["Cache-Control"]
    read = DataRead.objects.get()
    assert (read.purpose, read.office, read.about_id) == ("contact_reporter", roads, case.id)


@pytest.mark.parametrize("purpose", ["", "audit", "curious"])
def test_without_a_fitting_purpose_nothing_is_opened(purpose, desk_of, roads):
    case, client = make_verified(office=roads, contact=CONTACT), desk_of()
    response = client.post(url(case, "identitas"), {"purpose": purpose})
    assert response.status_code == 422
    assert "Siti Rahayu" not in response.content.decode()
    assert not DataRead.objects.exists()


def test_a_case_without_an_identity_offers_none(desk_of, roads):
    case, client = make_verified(office=roads), desk_of()
    content = shown(client, case)
    assert "Pelapor tidak meninggalkan identitas." in content
    assert "identitas" not in offered(content)
    values = {"purpose": "handle_case"}
    assert client.post(url(case, "identitas"), values).status_code == 404


def test_the_inspectorate_works_on_oversight_and_others_do_not_find_it(
    desk_of, inspectorate, roads
):
    case = make_verified(office=inspectorate, case_class=CaseClass.COMPLAINT_OVERSIGHT)
    assert desk_of(Role.HEAD).get(url(case)).status_code == 404
    content = shown(desk_of(Role.INSPECTOR, inspectorate), case)
    assert offered(content) == {*ANSWERING, "tanya", *OPEN}
    assert "Lihat halaman publik" not in content


def test_the_desk_asks_as_often_after_a_long_talk_as_after_a_short_one(desk_of, roads):
    make_topics()
    case, client = make_verified(office=roads, topic="roads.hole", contact=CONTACT), desk_of()
    shown(client, case)

    def ask_and_reply():
        values = {"case_id": case.id, "at": AT}
        services.ask_reporter(text="Di mana?", by=make_actor(), **values)
        services.reply_as_reporter(text="Di pasar.", by=ANONYMOUS, **values)
        services.add_note(text="Dicatat.", by=make_actor(), **values)

    def queries():
        with CaptureQueriesContext(connection) as ran:
            shown(client, case)
        return len(ran)

    ask_and_reply()
    one = queries()
    ask_and_reply()
    ask_and_reply()
    assert queries() == one
