"""The GeoReport v2 server: only what is public, in both formats, and sending without harm."""

from __future__ import annotations

import json
import uuid

import pytest
from django.test import Client
from tests.factories.cases import (
    make_actor,
    make_answered,
    make_archived,
    make_case,
    make_responsibility,
    make_verified,
    wib,
)
from tests.factories.exchange import AT, make_secret, posted
from tests.factories.people import make_office
from tests.factories.voice import VILLAGE, make_regency, photo_file

from pendopo.ecosystem.exchange.models import PartnerVoice
from pendopo.ecosystem.exchange.open311 import read_json, read_xml
from pendopo.ecosystem.exchange.types import Scope
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Contact
from pendopo.journey.cases import services as cases
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.types import ArchiveReason, CaseClass
from pendopo.journey.voice.models import Photo, Voice
from pendopo.journey.voice.types import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
V2 = "/open311/v2"
WIDE = {"start_date": "2026-03-01T00:00:00+07:00", "end_date": "2026-04-01T00:00:00+07:00"}
PLACE = Place("", "Depan pasar", -7.79561, 110.36952)


@pytest.fixture
def secret():
    return make_secret()


def read(client, path, wire="json", **query):
    answer = client.get(f"{V2}/{path}.{wire}", query)
    assert answer.status_code == 200, answer.content
    return (read_json if wire == "json" else read_xml)(answer.content)


def post(client, secret, **changes):
    return client.post(f"{V2}/requests.json", posted(api_key=secret) | posted(**changes))


# --- reading ------------------------------------------------------------------------------


@pytest.mark.parametrize("wire", ["xml", "json"])
def test_discovery_names_the_specification_and_both_formats(client, wire):
    (found,) = read(client, "discovery", wire)
    (endpoint,) = found["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"] == "http://testserver/open311/v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert set(found) == {"changeset", "contact", "key_service", "endpoints"}


def test_services_are_topics_without_parts_under_their_group(client):
    found = {row["service_code"]: row for row in read(client, "services")}
    assert set(found) == {"roads.light", "roads.hole", "other"}
    assert found["roads.light"]["group"] == "Jalan dan lampu"
    assert found["other"]["group"] is None
    assert {row["type"] for row in found.values()} == {"realtime"}
    assert all(row["metadata"] is True for row in found.values())


def test_a_point_leaves_out_services_nobody_answers_for_there(client):
    make_regency()
    from pendopo.kernel.models import Region

    Region.objects.filter(code=VILLAGE).update(latitude=-7.79, longitude=110.37)
    make_responsibility(make_office(), "roads.hole", region="99.02")
    make_responsibility(make_office(), "roads.light", region="99.01")
    there = {row["service_code"] for row in read(client, "services", lat="-7.8", long="110.4")}
    assert there == {"roads.light", "other"}
    assert read(client, "services", lat="51.5", long="0.1") == []


@pytest.mark.parametrize("wire", ["xml", "json"])
def test_a_definition_asks_for_kind_and_title(client, wire):
    (found,) = read(client, "services/roads.light", wire)
    assert found["service_code"] == "roads.light"
    assert [each["code"] for each in found["attributes"]] == ["JENIS", "JUDUL"]
    assert [each["order"] for each in found["attributes"]] == [1, 2]
    assert {value["key"] for value in found["attributes"][0]["values"]} == {
        "complaint",
        "aspiration",
        "question",
    }


def test_a_request_tells_what_the_public_page_tells(client):
    office = make_office()
    case = make_answered(office=office, at=AT, place=PLACE, topic="roads.hole")
    (row,) = read(client, f"requests/{case.number}")
    assert row == {
        "service_request_id": case.number,
        "status": "closed",
        "status_notes": row["status_notes"],
        "service_name": "Jalan rusak",
        "service_code": "roads.hole",
        "description": "Lampu jalan mati di depan pasar\n\n"
        "Sudah dua minggu lampu di depan pasar mati dan gelap.",
        "agency_responsible": "Dinas Contoh",
        "service_notice": None,
        "requested_datetime": "2026-03-17T10:00:00+07:00",
        "updated_datetime": "2026-03-17T10:00:00+07:00",
        "expected_datetime": None,
        "address": "Depan pasar",
        "address_id": None,
        "zipcode": None,
        "lat": -7.796,
        "long": 110.37,
        "media_url": None,
    }
    assert row["status_notes"].startswith("Lubang di Jalan Melati ditambal")


def test_the_expected_time_is_the_legal_limit(client):
    case = make_verified(at=AT)
    (row,) = read(client, f"requests/{case.number}")
    assert row["status"] == "open"
    assert row["expected_datetime"] is not None
    case.refresh_from_db()
    assert wib(row["expected_datetime"][:16].replace("T", " ")) == case.due_at.replace(second=0)


def test_identifiers_and_the_authors_name_are_covered(client):
    case = make_verified(
        at=AT,
        text="Saya Sari Wulandari, hubungi 0812 3456 7890 atau sari@contoh.id.",
        contact=Contact(name="Sari Wulandari", phone="+6281234567890"),
    )
    text = client.get(f"{V2}/requests/{case.number}.json?extensions=true").content.decode()
    for told in ("Wulandari", "7890", "sari@contoh.id"):
        assert told not in text
    assert "hubungi" in text


def test_what_is_secret_or_not_verified_is_not_there_even_by_number(client, secret):
    hidden = [
        make_case(at=AT),
        make_verified(at=AT, is_secret=True),
        make_verified(at=AT, case_class=CaseClass.COMPLAINT_OVERSIGHT),
    ]
    shown = make_verified(at=AT)
    numbers = ",".join(case.number for case in [*hidden, shown])
    rows = read(client, "requests", service_request_id=numbers)
    assert [row["service_request_id"] for row in rows] == [shown.number]
    assert len(read(client, "requests", **WIDE)) == 1
    assert {row["service_request_id"] for row in read(client, "servicerequestupdates", **WIDE)} == {
        shown.number
    }
    for case in hidden:
        for query in ({}, {"api_key": secret}):
            answer = client.get(f"{V2}/requests/{case.number}.json", query)
            assert answer.status_code == 404


def test_both_formats_tell_the_same(client):
    make_answered(
        at=AT,
        topic="roads.hole",
        place=PLACE,
        text="Ditambal <b>&</b>\u0007 hari Kamis oleh regu UPT Bina Marga di Jalan Melati.",
    )
    make_verified(at=AT)
    for path in ("services", "services/roads.hole", "discovery"):
        assert read(client, path, "xml") == read(client, path, "json")
    for path in ("requests", "servicerequestupdates"):
        assert read(client, path, "xml", **WIDE) == read(client, path, "json", **WIDE)
    assert len(read(client, "requests", **WIDE)) == 2


def test_a_single_row_stays_a_list_in_json(client):
    make_verified(at=AT)
    told = json.loads(client.get(f"{V2}/requests.json", WIDE).content)
    assert isinstance(told, list)
    assert len(told) == 1


def test_filters_narrow_the_list(client):
    old = make_verified(at=wib("2026-03-02 09:00"), topic="roads.light")
    answered = make_answered(at=AT, topic="roads.hole", place=PLACE)
    newest = make_verified(at=wib("2026-03-20 09:00"))

    def numbers(**query):
        return [row["service_request_id"] for row in read(client, "requests", **(WIDE | query))]

    assert numbers() == [newest.number, answered.number, old.number]
    assert numbers(status="open") == [newest.number, old.number]
    assert numbers(status="closed") == [answered.number]
    assert numbers(status="open,closed") == numbers()
    assert numbers(service_code="roads.hole,roads.light") == [answered.number, old.number]
    assert numbers(page_size="1", page="2") == [answered.number]
    assert numbers(start_date="2026-03-10T00:00:00Z") == [newest.number, answered.number]
    assert numbers(lat="-7.79", long="110.37", radius="2") == [answered.number]
    assert numbers(lat="-6.2", long="106.8", radius="2") == []
    assert numbers(bbox="110.3,-7.9,110.4,-7.7") == [answered.number]
    assert numbers(updated_after="2026-03-19T00:00:00Z", updated_before="2026-03-21T00:00:00Z") == [
        newest.number
    ]


def test_a_finer_box_does_not_tell_more_than_the_rounded_point(client):
    make_verified(at=AT, place=PLACE)
    inside = {"bbox": "110.3695,-7.7965,110.3705,-7.7955"}
    assert len(read(client, "requests", **WIDE, **inside)) == 1
    # Around the exact point, but not around the one that is shown.
    exact = {"bbox": "110.36951,-7.79562,110.36953,-7.79560"}
    assert read(client, "requests", **WIDE, **exact) == []


def test_what_is_only_planned_is_open(client):
    case = make_verified(at=AT)
    from pendopo.journey.cases.types import Outcome

    cases.answer_case(
        case_id=case.id,
        outcome=Outcome.PLANNED,
        text="Perbaikan dijadwalkan minggu kedua April oleh UPT Bina Marga di ruas itu.",
        proof="Surat 12/IV",
        by=make_actor(),
        at=AT,
    )
    (row,) = read(client, f"requests/{case.number}")
    assert row["status"] == "open"
    words = [each["status"] for each in read(client, "servicerequestupdates", **WIDE)]
    assert words == ["OPEN", "IN_PROGRESS", "ACTION_SCHEDULED"]


def test_updates_carry_the_facts_own_ids_and_public_words(client):
    case = make_archived(at=AT, reason=ArchiveReason.DUPLICATE)
    rows = read(client, "servicerequestupdates", **WIDE)
    assert [row["status"] for row in rows] == ["OPEN", "IN_PROGRESS", "DUPLICATE"]
    facts = {
        str(pk) for pk in FactRow.objects.filter(subject_id=case.id).values_list("id", flat=True)
    }
    assert {row["update_id"] for row in rows} <= facts
    assert rows[-1]["description"] == "Tidak lengkap."


def test_questions_and_notes_stay_inside(client):
    case = make_verified(at=AT)
    cases.add_note(case_id=case.id, text="Catatan rahasia dapur.", by=make_actor(), at=AT)
    cases.ask_reporter(case_id=case.id, text="Nomor rumah Anda?", by=make_actor(), at=AT)
    for path in ("requests", "servicerequestupdates"):
        text = client.get(f"{V2}/{path}.json", WIDE | {"extensions": "true"}).content.decode()
        assert case.number in text
        assert "dapur" not in text
        assert "Nomor rumah" not in text


@pytest.mark.parametrize("path", ["requests", "servicerequestupdates"])
def test_lists_cost_the_same_with_one_and_three(client, django_assert_max_num_queries, path):
    make_answered(at=AT, topic="roads.hole", place=PLACE)
    with django_assert_max_num_queries(12) as one:
        read(client, path, **WIDE)
    make_answered(at=AT, topic="roads.light")
    make_verified(at=AT)
    with django_assert_max_num_queries(12) as three:
        read(client, path, **WIDE)
    assert len(one) == len(three)


# --- faults -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("services.csv", {}, 400),
        ("requests.json", {"status": "pending"}, 400),
        ("requests.json", {"start_date": "kemarin"}, 400),
        ("requests.json", {"start_date": "2026-05-01", "end_date": "2026-04-01"}, 400),
        ("requests.json", {"page_size": "100000"}, 400),
        ("requests.json", {"lat": "-7"}, 400),
        ("requests.json", {"lat": "-97", "long": "0"}, 400),
        ("requests.json", {"lat": "nan", "long": "0"}, 400),
        ("requests.json", {"bbox": "1,2,3"}, 400),
        ("servicerequestupdates.json", {"start_date": "2026-03-01T00:00:00Z"}, 400),
        ("requests/26-0000-0000-0.json", {}, 404),
        ("services/tidak-ada.json", {}, 404),
        ("services.json", {"jurisdiction_id": "kota-lain.example"}, 404),
        ("requests.json", {"api_key": "pdp_salah_salah"}, 403),
        ("tokens/apa-saja.json", {}, 403),
    ],
)
def test_errors_have_georeports_shape_in_both_formats(client, path, query, status):
    answer = client.get(f"{V2}/{path}", query)
    assert answer.status_code == status
    if path.endswith(".json"):
        (row,) = json.loads(answer.content)
        assert row["code"] == status
        assert row["description"]
        answer = client.get(f"{V2}/{path[:-5]}.xml", query)
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    (row,) = read_xml(answer.content)
    assert row["code"] == str(status)
    assert row["description"]


def test_the_own_jurisdiction_is_accepted(client):
    assert read(client, "services", jurisdiction_id="testserver")


def test_anyone_may_read_from_any_site_but_not_write(client, secret):
    assert client.get(f"{V2}/services.json")["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in post(client, secret)
    assert client.options(f"{V2}/services.json").status_code == 204
    assert client.delete(f"{V2}/services.json").status_code == 405


# --- sending ------------------------------------------------------------------------------


def test_a_post_becomes_a_voice_of_its_own_channel(client, secret):
    answer = post(
        client,
        secret,
        first_name="Sari",
        last_name="Wulandari",
        phone="0812-0000-0000",
        media=photo_file(),
        **{"attribute[JENIS]": "aspiration", "attribute[JUDUL]": "Tambal jalan pasar"},
    )
    assert answer.status_code == 200
    (row,) = json.loads(answer.content)
    voice = Voice.objects.get(number=row["service_request_id"])
    assert (voice.channel, voice.kind, voice.topic_id) == ("open311", "aspiration", "roads.hole")
    assert (voice.title, voice.latitude, voice.place_note) == (
        "Tambal jalan pasar",
        -7.7956,
        "Dusun Krajan RT 02",
    )
    assert voice.is_anonymous
    assert (voice.reporter.name, voice.reporter.phone) == ("Sari Wulandari", "+6281200000000")
    assert voice.photos.count() == 1
    fact = FactRow.objects.get(name="VoiceReceived", subject_id=voice.id)
    assert fact.by == f"api:{PartnerVoice.objects.get(voice=voice).key_id}"
    assert set(row) == {"service_request_id", "service_notice", "account_id"}


def test_xml_answers_a_post_too(client, secret):
    answer = client.post(f"{V2}/requests.xml", posted(api_key=secret))
    (row,) = read_xml(answer.content)
    assert row["service_request_id"] == Voice.objects.get().number


def test_the_title_is_the_first_line_and_the_words_stay_whole(client, secret):
    post(client, secret)
    voice = Voice.objects.get()
    assert voice.title == "Lubang besar di depan pasar."
    assert voice.text == "Lubang besar di depan pasar.\nSudah dua motor jatuh."


def test_the_same_idempotency_key_is_the_same_voice(client, secret):
    tag = {"HTTP_IDEMPOTENCY_KEY": "kirim-7"}
    first = client.post(f"{V2}/requests.json", posted(api_key=secret), **tag)
    again = client.post(f"{V2}/requests.json", posted(api_key=secret), **tag)
    assert first.content == again.content
    assert Voice.objects.count() == 1
    changed = posted(api_key=secret, description="Lain sama sekali.")
    refused = client.post(f"{V2}/requests.json", changed, **tag)
    assert refused.status_code == 400
    assert Voice.objects.count() == 1
    rows = json.loads(client.get(f"{V2}/tokens/kirim-7.json", {"api_key": secret}).content)
    assert rows == [{"service_request_id": Voice.objects.get().number, "token": "kirim-7"}]
    other = make_secret()
    assert client.get(f"{V2}/tokens/kirim-7.json", {"api_key": other}).status_code == 404
    client.post(f"{V2}/requests.json", posted(api_key=other), **tag)
    assert Voice.objects.count() == 2


def test_the_same_words_from_the_same_device_are_the_same_voice(client, secret):
    for name in ("device_id", "deviceid"):
        post(client, secret, **{name: "hp-1"})
    assert Voice.objects.count() == 1
    post(client, secret, device_id="hp-2")
    post(client, secret, device_id="hp-1", description="Yang lain lagi.")
    assert Voice.objects.count() == 3
    post(client, secret)
    post(client, secret)
    assert Voice.objects.count() == 5


def test_keys_are_asked_for_before_anything_else(client):
    for key in (None, "", "salah", "pdp_00000000_salah"):
        answer = client.post(f"{V2}/requests.json", posted(api_key=key, description=None))
        assert answer.status_code == 403
        assert json.loads(answer.content)[0]["code"] == 403
    readers = make_secret(Scope.OWN)
    assert client.post(f"{V2}/requests.json", posted(api_key=readers)).status_code == 403
    assert Voice.objects.count() == 0


def test_a_key_with_a_limit_is_held_to_it(client):
    secret = make_secret(per_minute=2)
    codes = [client.get(f"{V2}/services.json", {"api_key": secret}).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def malformed() -> list[dict[str, object]]:
    """A hundred posts each wrong in its own way."""
    places = {"lat": None, "long": None, "address_string": None}
    wrong: list[dict[str, object]] = [
        {"service_code": None},
        {"service_code": "tidak.ada"},
        {"service_code": "x" * 5_000},
        {"description": None},
        {"description": "   "},
        {"description": "a" * 4_001},
        {"description": "rusak \x00 di dalam"},
        places,
        {"address_id": "00.00.00"},
        {"email": "bukan surel"},
        {"phone": "telepon"},
        {"phone": "1" * 40},
        {"first_name": "a" * 101},
        {"attribute[JENIS]": "pesta"},
        {"attribute[LAIN]": "ya"},
        {"attribute[JENIS][]": ["complaint", "aspiration"]},
    ]
    coordinates = ["", "abc", "91", "-91", "1e400", "nan", "inf", "--7", "7,5", "0x1F"]
    wrong += [{"lat": value} for value in coordinates if value != ""]
    wrong += [{"long": value} for value in ("", "abc", "181", "-181", "nan", "٣", "1 2", "1;2")]
    wrong += [{"lat": ""}]
    wrong += [
        {"description": f"kata {chr(code)} kata"}
        for code in range(1, 32)
        if code not in (9, 10, 13)
    ]
    wrong += [
        {"email": value} for value in ("@", "a@", "@b", "a b@c.id", "a@b", "a@@b.id", "<a@b.id>")
    ]
    wrong += [{"phone": value} for value in ("0", "+", "08", "+62", "nol delapan", "0812x")]
    wrong += [{"address_id": f"{code}"} for code in range(100, 100 + 100 - len(wrong))]
    return wrong


def test_a_hundred_malformed_posts_leave_nothing_behind(client, secret):
    wrong = malformed()
    assert len(wrong) == 100
    before = FactRow.objects.count()
    for changes in wrong:
        answer = client.post(f"{V2}/requests.json", posted(api_key=secret, **changes))
        assert answer.status_code == 400, (changes, answer.content)
        for row in json.loads(answer.content):
            assert row["code"] == 400
            assert row["description"].strip()
    assert (Voice.objects.count(), PartnerVoice.objects.count(), Photo.objects.count()) == (0, 0, 0)
    assert FactRow.objects.count() == before


def test_all_faults_are_told_at_once(client, secret):
    answer = client.post(
        f"{V2}/requests.json", {"api_key": secret, "phone": "telepon", "attribute[X]": "1"}
    )
    told = " ".join(row["description"] for row in json.loads(answer.content))
    for word in ("service_code", "description", "Atribut", "Lokasi", "telepon"):
        assert word in told


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"service_code": "roads.hole"}'),
        ("multipart/form-data; boundary=x", b"--y\r\nrusak"),
        ("multipart/form-data", b"tanpa batas"),
        ("text/xml", b"<a/>"),
        ("application/x-www-form-urlencoded", b"api_key=%FF%FE&description=%C3%28"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"a=b"),
    ],
)
def test_bodies_that_are_no_form_are_refused_in_shape(client, secret, content_type, body):
    answer = client.generic(
        "POST", f"{V2}/requests.json", body, content_type, HTTP_X_API_KEY=secret
    )
    assert answer.status_code in (400, 403)
    assert json.loads(answer.content)[0]["description"]
    assert Voice.objects.count() == 0


def test_a_bad_photo_keeps_the_good_one_out_too(client, secret, settings):
    bad = photo_file("rusak.jpg")
    bad.truncate(60)
    before = set(settings.MEDIA_ROOT.rglob("*.jpg"))
    answer = post(client, secret, media=[photo_file(), bad], HTTP_IDEMPOTENCY_KEY="f")
    assert answer.status_code == 400
    assert (Voice.objects.count(), Photo.objects.count()) == (0, 0)
    assert set(settings.MEDIA_ROOT.rglob("*.jpg")) == before


# --- what the sender's side adds ------------------------------------------------------------


def sent_case(client, secret) -> Case:
    (row,) = json.loads(post(client, secret).content)
    voice = Voice.objects.get(number=row["service_request_id"])
    return cases.open_case(voice_id=voice.id, at=AT)


def update(client, secret, case, **changes):
    told = {
        "api_key": secret,
        "service_request_id": case.number,
        "update_id": "u-1",
        "status": "open",
        "updated_datetime": "2026-03-18T10:00:00+07:00",
        "description": "Masih berlubang.",
    } | changes
    return client.post(f"{V2}/servicerequestupdates.json", told)


def test_the_sender_sees_its_own_voice_before_it_is_public(client, secret):
    case = sent_case(client, secret)
    assert client.get(f"{V2}/requests/{case.number}.json").status_code == 404
    (row,) = read(client, f"requests/{case.number}", api_key=secret)
    assert row["status"] == "open"
    assert (
        client.get(f"{V2}/requests/{case.number}.json", {"api_key": make_secret()}).status_code
        == 404
    )


def test_an_update_replies_to_an_answer_or_contests_it(client, secret):
    case = sent_case(client, secret)
    actor = make_actor()
    cases.verify_case(
        case_id=case.id, case_class=CaseClass.COMPLAINT, office=make_office(), by=actor, at=AT
    )
    cases.ask_reporter(case_id=case.id, text="Di mana?", by=actor, at=AT)
    first = update(client, secret, case)
    assert update(client, secret, case).content == first.content
    case.refresh_from_db()
    assert case.status == "assigned"
    assert list(case.messages.filter(kind="reply").values_list("text", flat=True)) == [
        "Masih berlubang."
    ]
    noted = update(client, secret, case, update_id="u-2", description="Tambahan lagi.")
    assert json.loads(noted.content)[0]["update_id"] != json.loads(first.content)[0]["update_id"]
    assert case.messages.get(kind="note").text == "Tambahan lagi."


def test_updates_are_taken_from_the_sender_alone(client, secret):
    case = sent_case(client, secret)
    other = make_verified(at=AT)
    assert update(client, make_secret(), case).status_code == 404
    assert update(client, secret, other).status_code == 404
    assert update(client, make_secret(Scope.SUBMIT), case).status_code == 403
    assert update(client, secret, case, status="entah").status_code == 400
    assert update(client, secret, case, updated_datetime="nanti").status_code == 400
    assert case.messages.count() == 0


def test_every_post_goes_without_a_session(secret):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(f"{V2}/requests.json", posted(api_key=secret, device_id=str(uuid.uuid4())))
    assert answer.status_code == 200
    assert not answer.cookies
