"""The office that a procedure names as its owner goes before topic, area and asset."""

import pytest
from tests.factories.cases import AT, make_case, make_responsibility
from tests.factories.people import make_office, make_officer, sign_in
from tests.factories.procedures import make_procedure
from tests.factories.voice import make_topics

from pendopo.foundation.people.types import Role
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.routing.offices import suggestion_for
from pendopo.journey.cases.routing.table import try_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(law):
    make_topics()
    make_responsibility(make_office("pu", name="Pekerjaan Umum"), "roads.hole")
    found = make_case(at=AT, topic="roads.hole")
    Case.objects.filter(id=found.id).update(procedure_version=make_procedure())
    return Case.objects.select_related("procedure_version").get(id=found.id)


def test_the_owner_of_the_procedure_is_suggested_before_the_table(case):
    owner = make_office("dinas-contoh")
    found = suggestion_for(case, at=AT)
    assert (found.office, found.procedure, found.row) == (owner, "Surat contoh", None)


@pytest.mark.parametrize("change", ["gone", "accused", "none"])
def test_without_an_owner_that_may_have_it_the_table_answers(case, change):
    owner = make_office("dinas-contoh")
    if change == "gone":
        owner.is_active = False
        owner.save()
    if change == "accused":
        case.accused_office = owner
    if change == "none":
        case.procedure_version = None
    found = suggestion_for(case, at=AT)
    assert (found.office.code, found.procedure) == ("pu", "")


def test_the_desk_says_that_the_procedure_is_the_reason(case, client):
    make_office("dinas-contoh")
    sign_in(client, make_officer(Role.VERIFIER, make_office("setda")))
    page = client.get(f"/petugas/laporan/{case.number}/").content.decode()
    assert "Disarankan Dinas Contoh: prosedur “Surat contoh” menyebutnya sebagai pemilik." in page
    assert '<option value="dinas-contoh" selected>' in page


def test_trying_out_names_the_procedure_as_the_reason(case, client):
    make_office("dinas-contoh")
    sign_in(client, make_officer(Role.VERIFIER, make_office("setda")))
    address = "/petugas/penanggung-jawab/"
    page = client.get(address, {"topic": "", "procedure": "surat-contoh"}).content.decode()
    assert "karena prosedur “Surat contoh” menyebutnya sebagai pemilik" in page
    page = client.get(address, {"topic": "", "procedure": ""}).content.decode()
    assert "Pilih topik, atau prosedur yang menyebut pemiliknya." in page
    page = client.get(address, {"topic": "roads.hole"}).content.decode()
    assert "karena topik “Jalan rusak”" in page


def test_a_procedure_without_an_owner_leaves_it_to_the_table(case):
    version = make_procedure(code="surat-lain", owner={"label": "Desa"})
    assert try_out("roads.hole", "", "", procedure=version, at=AT).office.code == "pu"
