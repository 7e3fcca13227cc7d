"""Photos that lie elsewhere: fetched after acceptance, from public places only, redrawn."""

from __future__ import annotations

import io
import json
import socket
from datetime import timedelta

import pytest
from PIL import Image
from tests.factories.cases import AT as CASES_AT
from tests.factories.cases import make_actor, make_verified
from tests.factories.exchange import make_endpoint, make_secret, posted
from tests.factories.people import make_citizen, make_office, make_officer, sign_in
from tests.factories.voice import gps_exif, picture_bytes
from tests.fakes import media
from tests.fakes import open311 as fake

from pendopo.ecosystem.exchange import fetching, services
from pendopo.ecosystem.exchange.addresses import is_public
from pendopo.ecosystem.exchange.errors import RemoteError
from pendopo.ecosystem.exchange.fetching import fetch_public
from pendopo.ecosystem.exchange.models import OutsidePhoto, PartnerVoice, RemoteCase
from pendopo.ecosystem.exchange.selectors import kept_photo
from pendopo.ecosystem.exchange.services.media import note_outside_photos
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.services import erase_person
from pendopo.foundation.people.types import Role
from pendopo.journey.voice.models import Photo, Voice
from pendopo.journey.voice.photos import content

V2 = "/open311/v2"
MOST = 200_000


@pytest.fixture
def server(settings):
    with media.running() as running:
        # The explicit allowance: without it loopback is refused like any private network.
        settings.PENDOPO_MEDIA_HOSTS = [running.host]
        running.files["/foto.jpg"] = picture_bytes(exif=gps_exif())
        yield running


def posted_with(client, *links) -> Voice:
    told = posted(api_key=make_secret(), media_url=list(links))
    answer = client.post(f"{V2}/requests.json", told)
    assert answer.status_code == 200, answer.content
    return Voice.objects.get(number=json.loads(answer.content)[0]["service_request_id"])


def fetched(voice, *, later=timedelta(0)) -> list[tuple[str, str]]:
    """Let the task run once; returns (state, reason) of what the voice names."""
    services.fetch_waiting_photos(at=PartnerVoice.objects.get(voice=voice).received_at + later)
    rows = OutsidePhoto.objects.filter(voice=voice)
    return [(row.state, row.reason) for row in rows]


# --- which addresses are called at all ------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("::ffff:8.8.8.8", True),
        ("127.0.0.1", False),
        ("0.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.251", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False),
        ("2002:0a00:0001::", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
        ("localhost", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address, expected):
    assert is_public(address) is expected


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://foto.example/1.jpg", "not_https"),
        ("https://foto.example:8443/1.jpg", "not_https"),
        ("https://foto.example@127.0.0.1/1.jpg", "bad_address"),
        ("ftp://foto.example/1.jpg", "bad_address"),
        ("https://127.0.0.1/1.jpg", "private_address"),
        ("https://localhost/1.jpg", "private_address"),
        ("https://2130706433/1.jpg", "private_address"),
        ("https://0x7f.1/1.jpg", "private_address"),
        ("https://[::1]/1.jpg", "private_address"),
        ("https://[::ffff:169.254.169.254]/latest/", "private_address"),
        ("https://[fe80::1]/1.jpg", "private_address"),
        ("https://[ff02::1]/1.jpg", "private_address"),
        ("https://10.0.0.1/1.jpg", "private_address"),
        ("https://169.254.169.254/latest/meta-data/", "private_address"),
    ],
)
def test_private_places_and_plain_http_are_refused_for_good(url, code):
    with pytest.raises(RemoteError) as failure:
        fetch_public(url, hosts=[], most=MOST)
    assert (failure.value.code, failure.value.is_final) == (code, True)


def test_one_private_address_behind_a_name_is_enough_to_refuse(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found("8.8.8.8", "10.0.0.1"))
    with pytest.raises(RemoteError, match="private_address"):
        fetch_public("https://foto.example/1.jpg", hosts=[], most=MOST)


def test_the_address_that_was_looked_at_is_the_one_called(monkeypatch):
    answers, called = iter([found("8.8.8.8"), found("127.0.0.1")]), []

    def connect(address, _timeout):
        called.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: next(answers))
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(RemoteError, match="unreachable"):
        fetch_public("https://foto.example/1.jpg", hosts=[], most=MOST)
    assert called == [("8.8.8.8", 443)]
    assert next(answers) == found("127.0.0.1")


def found(*addresses):
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]


@pytest.mark.parametrize(
    "inside",
    ["https://127.0.0.1/rahasia", "https://[::1]/", "http://10.0.0.1:8080/", "file:///etc"],
)
def test_a_redirect_into_a_private_network_is_refused(server, inside):
    server.redirects["/pindah"] = inside
    with pytest.raises(RemoteError) as failure:
        fetch_public(f"{server.url}/pindah", hosts=[server.host], most=MOST)
    assert failure.value.code in ("private_address", "not_https", "bad_address")
    assert server.calls == ["/pindah"]


def test_a_redirect_is_followed_a_few_times(server):
    server.redirects |= {"/a": "/b", "/b": "/foto.jpg", "/lingkar": "/lingkar"}
    body = fetch_public(f"{server.url}/a", hosts=[server.host], most=MOST)
    assert body == server.files["/foto.jpg"]
    with pytest.raises(RemoteError, match="redirected"):
        fetch_public(f"{server.url}/lingkar", hosts=[server.host], most=MOST)
    assert server.calls.count("/lingkar") == 4


def test_size_and_time_have_limits(server, monkeypatch):
    server.files["/besar"] = b"a" * (MOST + 1)
    with pytest.raises(RemoteError, match="too_long"):
        fetch_public(f"{server.url}/besar", hosts=[server.host], most=MOST)
    monkeypatch.setattr(fetching, "_LONGEST_S", 0.3)
    server.pause = 0.05
    with pytest.raises(RemoteError, match="too_slow"):
        fetch_public(f"{server.url}/foto.jpg", hosts=[server.host], most=MOST)


# --- server intake --------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("law")
class TestIntake:
    def test_a_photo_elsewhere_is_fetched_after_acceptance_and_redrawn(self, client, server):
        voice = posted_with(client, f"{server.url}/foto.jpg", "javascript:alert(1)")
        assert (server.calls, voice.photos.count()) == ([], 0)
        assert "http" not in voice.text
        assert fetched(voice) == [("taken", "")]
        photo = voice.photos.get()
        picture = Image.open(io.BytesIO(content(photo)))
        assert (picture.format, dict(picture.getexif())) == ("JPEG", {})
        fact = FactRow.objects.get(name="OutsidePhotoTaken")
        assert fact.payload["photo_id"] == str(photo.id)
        assert "foto.jpg" not in json.dumps(fact.payload)

    def test_it_is_fetched_once(self, client, server):
        voice = posted_with(client, f"{server.url}/foto.jpg")
        fetched(voice)
        fetched(voice, later=timedelta(days=1))
        assert (len(server.calls), voice.photos.count()) == (1, 1)

    def test_a_repeated_post_names_it_once(self, client, server):
        told = posted(api_key=make_secret(), media_url=f"{server.url}/foto.jpg")
        for _again in range(2):
            client.post(f"{V2}/requests.json", told, HTTP_IDEMPOTENCY_KEY="sama")
        assert OutsidePhoto.objects.count() == 1

    @pytest.mark.parametrize(
        "content", [b"<html>halaman masuk</html>", b"<svg onload='alert(1)'/>", b"", b"%PDF-1.7"]
    )
    def test_what_is_no_photo_is_not_kept_whatever_the_server_calls_it(
        self, client, server, settings, content
    ):
        server.files["/foto.jpg"] = content
        before = set(settings.MEDIA_ROOT.rglob("*.jpg"))
        assert fetched(posted_with(client, f"{server.url}/foto.jpg")) == [("failed", "no_photo")]
        assert (Photo.objects.count(), set(settings.MEDIA_ROOT.rglob("*.jpg"))) == (0, before)

    def test_without_the_allowance_loopback_is_refused_and_the_voice_stands(
        self, client, server, settings, caplog
    ):
        settings.PENDOPO_MEDIA_HOSTS = []
        voice = posted_with(client, f"{server.url}/foto.jpg", "https://127.0.0.1/x.jpg")
        assert fetched(voice) == [("failed", "not_https"), ("failed", "private_address")]
        assert server.calls == []
        assert "127.0.0.1" not in caplog.text
        assert {
            row.payload["reason"] for row in FactRow.objects.filter(name="OutsidePhotoNotTaken")
        } == {
            "not_https",
            "private_address",
        }

    def test_a_server_out_of_order_is_tried_again_and_then_given_up(self, client, server):
        server.failures = [503, 503, 503, 503]
        voice = posted_with(client, f"{server.url}/foto.jpg")
        assert fetched(voice) == [("waiting", "http_503")]
        assert fetched(voice) == [("waiting", "http_503")]
        assert len(server.calls) == 1
        for hours in (1, 2, 3, 4):
            told = fetched(voice, later=timedelta(hours=hours))
        assert (told, len(server.calls)) == ([("failed", "http_503")], 4)

    def test_what_is_not_there_is_asked_for_once(self, client, server):
        assert fetched(posted_with(client, f"{server.url}/hilang.jpg")) == [("failed", "http_404")]

    def test_no_more_than_a_voice_may_have(self, client, server):
        links = [f"{server.url}/foto.jpg?{i}" for i in range(6)]
        server.files |= {f"/foto.jpg?{i}": server.files["/foto.jpg"] for i in range(6)}
        voice = posted_with(client, *links)
        assert len(fetched(voice)) == voice.photos.count() == 4

    def test_what_arrives_after_verification_is_for_officers_alone(self, client, server):
        office = make_office()
        case = make_verified(office=office, at=CASES_AT)
        note_outside_photos([f"{server.url}/foto.jpg"], voice_id=case.voice_id, at=CASES_AT)
        services.fetch_waiting_photos(at=CASES_AT)
        row = OutsidePhoto.objects.get()
        assert (row.state, case.voice.photos.count()) == ("kept", 0)
        path = f"/petugas/laporan/{case.number}/sistem-luar/foto/{row.id}/"
        assert client.get(path).status_code in (302, 403)
        officer = sign_in(client, make_officer(Role.OFFICER, office))
        assert path in officer.get(f"/petugas/laporan/{case.number}/sistem-luar/").content.decode()
        answer = officer.get(path)
        assert answer.content.startswith(b"\xff\xd8")
        assert officer.get(path.replace(str(row.id), str(case.id))).status_code == 404

    def test_an_erased_person_leaves_no_link_and_no_file(self, server, settings):
        case = make_verified(at=CASES_AT)
        person = make_citizen().person
        Voice.objects.filter(id=case.voice_id).update(reporter=person)
        note_outside_photos([f"{server.url}/foto.jpg"] * 2, voice_id=case.voice_id, at=CASES_AT)
        services.fetch_waiting_photos(at=CASES_AT, most=1)
        files = {row.file.name for row in OutsidePhoto.objects.exclude(file="")}
        erase_person(person.id, by=make_actor(), at=CASES_AT)
        assert OutsidePhoto.objects.count() == 0
        assert files
        assert not any((settings.MEDIA_ROOT / name).exists() for name in files)


# --- client pull ------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("law")
def test_a_photo_in_an_update_is_fetched_for_the_officers(server, settings):
    with fake.running() as other:
        settings.PENDOPO_OUTBOUND_HOSTS = [other.host]
        endpoint = make_endpoint(other.url, api_key=fake.KEY)
        case = make_verified(at=CASES_AT, office=make_office())
        services.pass_on(number=case.number, endpoint=endpoint, by=make_actor(), at=CASES_AT)
        services.send_waiting(at=CASES_AT)
        number = RemoteCase.objects.get().external_number
        other.tell("u-1", number, "FIXED", "2026-03-20T10:00:00+07:00", "Selesai.")
        other.updates[0]["media_url"] = f"{server.url}/foto.jpg"
        services.pull_due(at=CASES_AT + timedelta(days=5))
    assert server.calls == []
    services.fetch_waiting_photos(at=CASES_AT + timedelta(days=5))
    row = OutsidePhoto.objects.get()
    assert (row.state, row.update.update_id, row.voice_id) == ("kept", "u-1", case.voice_id)
    kept = kept_photo(row.id, voice_id=case.voice_id)
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert Photo.objects.count() == 0
