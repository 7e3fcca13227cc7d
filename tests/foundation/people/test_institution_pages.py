"""The screens of the institution: they work by plain forms, for admins alone."""

import re

import pytest
from django.utils import timezone
from tests.factories.people import make_office, make_officer, sign_in

from pendopo.foundation.people.models import Account, Office, Position
from pendopo.foundation.people.types import Role

pytestmark = pytest.mark.django_db
TREE = "/petugas/perangkat-daerah/"
SETDA = f"{TREE}kantor/setda/"


@pytest.fixture
def setda():
    return make_office("setda", name="Sekretariat Daerah")


@pytest.fixture
def admin(client, setda):
    return sign_in(client, make_officer(Role.ADMIN, setda, at=timezone.now()))


def today():
    return timezone.localdate().isoformat()


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_no_other_role_sees_or_changes_it(client, setda, role):
    sign_in(client, make_officer(role, setda, at=timezone.now()))
    for address in (TREE, f"{TREE}tambah/", SETDA):
        assert client.get(address).status_code == 403
        assert client.post(address, {"step": "close", "valid_to": today()}).status_code == 403
    assert Office.objects.get(code="setda").is_active


def test_the_tree_shows_heads_and_where_there_is_none(admin, setda):
    make_officer(Role.HEAD, make_office("dishub", name="Dinas Perhubungan", parent=setda))
    page = text_of(admin.get(TREE))
    assert "Dinas Perhubungan" in page
    assert page.count("belum punya kepala") == 1
    assert "Tambah perangkat daerah" in page


def test_an_office_is_added_and_what_was_typed_comes_back_if_it_is_wrong(admin):
    typed = {
        "code": "Dinas Baru",
        "name": "Dinas Baru",
        "short_name": "Disbaru",
        "kind": "dinas",
        "parent": "setda",
        "valid_from": "2026-01-02",
    }
    wrong = admin.post(f"{TREE}tambah/", typed)
    assert wrong.status_code == 422
    assert "Pakai huruf kecil" in text_of(wrong)
    assert 'value="Disbaru"' in text_of(wrong)
    right = admin.post(f"{TREE}tambah/", typed | {"code": "disbaru"})
    assert right.url == f"{TREE}kantor/disbaru/"
    assert Office.objects.get(code="disbaru").parent.code == "setda"


def test_somebody_is_appointed_and_ended_on_the_page_of_the_office(admin):
    asked = {"step": "appoint", "email": "siti@contoh.go.id", "name": "Siti Contoh"}
    answer = admin.post(SETDA, asked | {"role": "head", "valid_from": today()}, follow=True)
    page = text_of(answer)
    assert "Kata sandi pertama, hanya ditampilkan sekali" in page
    password = re.search(r"<code>([^<]+)</code>", page).group(1)
    assert Account.objects.get(email="siti@contoh.go.id").check_password(password)
    assert not any(password in cookie.value for cookie in answer.cookies.values())
    assert "Siti Contoh diangkat sebagai kepala perangkat daerah" in page
    assert "Kata sandi pertama, hanya ditampilkan sekali" not in text_of(admin.get(SETDA))
    position = Position.objects.get(role="head")
    ended = {"step": "end", "position": str(position.id), "valid_to": today()}
    assert "Akhir jabatan disimpan." in text_of(admin.post(SETDA, ended, follow=True))


def test_the_last_admin_is_told_why_they_stay(admin):
    own = Position.objects.get()
    answer = admin.post(SETDA, {"step": "end", "position": str(own.id), "valid_to": today()})
    assert answer.status_code == 422
    assert "pengelola sistem yang terakhir" in text_of(answer)
    mine = Account.objects.get().email
    answer = admin.post(
        SETDA, {"step": "appoint", "email": mine, "role": "verifier", "valid_from": today()}
    )
    assert "mengangkat diri sendiri" in text_of(answer)
    assert Position.objects.count() == 1


def test_an_office_is_renamed_moved_and_closed_there(admin, setda):
    make_office("dishub", name="Dishub")
    place = f"{TREE}kantor/dishub/"
    words = {"name": "Dinas Perhubungan", "short_name": "Dishub", "kind": "dinas"}
    assert admin.post(place, {"step": "rename", **words}).status_code == 302
    assert admin.post(place, {"step": "move", "parent": "setda"}).status_code == 302
    kept = admin.post(SETDA, {"step": "close", "valid_to": today()})
    assert kept.status_code == 422
    assert "Masih membawahi: Dishub." in text_of(kept)
    assert admin.post(place, {"step": "close", "valid_to": today()}).status_code == 302
    office = Office.objects.get(code="dishub")
    assert (office.name, office.parent, office.is_active) == ("Dinas Perhubungan", setda, False)
    assert "Angkat petugas" not in text_of(admin.get(place))
    assert "Yang sudah ditutup" in text_of(admin.get(TREE))


def test_a_word_of_another_system_for_the_kind_is_kept(admin):
    office = make_office("pdam", name="PDAM")
    Office.objects.filter(id=office.id).update(kind="perumda")
    place = f"{TREE}kantor/pdam/"
    words = {"name": "PDAM Tirta", "short_name": "PDAM", "kind": "perumda"}
    assert admin.post(place, {"step": "rename", **words}).status_code == 302
    assert Office.objects.get(code="pdam").kind == "perumda"


def test_the_page_leads_to_the_hours_of_the_office(admin):
    assert "/petugas/aturan/jam/tambah/?kantor=setda" in text_of(admin.get(SETDA))
    form = text_of(admin.get("/petugas/aturan/jam/tambah/?kantor=setda"))
    assert '<option value="setda" selected>' in form


def test_an_unknown_office_is_not_found(admin):
    assert admin.get(f"{TREE}kantor/entah/").status_code == 404
