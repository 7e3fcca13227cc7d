"""Procedures through Open311: the questions of their forms, held to the rules of their forms."""

from __future__ import annotations

import json
import re

import pytest
from tests.factories.cases import make_actor
from tests.factories.exchange import AT, make_secret, posted
from tests.factories.people import make_office
from tests.factories.procedures import SMALL, make_procedure, ship_procedures

from pendopo.ecosystem.exchange.models import PartnerVoice
from pendopo.ecosystem.exchange.open311 import read_json, read_xml
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import services as cases
from pendopo.journey.cases.types import CaseClass
from pendopo.journey.voice.models import Voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
V2 = "/open311/v2"
READERS = {"json": read_json, "xml": read_xml}
CODE = "procedure.lapor-pohon"
PROPERTIES = {
    "judul": {"type": "string", "title": "Judul", "x-fills": "title", "minLength": 5},
    "uraian": {"type": "string", "title": "Uraian", "x-widget": "text", "x-fills": "text"},
    "jenis": {
        "type": "string",
        "title": "Pohon apa?",
        "enum": ["peneduh", "lain"],
        "x-labels": {"peneduh": "Peneduh", "lain": "Lain"},
        "description": "Lihat papan namanya.",
    },
    "jenis_lain": {
        "type": "string",
        "title": "Sebutkan",
        "maxLength": 20,
        "x-show-when": {"jenis": ["lain"]},
    },
    "bahaya": {
        "type": "array",
        "title": "Apa bahayanya?",
        "items": {"type": "string", "enum": ["kabel", "jalan"]},
    },
    "tinggi": {"type": "integer", "title": "Tinggi (m)", "minimum": 1, "maximum": 60},
    "sejak": {"type": "string", "title": "Sejak kapan", "format": "date"},
    "tumbang": {"type": "boolean", "title": "Sudah tumbang"},
    "telepon": {
        "type": "string",
        "title": "Telepon",
        "x-widget": "phone",
        "x-fills": "phone",
        "x-personal": True,
    },
    "nik": {
        "type": "string",
        "title": "NIK",
        "x-widget": "nik",
        "x-fills": "nik",
        "x-personal": True,
    },
}
FORM = {
    "type": "object",
    "required": ["judul", "uraian", "jenis", "jenis_lain", "telepon"],
    "properties": PROPERTIES,
    "x-pages": [
        {"title": "Pohonnya", "fields": ["judul", "uraian", "jenis", "jenis_lain", "bahaya"]},
        {"title": "Lainnya", "fields": ["tinggi", "sejak", "tumbang", "telepon", "nik"]},
    ],
}
OPEN = {"is_secret": False, "identity": "optional"}


@pytest.fixture
def tree():
    """A procedure with a question of every kind, fit for Open311."""
    return make_procedure(
        code="lapor-pohon",
        title={"id": "Pohon berbahaya"},
        kind="service",
        form=FORM,
        documents=[],
        secrecy=OPEN,
        public_view=["number", "status"],
    )


def read(client, path, wire="json"):
    answer = client.get(f"{V2}/{path}.{wire}")
    assert answer.status_code == 200, answer.content
    return READERS[wire](answer.content)


def post(client, **changes):
    told = {
        "service_code": CODE,
        "attribute[judul]": "Pohon miring di depan pasar",
        "attribute[jenis]": "peneduh",
        "phone": "0812-0000-0000",
        "api_key": make_secret(),
    } | changes
    return client.post(f"{V2}/requests.json", posted(**told))


def faults(answer) -> str:
    assert answer.status_code == 400, answer.content
    assert (Voice.objects.count(), PartnerVoice.objects.count()) == (0, 0)
    return " ".join(row["description"] for row in json.loads(answer.content))


@pytest.mark.parametrize("wire", READERS)
def test_a_fit_procedure_is_a_service_whose_definition_mirrors_its_form(client, tree, wire):
    (row,) = [row for row in read(client, "services", wire) if row["service_code"] == CODE]
    assert (row["service_name"], row["metadata"], row["type"]) == (
        "Pohon berbahaya",
        True,
        "realtime",
    )
    (definition,) = read(client, f"services/{CODE}", wire)
    asked = {one["code"]: one for one in definition["attributes"]}
    assert {
        code: (one["datatype"], one["required"], one["variable"]) for code, one in asked.items()
    } == {
        "judul": ("string", True, True),
        "uraian": ("text", False, False),
        "jenis": ("singlevaluelist", True, True),
        "jenis_lain": ("string", False, True),
        "bahaya": ("multivaluelist", False, True),
        "tinggi": ("number", False, True),
        "sejak": ("datetime", False, True),
        "tumbang": ("singlevaluelist", False, True),
        "telepon": ("string", True, True),
    }
    assert [one["order"] for one in definition["attributes"]] == list(range(1, 10))
    assert asked["jenis"]["values"] == [
        {"key": "peneduh", "name": "Peneduh"},
        {"key": "lain", "name": "Lain"},
    ]
    assert asked["jenis"]["datatype_description"] == "Lihat papan namanya."
    assert "Pohon apa?” dijawab: lain" in asked["jenis_lain"]["datatype_description"]
    assert asked["uraian"]["description"] == "description: Uraian"


def test_a_post_becomes_a_voice_of_the_procedure(client, tree):
    answer = post(
        client,
        **{
            "attribute[jenis]": "lain",
            "attribute[JENIS_LAIN]": "Trembesi",
            "attribute[bahaya][]": ["kabel", "jalan"],
            "attribute[tinggi]": "12",
            "attribute[sejak]": "2026-03-16T23:30:00Z",
            "attribute[tumbang]": "false",
            "first_name": "Sari",
        },
    )
    assert answer.status_code == 200, answer.content
    voice = Voice.objects.get(number=json.loads(answer.content)[0]["service_request_id"])
    assert (voice.procedure_version, voice.kind, voice.channel) == (tree, "service", "open311")
    assert (voice.title, voice.topic_id) == ("Pohon miring di depan pasar", None)
    assert voice.text == "Lubang besar di depan pasar.\nSudah dua motor jatuh."
    assert json.loads(voice.answers) == {
        "jenis": "lain",
        "jenis_lain": "Trembesi",
        "bahaya": ["kabel", "jalan"],
        "tinggi": 12,
        "sejak": "2026-03-17",
        "tumbang": False,
        "telepon": "+6281200000000",
    }
    assert (voice.reporter.name, voice.reporter.phone) == ("Sari", "+6281200000000")
    assert (voice.is_anonymous, voice.is_secret, voice.latitude) == (True, False, -7.7956)


def test_the_place_is_not_needed_where_the_form_asks_for_none(client, tree):
    assert post(client, lat=None, long=None, address_string=None).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"attribute[jenis]": None}, r"attribute\[jenis\]"),
        ({"attribute[jenis]": "palem"}, r"attribute\[jenis\]"),
        ({"attribute[jenis]": ["peneduh", "lain"]}, "hanya satu nilai"),
        ({"attribute[jenis]": "lain"}, r"attribute\[jenis_lain\]"),
        ({"attribute[jenis_lain]": "Trembesi"}, "tidak ditanyakan"),
        ({"attribute[bahaya]": "banjir"}, r"attribute\[bahaya\]"),
        ({"attribute[tinggi]": "61"}, r"attribute\[tinggi\]"),
        ({"attribute[tinggi]": "dua"}, r"attribute\[tinggi\]"),
        ({"attribute[sejak]": "kemarin"}, r"attribute\[sejak\]"),
        ({"attribute[sejak]": "0001-01-01T00:00:00+14:00"}, r"attribute\[sejak\]"),
        ({"attribute[tumbang]": "mungkin"}, "true atau false"),
        ({"attribute[judul]": "Poh"}, r"attribute\[judul\]"),
        ({"attribute[nik]": "3300000000000001"}, "tidak dikenal: NIK"),
        ({"attribute[warna]": "hijau"}, "tidak dikenal: WARNA"),
        ({"description": None}, "description"),
        ({"phone": None}, r"attribute\[telepon\]"),
        ({"lat": "91"}, "lat"),
    ],
)
def test_what_the_form_would_refuse_is_refused_by_name(client, tree, changes, words):
    assert re.search(words, faults(post(client, **changes)))


def test_all_faults_of_a_form_are_told_at_once(client, tree):
    told = faults(
        post(client, **{"attribute[jenis]": "x", "attribute[tinggi]": "x", "attribute[q]": "1"})
    )
    for word in ("attribute[jenis]", "attribute[tinggi]", "tidak dikenal: Q"):
        assert word in told


def test_the_same_key_with_other_answers_is_no_repetition(client, tree):
    key = make_secret()
    told = posted(
        service_code=CODE,
        phone="0812-0000-0000",
        api_key=key,
        **{"attribute[judul]": "Pohon miring", "attribute[jenis]": "peneduh"},
    )
    first = client.post(f"{V2}/requests.json", told, HTTP_IDEMPOTENCY_KEY="a")
    again = client.post(f"{V2}/requests.json", told, HTTP_IDEMPOTENCY_KEY="a")
    other = client.post(
        f"{V2}/requests.json", told | {"attribute[tinggi]": "3"}, HTTP_IDEMPOTENCY_KEY="a"
    )
    assert first.content == again.content
    assert other.status_code == 400
    assert Voice.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"secrecy": {"is_secret": True, "identity": "optional"}, "public_view": []}, "rahasia"),
        ({"documents": [SMALL["documents"][1]], "form": SMALL["form"]}, "berkas"),
        ({"form": FORM | {"required": [*FORM["required"], "nik"]}}, "NIK"),
    ],
)
def test_a_procedure_that_is_not_fit_is_left_out_and_the_page_says_why(client, changes, reason):
    shape = {"form": FORM, "documents": [], "secrecy": OPEN, "public_view": ["number"]} | changes
    make_procedure(code="lapor-pohon", title={"id": "Pohon berbahaya"}, **shape)
    assert CODE not in {row["service_code"] for row in read(client, "services")}
    assert client.get(f"{V2}/services/{CODE}.json").status_code == 404
    assert faults(post(client))
    page = client.get("/api/").content.decode()
    assert re.search(rf"Pohon berbahaya:[^<]*{reason}", page)


def test_the_public_list_names_the_procedure_where_no_topic_was_chosen(client, tree):
    post(client)
    voice = Voice.objects.get()
    case = cases.open_case(voice_id=voice.id, at=AT)
    cases.verify_case(
        case_id=case.id,
        case_class=CaseClass.SERVICE,
        office=make_office(),
        by=make_actor(Role.VERIFIER),
        at=AT,
    )
    case.refresh_from_db()
    assert case.is_public
    answer = client.get(f"{V2}/requests.json", {"service_code": CODE})
    (row,) = json.loads(answer.content)
    assert (row["service_code"], row["service_name"]) == (CODE, "Pohon berbahaya")


def test_of_what_is_shipped_only_open_procedures_without_papers_are_services(client):
    ship_procedures()
    codes = {row["service_code"] for row in read(client, "services")}
    assert {code for code in codes if code.startswith("procedure.")} == {
        "procedure.aspirasi",
        "procedure.pengaduan",
        "procedure.pertanyaan",
    }


def test_services_cost_the_same_with_one_and_three_procedures(
    client, tree, django_assert_max_num_queries
):
    for i in range(2):
        make_procedure(
            code=f"lapor-{i}", form=FORM, documents=[], secrecy=OPEN, public_view=["number"]
        )
    with django_assert_max_num_queries(4):
        read(client, "services")
