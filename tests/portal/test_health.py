"""The health page names what is broken, what a citizen notices of it, and how to mend it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import AT, make_responsibility
from tests.factories.escalation import make_institution, make_late
from tests.factories.governance import ship_policies
from tests.factories.law import ship_law
from tests.factories.people import make_office, make_officer, sign_in
from tests.factories.procedures import ship_procedures

from pendopo.foundation.ledger.models import Duty
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Role
from pendopo.journey.cases.escalation.raising import escalate
from pendopo.journey.cases.models import ClockPolicy
from pendopo.journey.evidence.models import IndicatorRun
from pendopo.journey.voice.models import Topic
from pendopo.kernel.models import ClosedDay
from pendopo.portal import health
from pendopo.portal.health import institution, law, procedures, running, texts
from pendopo.portal.health.findings import Finding, worst_first

pytestmark = pytest.mark.django_db


def texts_of(check, at=AT):
    return [(one.state, one.text) for one in check(at)]


def one(check, words, at=AT):
    found = [each for each in check(at) if words in each.text]
    assert len(found) == 1, [each.text for each in check(at)]
    return found[0]


def test_a_whole_institution_has_nothing_to_mend():
    hall = make_institution()
    for code in ("setda", "inspektorat", "diskominfo"):
        make_officer(Role.OFFICER, hall.offices[code], at=AT)
    make_officer(Role.HEAD, hall.offices["inspektorat"], at=AT)
    make_officer(Role.ARBITER, hall.offices["setda"], at=AT)
    assert "memilah kabar" in texts_of(institution.offices)[-1][1]
    make_officer(Role.CLARIFIER, hall.offices["diskominfo"], at=AT)
    Office.objects.filter(code="setda").update(parent=None)
    found = texts_of(institution.offices)
    # The secretariat itself has nobody above it in the tree.
    assert found == [("look", "1 perangkat daerah tidak punya atasan yang menjabat.")]


def test_unstaffed_offices_are_named():
    make_institution("verifier")
    headless = one(institution.offices, "belum punya kepala")
    assert headless.names == ("Dinas-Contoh", "Diskominfo", "Inspektorat", "Sekretariat Daerah")
    assert headless.meaning == "Laporan yang terlambat di sana langsung naik ke jabatan di atasnya."
    assert "belum punya petugas" in one(institution.offices, "petugas").text
    assert one(institution.offices, "Inspektorat").state == "look"


def test_a_missing_arbiter_is_told_with_who_decides_instead():
    make_institution("verifier")
    finding = one(institution.offices, "arbiter")
    assert (finding.state, finding.advice) == ("look", "pendopo appoint … --role arbiter")
    assert "admin koordinator yang memutuskan" in finding.meaning


def test_without_a_verifier_no_report_moves():
    make_institution("head")
    assert one(institution.offices, "memverifikasi").is_fault


def test_a_procedure_waits_for_whoever_it_names():
    hall = make_institution()
    ship_procedures()
    missing = [each for each in procedures.takers(AT) if "menjabat" in each.text]
    assert [(each.names, each.advice) for each in missing] == [
        (("Permohonan informasi publik",), "pendopo appoint … --role ppid"),
        (("Permohonan informasi publik",), "pendopo appoint … --role ppid_superior"),
    ]
    assert "atasan PPID" in missing[1].text
    make_officer(Role.PPID, hall.offices["diskominfo"], at=AT)
    gone = make_officer(Role.PPID_SUPERIOR, hall.offices["setda"], at=AT)
    assert not any("menjabat" in each.text for each in procedures.takers(AT))
    # A holder who can no longer sign in takes no step.
    gone.is_active = False
    gone.save()
    assert [each.advice for each in procedures.takers(AT) if "menjabat" in each.text] == [
        "pendopo appoint … --role ppid_superior"
    ]


def test_a_procedure_of_an_office_without_officers_is_named():
    hall = make_institution()
    ship_procedures()
    found = one(procedures.takers, "milik perangkat daerah")
    assert "Akta kelahiran → disdukcapil" in found.names
    assert "Permohonan informasi publik → Diskominfo" in found.names
    make_officer(Role.OFFICER, hall.offices["diskominfo"], at=AT)
    named = one(procedures.takers, "milik perangkat daerah").names
    assert "Permohonan informasi publik → Diskominfo" not in named


def test_unconfirmed_rules_on_information_are_counted_with_their_page():
    assert list(law.policies(AT)) == []
    ship_policies()
    found = one(law.policies, "kebijakan informasi")
    assert (found.state, found.url) == ("look", "/petugas/kebijakan/")
    assert found.text.startswith(f"{len(found.names)} aturan")
    assert all(
        name.split(":")[0] in {"nasional", "kabupaten-ketat", "masa-pemilihan"}
        for name in found.names
    )


def test_topics_need_an_office_that_is_active():
    make_institution()
    office = make_office("dinas-lama", name="Dinas Lama")
    Topic.objects.create(code="jalan", label="Jalan")
    Topic.objects.create(code="air", label="Air")
    make_responsibility(office, "air")
    assert one(institution.topics, "belum ada perangkat daerahnya").names == ("Jalan",)
    Office.objects.filter(id=office.id).update(is_active=False)
    gone = one(institution.topics, "tidak aktif")
    assert (gone.is_fault, gone.names) == (True, ("Air → Dinas Lama",))


def test_an_account_without_second_factor_is_counted_by_its_office():
    make_institution()
    make_officer(Role.OFFICER, make_office(), at=AT, second_factor=False)
    found = one(institution.accounts, "kode kedua")
    assert found.text == "1 akun petugas belum memasang kode kedua."
    assert found.names == ("Dinas-Contoh",)


def test_a_late_limit_that_reached_nobody_is_a_fault():
    hall = make_institution("verifier")
    make_late(hall)
    assert texts_of(institution.ladder) == []
    escalate(at=AT + timedelta(days=60))
    assert one(institution.ladder, "tidak sampai kepada siapa pun").is_fault


def test_a_missing_limit_is_a_fault_and_unconfirmed_rows_are_named():
    make_institution()
    assert not any("Aspirasi" in text for _state, text in texts_of(law.limits))
    ClockPolicy.objects.filter(case_class="aspiration").delete()
    assert one(law.limits, "Aspirasi").is_fault
    rungs = one(law.confidence, "tangga eskalasi")
    assert "escalation.answer.2" in rungs.names


def test_a_year_without_holidays_is_a_fault():
    make_institution()
    assert [each.text for each in law.years(AT) if each.is_fault] == []
    ClosedDay.objects.filter(date__year=2026).delete()
    assert one(law.years, "Hari libur 2026").is_fault


def test_silent_channels_are_told_with_their_cure(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert "PENDOPO_EMAIL_URL" in one(running.channels, "Surel").advice
    assert "PENDOPO_MESSENGER" in one(running.channels, "SMS").advice
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert [each.text for each in running.channels(AT)] == ["SMS hanya ditulis ke folder mail."]


def test_a_duty_that_failed_is_named_by_its_error():
    assert texts_of(running.duties) == []
    Duty.objects.create(name="cases.tasks.escalate", next_at=AT, last_error="ValueError")
    assert one(running.duties, "gagal").names == ("cases.tasks.escalate: ValueError",)


def test_old_evidence_is_worth_a_look():
    make_institution()
    IndicatorRun.objects.create(
        indicator="answered_within_limit",
        version=1,
        cut_off=AT - timedelta(days=3),
        definition_digest="0",
        input_digest="0",
        engine_version="1",
        n_facts=0,
        folder="x",
    )
    assert one(running.evidence, "lebih dari dua hari").names == ("answered_within_limit",)
    assert texts_of(running.evidence, AT - timedelta(days=2)) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ('msgid ""\nmsgstr "Language: en"\n\nmsgid "Lapor"\nmsgstr "Report"\n', []),
        ('msgid "Lapor"\nmsgstr ""\n', ["Lapor"]),
        ('msgid "Lapor"\nmsgstr ""\n"Report"\n', []),
        ('msgid ""\n"Lapor "\n"sini"\nmsgstr ""\n', ["Lapor sini"]),
        ('#, fuzzy\nmsgid "Lapor"\nmsgstr "Rapport"\n', ["Lapor"]),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "x"\nmsgstr[1] ""\n', ["a"]),
        ('#~ msgid "Lama"\n#~ msgstr ""\n', []),
    ],
)
def test_messages_without_translation_are_found(text, missing):
    assert list(texts.untranslated(text)) == missing


def test_topics_without_an_english_name_are_named():
    Topic.objects.create(code="jalan", label="Jalan")
    assert one(texts.labels, "topik belum bernama Inggris").names == ("Jalan",)


def test_the_worst_comes_first():
    good, look, fault = (Finding(state, state) for state in ("good", "look", "fault"))
    assert worst_first([good, look, fault]) == [fault, look, good]


def test_the_page_is_the_administrators(client):
    hall = make_institution()
    sign_in(client, hall.accounts["head"])
    assert client.get("/petugas/kesehatan/").status_code == 403
    sign_in(client, make_officer(Role.ADMIN, hall.offices["diskominfo"]))
    page = client.get("/petugas/kesehatan/").content.decode()
    assert "2 perangkat daerah belum punya petugas." in page
    assert "Bagi warga:" in page
    assert "pendopo appoint" in page
    assert "/petugas/kesehatan/" in client.get("/petugas/").content.decode()


def test_the_doctor_tells_the_same(capsys):
    make_institution("head")
    with pytest.raises(SystemExit):
        call_command("doctor")
    told = capsys.readouterr().out
    faults = [each.text for each in health.examine(at=AT) if each.is_fault]
    assert faults
    assert all(text in told for text in faults)


def test_looking_costs_the_same_for_more_offices():
    make_institution()
    # The law is read once and kept while its rows stand.
    health.examine(at=AT)
    counts = []
    for n in (0, 3):
        for number in range(n):
            make_office(f"dinas-{number}", name=f"Dinas {number}")
        with CaptureQueriesContext(connection) as queries:
            health.examine(at=AT)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_shipped_law_that_was_not_loaded_is_told_with_the_command():
    finding = one(law.shipped, "belum dimuat")
    assert finding.advice == "pendopo load-law"
    assert "clocks/complaints.yaml" in finding.names
    ship_law()
    assert one(law.shipped, "sudah dimuat").is_good
