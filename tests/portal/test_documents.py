"""Whoever applied gives a missing or better document later; nobody else does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.factories.applying import send_under
from tests.factories.law import ship_law
from tests.factories.procedures import pdf_bytes, ship_procedures
from tests.factories.voice import picture_bytes

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import ANONYMOUS
from pendopo.journey.cases import services
from pendopo.journey.cases.selectors.application import lacking_to_verify
from pendopo.journey.procedures import selectors as procedures
from pendopo.journey.voice.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    ship_law()
    ship_procedures()
    version = procedures.running("ktp-el-hilang").version
    found = send_under(version, at=timezone.now())
    services.open_case(voice_id=found.voice_id, at=timezone.now())
    return found


@pytest.fixture
def own(client, sent):
    client.post("/lacak/", {"number": sent.number, "code": sent.tracking_code})
    return f"/lacak/{sent.number}/berkas/"


def photo(content=None):
    return SimpleUploadedFile("surat.jpg", content or picture_bytes(), "image/jpeg")


def code():
    return Document.objects.order_by("requirement").values_list("requirement", flat=True)[0]


def test_a_better_copy_is_added_and_the_first_stays(client, sent, own):
    before = Document.objects.count()
    page = client.get(own).content.decode()
    assert "1 berkas sudah diterima." in page
    assert f'href="{own}"' in client.get(f"/lacak/{sent.number}/").content.decode()
    answer = client.post(own, {f"file_{code()}": photo()})
    assert (answer.status_code, answer.url) == (302, f"/lacak/{sent.number}/")
    assert Document.objects.filter(voice_id=sent.voice_id).count() == before + 1
    fact = FactRow.objects.get(name="DocumentsAdded")
    assert fact.payload["requirements"] == code()


def test_a_missing_document_no_longer_holds_up_the_case(client, sent, own):
    case = services.open_case(voice_id=sent.voice_id, at=timezone.now())
    needed = code()
    Document.objects.filter(requirement=needed).delete()
    assert lacking_to_verify(case).documents
    pdf = SimpleUploadedFile("surat.pdf", pdf_bytes(), "application/pdf")
    client.post(own, {f"file_{needed}": [photo(), pdf]})
    assert Document.objects.filter(voice_id=sent.voice_id, requirement=needed).exists()
    assert not lacking_to_verify(case).documents


def test_what_can_not_be_read_is_named_and_what_can_is_kept(client, sent, own):
    before = Document.objects.count()
    answer = client.post(own, {f"file_{code()}": [photo(), photo(b"<svg onload=x>")]})
    assert answer.status_code == 422
    assert "Ada berkas yang perlu diperiksa" in answer.content.decode()
    assert Document.objects.filter(voice_id=sent.voice_id).count() == before + 1
    assert "Pilih dulu berkasnya." in client.post(own).content.decode()


def test_without_the_code_nothing_is_taken(sent):
    before = Document.objects.count()
    stranger, path = Client(), f"/lacak/{sent.number}/berkas/"
    for answer in (stranger.get(path), stranger.post(path, {f"file_{code()}": photo()})):
        assert answer.status_code == 302
        assert answer.url.startswith("/lacak/?nomor=")
    assert Document.objects.count() == before
    assert not FactRow.objects.filter(name="DocumentsAdded").exists()


def test_a_finished_application_takes_none(client, sent, own):
    services.withdraw_case(
        case_id=services.open_case(voice_id=sent.voice_id, at=timezone.now()).id,
        by=ANONYMOUS,
        at=timezone.now(),
    )
    assert client.get(own).status_code == 404
    assert client.post(own, {f"file_{code()}": photo()}).status_code == 404
