"""What everyone reads, the simulator without scripts, and the desk where rules are decided."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.governance import (
    everyday,
    make_draft,
    make_editor,
    make_policy,
    make_rules,
    make_term,
    ship_policies,
)
from tests.factories.law import ship_law
from tests.factories.people import actor_for, make_officer, sign_in

from pendopo.engines.policy import FACTS
from pendopo.engines.written import write_text
from pendopo.foundation.governance.forms import EVERYDAY, YES_NO
from pendopo.foundation.governance.models import PolicyTerm, PolicyVersion
from pendopo.foundation.governance.rule_forms import RuleForm
from pendopo.foundation.governance.services import decide, save_draft
from pendopo.foundation.governance.starting import fresh_rules
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Role
from pendopo.kernel.calendars import office_calendar

pytestmark = pytest.mark.django_db
ASK, DESK = "/kebijakan-informasi/siapa-boleh/", "/petugas/kebijakan/contoh/"
FIRST_RESPONSE = 14 * 1024
EVENING = {"day": "2026-11-30", "time": "19:00"}


@pytest.fixture
def editor(client):
    account = make_officer(Role.PPID)
    sign_in(client, account)
    return actor_for(account)


def text_of(answer):
    return answer.content.decode()


def answer_of(answer):
    page = text_of(answer)
    assert 'id="jawaban"' in page, page[:3000]
    return page[page.index('id="jawaban"') :].partition("</section>")[0]


def asked(client, address=ASK, **told):
    return client.get(address, EVERYDAY | EVENING | told)


# --- everyone -----------------------------------------------------------------------------


def test_everyone_reads_the_rules_with_law_control_and_what_is_unsure(
    client, django_assert_num_queries
):
    ship_policies()
    client.get("/kebijakan-informasi/")
    with django_assert_num_queries(1):
        answer = client.get("/kebijakan-informasi/")
    page = text_of(answer)
    assert "UU 27/2022 pasal 4 ayat (2) dan pasal 67 ayat (2)" in page
    assert "belum ditetapkan dengan keputusan daerah" in page
    assert "belum dikonfirmasi" in page
    for words in ("Ditegakkan sistem", "Terpantau secara gabungan", "Berdasarkan pengaduan"):
        assert words in page
    assert len(gzip.compress(answer.content, 6)) <= FIRST_RESPONSE


def test_before_any_rules_the_pages_say_so(client):
    assert "Belum ada kebijakan informasi yang berlaku" in text_of(
        client.get("/kebijakan-informasi/")
    )
    assert asked(client).status_code == 409


def test_the_simulator_answers_with_rule_law_and_control(client):
    ship_policies()
    page = answer_of(asked(client))
    assert "Boleh" in page
    assert "NAS-40" in page
    assert "periksa dasar hukum: SE MenPANRB 137/2018 angka 5 dan 6" in page
    assert "Cantumkan sumber resminya." in page
    assert "WIB</time>: di luar jam kerja" in page


def test_the_simulator_says_what_was_missing(client):
    ship_policies()
    page = answer_of(asked(client, object_class="", day="", time=""))
    assert "Tidak boleh" in page
    assert "Klasifikasi informasinya" in page
    assert "Aturan yang mungkin berlaku" in page


def test_the_simulator_reckons_working_time_by_the_calendar_of_the_house(client):
    ship_law()
    assert ": jam istirahat" in answer_of(asked(client, time="12:30"))
    # In Ramadan the day ends at 15.00; only the room of cases knows that.
    assert ": di luar jam kerja" in answer_of(asked(client, day="2026-03-02", time="15:00"))
    assert ": jam kerja" in answer_of(asked(client, day="2026-03-02", time="14:59"))


def test_the_simulator_asks_for_approvals_by_name(client):
    ship_policies()
    told = {"act": "post", "roles": ["pr_staff"], "account": "official"}
    told |= {"account_state": "registered", "object_class": "releasable"}
    page = answer_of(asked(client, **told))
    assert "Masih perlu persetujuan:" in page
    assert "pemilik fakta" in page
    assert "Boleh" in answer_of(asked(client, **told, authorisations=["fact_owner"]))


def test_nothing_that_is_asked_is_recorded(client):
    ship_policies()
    asked(client)
    assert not FactRow.objects.filter(name="PolicyDecided").exists()


def test_the_simulator_speaks_english(client):
    ship_policies()
    client.cookies["django_language"] = "en"
    page = answer_of(asked(client))
    assert "What is published may be shared by anyone, with its source." in page


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"act": "fly"}, "fly"),
        ({"object_class": "x"}, "x"),
        ({"day": "1999-01-01"}, "antara tahun 2000 dan 2100"),
        ({"day": "kemarin"}, "tanggal"),
        ({"roles": ["king"]}, "king"),
    ],
)
def test_nonsense_is_told_at_its_field_and_the_rest_stays(client, told, words):
    ship_policies()
    answer = asked(client, **(told | {"place": "workroom"}))
    page = text_of(answer)
    assert answer.status_code == 422
    assert words in page
    assert '<option value="workroom" selected' in page


def test_the_form_asks_for_every_fact_and_is_light(client):
    ship_policies()
    answer = client.get(ASK)
    page = text_of(answer)
    assert [name for name in FACTS if f'name="{name}"' not in page] == ["working_time"]
    assert len(gzip.compress(asked(client).content, 6)) <= FIRST_RESPONSE


# --- officers -----------------------------------------------------------------------------


def test_an_officer_may_ask_rules_that_do_not_hold_yet(client):
    ship_policies()
    sign_in(client, make_officer(Role.OFFICER))
    told = {"network": "office", "day": "2026-11-30", "time": "10:00"}
    assert "Boleh" in answer_of(asked(client, "/petugas/siapa-boleh/", **told))
    page = answer_of(asked(client, "/petugas/siapa-boleh/", **told, aturan="kabupaten-ketat"))
    assert "KET-06" in page
    assert "Kabupaten ketat" in page


def test_the_desk_shows_what_holds_and_what_comes(client, editor):
    ship_policies()
    today = timezone.localdate()
    make_term(code="masa-pemilihan", first=today.replace(year=today.year + 1), at=timezone.now())
    page = text_of(client.get("/petugas/kebijakan/"))
    assert (
        page.index("Berlaku sekarang") < page.index("Dasar nasional") < page.index("Akan berlaku")
    )
    assert "Kabupaten ketat" in page
    assert "Batalkan" in page


def test_the_desk_asks_as_often_for_many_sets_as_for_few(client, editor, django_assert_num_queries):
    make_draft(code="satu")
    client.get("/petugas/kebijakan/")
    with CaptureQueriesContext(connection) as few:
        client.get("/petugas/kebijakan/")
    ship_policies()
    with CaptureQueriesContext(connection) as many:
        client.get("/petugas/kebijakan/")
    assert len(few) == len(many)


def test_a_rule_is_edited_on_a_form_and_the_difference_shown(client, editor):
    make_policy()
    address = f"{DESK}aturan/CON-02/"
    form = RuleForm(make_rules()["rules"][1])
    told = {name: form[name].value() for name in form.fields if form[name].value()}
    told |= {"when_working_time": ["work", "rest"], "unless_emergency": "yes"}
    assert client.get(address).status_code == 200
    answer = client.post(address, told)
    assert (answer.status_code, answer.url) == (302, DESK)
    draft = PolicyVersion.objects.get(state="draft")
    assert draft.definition["rules"][1]["when"] == {"working_time": ["work", "rest"]}
    assert draft.definition["rules"][1]["unless"] == {"emergency": True}
    assert draft.definition["rules"][0] == make_rules()["rules"][0]
    page = text_of(client.get(DESK))
    assert "work; rest" in page
    assert "orang lain yang menetapkannya" in page


def test_every_shipped_rule_survives_its_form_untouched(db):
    ship_policies()
    for version in PolicyVersion.objects.all():
        for rule in version.definition["rules"]:
            form = RuleForm(rule)
            told = {name: form[name].value() for name in form.fields if form[name].value()}
            again = RuleForm(rule, told)
            assert again.is_valid(), (rule["id"], again.errors)
            assert again.rule() == rule


def test_a_rule_is_added_and_taken_out(client, editor):
    make_policy()
    told = {
        "id": "CON-03",
        "effect": "remind",
        "control": "attested",
        "regulation": "SE contoh",
        "confidence": "unconfirmed",
        "source": "contoh",
        "valid_from": "2026-01-01",
        "explanation": "Ingat.",
    }
    assert client.post(f"{DESK}tambah/", told | {"id": "CON-01"}).status_code == 422
    assert client.post(f"{DESK}tambah/", told | {"id": "con 3"}).status_code == 422
    assert not PolicyVersion.objects.filter(state="draft").exists()
    assert client.post(f"{DESK}tambah/", told).status_code == 302
    assert PolicyVersion.objects.get(state="draft").n_rules == 3
    assert client.post(f"{DESK}aturan/CON-03/hapus/").status_code == 302
    assert PolicyVersion.objects.get(state="draft").n_rules == 2
    assert client.post(f"{DESK}aturan/CON-03/hapus/").status_code == 404
    assert client.get(f"{DESK}aturan/TIADA/").status_code == 404


def test_a_rule_that_breaks_an_example_is_refused_with_it(client, editor):
    ship_policies()
    answer = client.post("/petugas/kebijakan/nasional/aturan/NAS-40/hapus/")
    assert answer.status_code == 422
    assert "Contoh ini diputus" in text_of(answer)
    assert PolicyVersion.objects.filter(state="draft").count() == 0


def test_the_whole_text_is_edited_and_faults_are_told_with_their_line(client, editor):
    make_policy()
    address = f"{DESK}naskah/"
    text = write_text(make_rules(title={"id": "Naskah baru"}))
    broken = text.replace("effect: deny", "effect: forbid")
    line = 1 + broken.split("\n").index("  effect: forbid")
    answer = client.post(address, {"text": broken})
    assert answer.status_code == 422
    assert f"Baris {line}" in text_of(answer)
    assert "effect: forbid" in text_of(answer)
    other = client.post(address, {"text": text.replace("code: contoh", "code: lain")})
    assert other.status_code == 422
    assert not PolicyVersion.objects.filter(state="draft").exists()
    assert client.post(address, {"text": text}).status_code == 302
    assert PolicyVersion.objects.get(state="draft").title == "Naskah baru"


def test_a_new_set_is_written_from_a_sound_beginning(client, editor):
    page = text_of(client.get("/petugas/kebijakan-baru/"))
    assert "kebijakan-baru" in page
    answer = client.post("/petugas/kebijakan-baru/", {"text": write_text(fresh_rules())})
    assert answer.url == "/petugas/kebijakan/kebijakan-baru/"


def test_a_new_set_may_go_on_from_one_that_is_there(client, editor):
    ship_policies()
    raw = make_rules(extends="nasional")
    assert client.post("/petugas/kebijakan-baru/", {"text": write_text(raw)}).status_code == 302
    draft = PolicyVersion.objects.get(policy_set="contoh")
    assert draft.n_rules == 2 + PolicyVersion.objects.get(policy_set="nasional").n_rules
    assert "extends" not in draft.definition
    raw = make_rules(code="lain", extends="tiada")
    answer = client.post("/petugas/kebijakan-baru/", {"text": write_text(raw)})
    assert (answer.status_code, "tiada" in text_of(answer)) == (422, True)


def test_the_effects_show_what_would_turn_before_anything_is_decided(client, editor):
    ship_policies()
    now = timezone.now()
    request = everyday(at=None, network="office", working_time="work", **quiet())
    for _ in range(2):
        decide(request=request, calendar=office_calendar(at=now), at=now)
    page = text_of(client.get("/petugas/kebijakan/kabupaten-ketat/akibat/"))
    assert "Dari 2 permintaan yang tercatat, 2 akan diputus lain." in page
    assert "KET-06" in page
    assert "jaringan kantor" in page
    assert "<ins>" in page
    same = text_of(client.get("/petugas/kebijakan/nasional/akibat/"))
    assert "Dari 2 permintaan yang tercatat, 0 akan diputus lain." in same
    assert "Sama dengan yang berlaku sekarang." in same


def test_without_recorded_requests_the_effects_say_so(client, editor):
    ship_policies()
    page = text_of(client.get("/petugas/kebijakan/kabupaten-ketat/akibat/"))
    assert "Belum ada permintaan yang tercatat" in page


def test_a_second_person_decides_for_a_term(client, editor):
    today = timezone.localdate().isoformat()
    told = {"decree_number": "500/1/2026", "decree_date": today, "valid_from": today}
    save_draft(raw=make_rules(), by=editor, at=timezone.now())
    answer = client.post(f"{DESK}tetapkan/", told)
    assert answer.status_code == 422
    assert "orang lain yang menetapkannya" in text_of(answer)
    sign_in(client, make_officer(Role.ADMIN))
    assert client.post(f"{DESK}tetapkan/", told | {"decree_number": ""}).status_code == 422
    assert client.post(f"{DESK}tetapkan/", told | {"valid_to": today}).status_code == 422
    assert client.post(f"{DESK}tetapkan/", told).url == "/petugas/kebijakan/"
    term = PolicyTerm.objects.get()
    assert "500/1/2026" in text_of(client.get("/kebijakan-informasi/"))
    assert client.post(f"/petugas/kebijakan-masa/{term.id}/akhiri/").status_code == 302
    assert client.post(f"/petugas/kebijakan-masa/{term.id}/akhiri/").status_code == 404


def test_any_version_stays_readable_with_what_it_changed(client, editor):
    make_policy()
    make_draft(title={"id": "Lain"})
    assert "Yang terbit boleh dibagikan." in text_of(client.get(f"{DESK}versi/1/"))
    assert "<ins>Lain</ins>" in text_of(client.get(f"{DESK}versi/2/"))
    assert client.get(f"{DESK}versi/9/").status_code == 404
    assert client.get("/petugas/kebijakan/tiada/").status_code == 404


def test_a_draft_is_dropped_from_the_desk(client, editor):
    make_policy()
    make_draft(title={"id": "Lain"}, by=make_editor())
    assert client.post(f"{DESK}buang/").status_code == 302
    assert PolicyVersion.objects.get().state == "decided"


def quiet():
    """The facts of an everyday request, as the engine takes them."""
    told = {"roles": frozenset({"asn"}), "authorisations": frozenset()}
    skipped = {"act", "network", "object_class", *told}
    plain = {name: value for name, value in EVERYDAY.items() if name not in skipped}
    return told | {name: YES_NO.get(value, value) for name, value in plain.items()}
