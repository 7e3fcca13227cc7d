"""What everyone reads of releases, and the desk on forms."""

import gzip
import json
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.governance import ship_policies
from tests.factories.people import actor_for, make_officer, sign_in
from tests.factories.release import AT, make_published, make_registrar, make_release, make_topic

from pendopo.foundation.people.types import Role
from pendopo.foundation.release.errors import NotRegistrar
from pendopo.foundation.release.models import Release, ReleaseTemplate
from pendopo.foundation.release.services import mandates, publishing

pytestmark = pytest.mark.django_db
NEWS, DESK = "/kabar/", "/petugas/rilis/"


@pytest.fixture(autouse=True)
def _policies(db):
    ship_policies()


def test_everyone_reads_what_stands_in_one_query(client, django_assert_num_queries):
    make_published(title="Pasar pindah")
    make_release(title="Belum apa-apa")
    gone = make_published(title="Keliru")
    by = make_registrar()
    publishing.withdraw(release_id=gone.id, reason="Angkanya keliru.", by=by, at=AT)
    client.get(NEWS)
    with django_assert_num_queries(1):
        page = client.get(NEWS).content.decode()
    assert "Pasar pindah" in page
    assert "Belum apa-apa" not in page
    assert "Keliru" not in page
    for _number in range(4):
        make_published(text="Kabar panjang. " * 200)
    with django_assert_num_queries(1):
        answer = client.get(NEWS)
    assert len(gzip.compress(answer.content, 6)) <= 14 * 1024


def test_the_archived_copy_is_what_the_receipt_speaks_of(client):
    release = make_published()
    page = f"{NEWS}{release.id}/"
    archive = client.get(f"{page}arsip.json")
    receipt = json.loads(client.get(f"{page}tanda-terima.json").content)
    digest = sha256(archive.content).hexdigest()
    assert receipt["fact"]["payload"]["archived"] == digest
    assert json.loads(archive.content)["text"] == release.text
    assert digest in client.get(page).content.decode()


def test_a_withdrawn_release_shows_the_reason_and_none_of_its_words(client):
    release = make_published(title="Angka salah", text="Sebelas ribu.")
    publishing.withdraw(release_id=release.id, reason="Keliru.", by=make_registrar(), at=AT)
    page = client.get(f"{NEWS}{release.id}/").content.decode()
    assert "Keliru." in page
    assert "Sebelas ribu" not in page
    assert "Angka salah" not in page
    assert client.get(f"{NEWS}{release.id}/arsip.json").status_code == 404


def test_a_draft_is_nobodys_to_read(client):
    release = make_release()
    for end in ("", "arsip.json", "tanda-terima.json"):
        assert client.get(f"{NEWS}{release.id}/{end}").status_code == 404


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_feeds_carry_what_stands_and_answer_unchanged(client, form):
    make_published(title="Pasar & jalan")
    answer = client.get(f"{NEWS}umpan/{form}/")
    assert f"application/{form}+xml" in answer["Content-Type"]
    assert b"Pasar &amp; jalan" in answer.content
    again = client.get(f"{NEWS}umpan/{form}/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert client.get(f"{NEWS}umpan/json/").status_code == 404


def test_a_bad_draft_loses_nothing_of_what_was_typed(client):
    sign_in(client, make_officer())
    told = {"title": "Pasar pindah", "text": "", "kind": "news", "topic": make_topic().id}
    answer = client.post(f"{DESK}baru/", told)
    assert answer.status_code == 422
    assert "Pasar pindah" in answer.content.decode()
    assert not Release.objects.exists()


def test_a_moment_is_told_in_the_offices_zone(client):
    sign_in(client, make_officer())
    told = {
        "title": "Pasar pindah",
        "text": "Mulai besok.",
        "kind": "news",
        "topic": make_topic().id,
        "material_class": "releasable",
        "planned_at": "2026-12-02T08:00",
    }
    assert client.post(f"{DESK}baru/", told).status_code == 302
    release = Release.objects.get()
    assert release.planned_at.isoformat() == "2026-12-02T01:00:00+00:00"
    page = client.get(f"{DESK}{release.id}/naskah/").content.decode()
    assert 'value="2026-12-02T08:00"' in page


def test_what_is_not_ones_own_is_not_found_and_a_refusal_names_the_rule(client):
    at = timezone.now()
    head = make_officer(Role.HEAD, at=at)
    release = make_release(by=actor_for(head, at), at=at)
    sign_in(client, head)
    page = f"{DESK}{release.id}/"
    client.post(page, {"step": "submit"})
    refused = client.post(page, {"step": "approve", "kind": "fact_owner"})
    assert refused.status_code == 409
    assert "NAS-10" in refused.content.decode()
    sign_in(client, make_officer())
    assert client.get(page).status_code == 404
    assert client.get(f"{page}naskah/").status_code == 404
    assert client.post(page, {"step": "submit"}).status_code == 404


def test_the_desks_queries_do_not_grow_with_its_rows(client, django_assert_max_num_queries):
    by = make_officer(Role.PPID)
    sign_in(client, by)
    topic = make_topic()
    make_release(topic=topic)
    client.get(DESK)
    with CaptureQueriesContext(connection) as few:
        client.get(DESK)
    for _number in range(3):
        make_release(topic=topic)
    with django_assert_max_num_queries(len(few)):
        client.get(DESK)


def test_a_release_begins_with_the_words_of_a_template_while_it_is_offered(client):
    sign_in(client, make_officer(Role.PPID))
    told = {"code": "jalan", "title": "Jalan ditutup", "text": "Mulai pukul …", "kind": "news"}
    templates = "/petugas/templat-rilis/"
    assert client.post(templates, told | {"text": ""}).status_code == 422
    assert client.post(templates, told | {"is_active": "on"}).status_code == 302
    page = client.get(f"{DESK}baru/", {"templat": "jalan"}).content.decode()
    assert 'value="Jalan ditutup"' in page
    assert "Mulai pukul …" in page
    assert client.post(templates, told).status_code == 302
    page = client.get(f"{DESK}baru/", {"templat": "jalan"}).content.decode()
    assert "Jalan ditutup" not in page


def test_only_registrars_keep_templates():
    with pytest.raises(NotRegistrar):
        mandates.save_template(
            code="jalan",
            title="Jalan",
            text="Jalan.",
            kind="news",
            is_active=True,
            by=actor_for(make_officer(), AT),
            at=AT,
        )
    assert not ReleaseTemplate.objects.exists()
