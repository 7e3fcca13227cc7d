"""What the public reads of a procedure, and the desk where it is edited and decided."""

import gzip

import pytest
from tests.factories.people import make_officer, sign_in
from tests.factories.procedures import (
    TODAY,
    make_definition,
    make_draft,
    make_procedure,
    ship_procedures,
)

from pendopo.foundation.people.types import Role
from pendopo.journey.procedures import selectors
from pendopo.journey.procedures.editing import PARTS, PartForm
from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.procedures.written import write_yaml

pytestmark = pytest.mark.django_db
DESK = "/petugas/prosedur/surat-contoh/"
FIRST_RESPONSE = 14 * 1024


@pytest.fixture
def editor(client):
    return sign_in(client, make_officer(Role.ADMIN))


def text_of(answer):
    return answer.content.decode()


def filled(part, **changed):
    """What a browser posts of an edit form that nobody touched, with some fields changed."""
    form = PartForm(PARTS[part], selectors.newest("surat-contoh").definition)
    values = {name: form[name].value() for name in form.fields}
    told = values | changed
    return {name: told[name] for name in told if told[name] is not None and told[name] is not False}


def test_the_catalogue_shows_cost_duration_and_what_is_unsure(client):
    ship_procedures()
    page = text_of(client.get("/layanan/"))
    assert "Kelahiran dan keluarga" in page
    assert 'href="/layanan/akta-kelahiran/"' in page
    assert "Paling lama 5 hari kerja" in page
    assert "belum dikonfirmasi" in page


def test_the_catalogue_is_light_and_asks_once(client, django_assert_num_queries):
    make_procedure()
    with django_assert_num_queries(1):
        client.get("/layanan/")
    ship_procedures()
    with django_assert_num_queries(1):
        page = client.get("/layanan/").content
    assert len(gzip.compress(page, 6)) <= FIRST_RESPONSE


def test_searching_without_result_offers_a_way_on(client):
    ship_procedures()
    assert "Tidak ada layanan yang cocok" in text_of(client.get("/layanan/?cari=helikopter"))


@pytest.mark.parametrize(
    "query", ["?after=tiada", "?kelompok=x", "?cari=" + "a" * 200, "?after=%00"]
)
def test_nonsense_in_the_address_is_no_fault(client, query):
    ship_procedures()
    assert client.get("/layanan/" + query).status_code == 200


def test_every_shipped_page_names_the_fourteen_parts_and_is_light(client):
    ship_procedures()
    for row in selectors.catalogue().rows:
        answer = client.get(f"/layanan/{row.procedure_id}/")
        page = text_of(answer)
        assert [n for n in range(1, 15) if f'id="bagian-{n}"' not in page] == []
        assert page.index("1. Persyaratan") < page.index("6. Penanganan") < page.index("14. ")
        assert "Belum ditetapkan dengan keputusan" in page
        assert len(gzip.compress(answer.content, 6)) <= FIRST_RESPONSE


def test_unsure_limits_are_marked_and_sure_ones_are_not(client):
    ship_procedures()
    assert "belum dikonfirmasi" in text_of(client.get("/layanan/ktp-el-hilang/"))
    page = text_of(client.get("/layanan/permohonan-informasi/"))
    limits = page[page.index("3. Jangka") : page.index("4. Biaya")]
    assert "10 hari kerja sejak diterima" in limits
    assert "belum dikonfirmasi" not in limits


def test_objection_has_its_seven_grounds(client):
    ship_procedures()
    page = text_of(client.get("/layanan/permohonan-informasi/"))
    grounds = page[page.index('<ol type="a"') :]
    assert grounds[: grounds.index("</ol>")].count("<li>") == 7


def test_a_decided_version_names_its_decree(client):
    version = make_procedure()
    assert f"ditetapkan dengan {version.decree_number}" in text_of(
        client.get("/layanan/surat-contoh/")
    )


def test_a_draft_is_not_public(client):
    make_draft()
    assert client.get("/layanan/surat-contoh/").status_code == 404
    assert "Surat contoh" not in text_of(client.get("/layanan/"))


def test_the_desk_lists_versions_and_drafts(client, editor):
    make_procedure()
    make_draft(title={"id": "Surat lain"})
    page = text_of(client.get("/petugas/prosedur/"))
    assert "Surat lain" in page
    assert "Ada rancangan" in page


def test_the_desk_asks_as_often_with_more_procedures(client, editor, django_assert_max_num_queries):
    make_procedure()
    with django_assert_max_num_queries(12) as first:
        client.get("/petugas/prosedur/")
    ship_procedures()
    with django_assert_max_num_queries(len(first)):
        client.get("/petugas/prosedur/")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_saved_untouched_changes_nothing(client, editor, part):
    make_procedure()
    answer = client.post(f"{DESK}ubah/?bagian={part}", filled(part))
    assert answer.status_code == 302
    draft = selectors.draft_of("surat-contoh")
    assert draft.definition == make_definition()


def test_a_changed_title_and_fee_become_a_draft_and_are_told_in_words(client, editor):
    make_procedure()
    told = filled("pokok", r0_title="Surat lain", r0_fee="5000")
    client.post(f"{DESK}ubah/?bagian=pokok", told)
    page = text_of(client.get(DESK))
    assert "<del>Surat contoh</del>" in page
    assert "<ins>Surat lain</ins>" in page
    assert "<ins>5000</ins>" in page
    assert selectors.running("surat-contoh").definition.title == "Surat contoh"


def test_a_new_requirement_gets_a_code_and_a_dropped_one_goes(client, editor):
    make_procedure()
    told = filled("persyaratan", r1_drop="on", r2_label="KTP-el", r2_accepts=["pdf"])
    client.post(f"{DESK}ubah/?bagian=persyaratan", told)
    rows = selectors.draft_of("surat-contoh").definition["documents"]
    assert [(row["code"], row["accepts"]) for row in rows] == [
        ("kk", ["image", "pdf"]),
        ("ktp-el", ["pdf"]),
    ]


def test_a_half_filled_new_row_is_refused_with_everything_typed(client, editor):
    make_procedure()
    told = filled("batas-waktu", r1_amount="7")
    answer = client.post(f"{DESK}ubah/?bagian=batas-waktu", told)
    assert answer.status_code == 422
    assert 'value="7"' in text_of(answer)
    assert selectors.draft_of("surat-contoh") is None


def test_a_whole_text_is_saved_or_its_faults_are_told_with_lines(client, editor):
    make_procedure()
    text = write_yaml(make_definition(title={"id": "Surat lain"}))
    assert client.post(f"{DESK}naskah/", {"text": text}).status_code == 302
    wrong = text.replace("kind: service", "kind: hobi")
    answer = client.post(f"{DESK}naskah/", {"text": wrong})
    assert answer.status_code == 422
    line = wrong.splitlines().index("kind: hobi") + 1
    assert f"Baris {line}" in text_of(answer)
    assert "kind: hobi" in text_of(answer)


def test_the_code_of_a_procedure_is_not_changed_in_its_text(client, editor):
    make_procedure()
    answer = client.post(f"{DESK}naskah/", {"text": write_yaml(make_definition(code="lain"))})
    assert answer.status_code == 422
    assert ProcedureVersion.objects.count() == 1


def test_a_new_procedure_begins_from_a_sound_text(client, editor):
    page = client.get("/petugas/prosedur/baru/")
    text = page.context["form"]["text"].value()
    assert client.post("/petugas/prosedur/baru/", {"text": text}).url == (
        "/petugas/prosedur/layanan-baru/"
    )


def test_the_preview_shows_page_and_form_of_the_draft(client, editor):
    make_draft()
    page = text_of(client.get(f"{DESK}pratinjau/"))
    assert "rancangan yang belum berlaku" in page
    assert 'name="keperluan"' in page


def test_publishing_by_decree_and_the_version_page(client, editor):
    make_draft()
    decree = {
        "decree_number": "500/9/2026",
        "decree_date": "2020-01-02",
        "valid_from": "2020-01-02",
    }
    assert client.post(f"{DESK}tetapkan/", decree).status_code == 302
    assert selectors.running("surat-contoh").version.decree_number == "500/9/2026"
    assert "Versi 1" in text_of(client.get(f"{DESK}versi/1/"))


def test_a_decree_without_number_comes_back_and_decides_nothing(client, editor):
    make_draft()
    answer = client.post(f"{DESK}tetapkan/", {"decree_date": str(TODAY), "valid_from": "kemarin"})
    assert answer.status_code == 422
    assert selectors.running_or_none("surat-contoh") is None


def test_dropping_and_retiring_by_form(client, editor):
    make_procedure()
    make_draft(title={"id": "Surat lain"})
    client.post(f"{DESK}buang/")
    assert selectors.draft_of("surat-contoh") is None
    client.post(f"{DESK}akhiri/")
    assert client.get("/layanan/surat-contoh/").status_code == 404


@pytest.mark.parametrize("page", ["", "ubah/", "naskah/", "pratinjau/", "versi/1/"])
def test_an_unknown_procedure_is_not_found(client, editor, page):
    assert client.get(f"/petugas/prosedur/tiada/{page}").status_code == 404
