"""Register, assessments, notices and consents: written in versions, what an office wrote stays."""

import csv
import io

import pytest
from tests.factories.people import actor_for, make_citizen, make_officer
from tests.factories.personal_data import DATA, EVENING, HOUR, make_data_law, make_dpo

from pendopo.foundation.governance.models import Consent, WrittenDocument
from pendopo.foundation.governance.personal_data import consents, documents, errors, register
from pendopo.foundation.governance.personal_data.risks import risk_table
from pendopo.foundation.governance.personal_data.types import DocumentKind, Trigger
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Role

pytestmark = pytest.mark.django_db
ACTIVITY, NOTICE = DocumentKind.ACTIVITY, DocumentKind.NOTICE


@pytest.fixture
def dpo():
    make_data_law()
    return make_dpo()


def rewritten(kind, code, by, at=EVENING, **changes):
    before = documents.newest(kind, code).definition
    return documents.write(kind, code, before | changes, by=by, at=at)


def test_every_table_with_personal_data_stands_under_an_activity():
    make_data_law()
    rows = register.activities()
    assert [table.label for table in register.without_activity(rows)] == []
    assert [row.unknown for row in rows if row.unknown] == []


def test_the_register_is_generated_from_what_the_models_declare():
    make_data_law()
    reports = next(row for row in register.activities() if row.document.code == "laporan")
    person = next(table for table in reports.tables if table.label == "people.Person")
    assert "nik" in person.columns
    assert "dua tahun" in person.retention
    assert "pelayanan publik" in reports.basis


def test_the_register_as_a_file_has_a_line_for_each_activity_with_columns(dpo):
    rewritten(ACTIVITY, "laporan", dpo, name="=1+1")
    text = register.as_csv()
    assert text.startswith("\ufeffkode,")
    rows = {row["kode"]: row for row in csv.DictReader(io.StringIO(text[1:]))}
    assert set(rows) == {row.document.code for row in register.activities()}
    assert rows["laporan"]["kegiatan"] == "'=1+1"
    assert rows["laporan"]["versi"] == "2"
    assert "voice.Voice.text" in rows["laporan"]["kolom"]


def test_shipped_documents_load_once_and_leave_what_the_office_wrote(dpo):
    rewritten(ACTIVITY, "laporan", dpo, purpose="Kata kantor sendiri.")
    assert documents.load_shipped(DATA / "personal_data") == 0
    assert documents.newest(ACTIVITY, "laporan").definition["purpose"] == "Kata kantor sendiri."


def test_a_version_is_a_fact_with_its_digest_and_the_same_words_add_none(dpo):
    row = rewritten(ACTIVITY, "laporan", dpo, purpose="Baru.")
    assert (row.number, row.written_at) == (2, EVENING)
    fact = FactRow.objects.get(name="DocumentWritten")
    assert fact.payload["digest"] == row.digest == documents.digest_of(row.definition)
    assert rewritten(ACTIVITY, "laporan", dpo, purpose="Baru.") == row
    assert FactRow.objects.filter(name="DocumentWritten").count() == 1


def test_only_the_officer_writes(dpo):
    admin = actor_for(make_officer(Role.ADMIN, at=EVENING), EVENING)
    n_before = WrittenDocument.objects.count()
    with pytest.raises(errors.NotOfficer):
        rewritten(ACTIVITY, "laporan", admin, purpose="Bukan saya.")
    assert WrittenDocument.objects.count() == n_before


def test_it_is_known_which_notice_somebody_was_shown(dpo):
    rewritten(NOTICE, "lapor", dpo, at=EVENING, text="Kata baru.")
    before = documents.in_force(NOTICE, "lapor", at=EVENING - HOUR)
    after = documents.in_force(NOTICE, "lapor", at=EVENING + HOUR)
    assert (before.number, after.number) == (1, 2)
    assert documents.in_force(NOTICE, "tidak-ada", at=EVENING) is None


def test_three_assessments_come_filled_with_triggers_and_risks():
    make_data_law()
    rows = documents.current(DocumentKind.ASSESSMENT)
    assert len(rows) == 3
    for row in rows:
        assert set(row.definition["triggers"]) <= set(Trigger.values)
        assert len(risk_table(row.definition, at=EVENING)) >= 2


def test_risks_are_levelled_by_the_numbers_in_force_the_gravest_first():
    make_data_law()
    line = {"measures": "", "owner": ""}
    risks = [
        line
        | {"risk": name, "likelihood": 5, "impact": 5}
        | {"likelihood_after": likelihood, "impact_after": impact}
        for name, likelihood, impact in (("kecil", 1, 5), ("besar", 3, 4), ("tengah", 2, 3))
    ]
    found = risk_table({"risks": risks}, at=EVENING)
    assert [(row.words, row.after.label) for row in found] == [
        ("besar", "tinggi"),
        ("tengah", "sedang"),
        ("kecil", "rendah"),
    ]


def test_consent_is_given_to_words_and_taken_back_at_once(dpo):
    account = make_citizen()
    told = {"person_id": account.person_id, "purpose": "survei", "by": actor_for(account)}
    assert not consents.has_consented(account.person_id, "survei")
    first = consents.give(**told, at=EVENING)
    assert consents.give(**told, at=EVENING + HOUR) == first
    rewritten(DocumentKind.PURPOSE, "survei", dpo, text="Lebih sering.")
    asked = {each.document.code: each for each in consents.asked_of(account.person_id)}
    assert asked["survei"].is_older
    assert consents.give(**told, at=EVENING + HOUR).version == 2
    assert consents.withdraw(**told, at=EVENING + 2 * HOUR)
    assert not consents.has_consented(account.person_id, "survei")
    assert not consents.withdraw(**told, at=EVENING + 3 * HOUR)
    assert Consent.objects.filter(withdrawn_at=None).count() == 0
    with pytest.raises(errors.DocumentNotFound):
        consents.give(**told | {"purpose": "apa-saja"}, at=EVENING)


def test_reading_the_register_asks_once(dpo, django_assert_num_queries):
    rewritten(ACTIVITY, "laporan", dpo, purpose="Kedua.")
    with django_assert_num_queries(1):
        register.activities()
