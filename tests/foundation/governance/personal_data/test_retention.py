"""What is older than its period goes, once the officer saw what that means."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.cases import make_closed, make_law, make_verified
from tests.factories.people import actor_for, make_citizen, make_office, make_officer, make_person
from tests.factories.personal_data import EVENING, make_answered_request, make_data_law, make_dpo

from pendopo.foundation.governance.models import DataRequest, RetentionRun
from pendopo.foundation.governance.personal_data import duties, errors, holds, retention
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import DataRead, Person
from pendopo.foundation.people.services import read_person
from pendopo.foundation.people.types import Contact, ReadPurpose, Role
from pendopo.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2023, 1, 10, 3, 0, tzinfo=UTC)


@pytest.fixture
def dpo():
    make_data_law()
    return make_dpo()


def names():
    return {person.name for person in Person.objects.all() if person.name}


def tried(code, dpo, at=EVENING):
    return retention.try_rule(code, by=dpo, at=at)


@pytest.mark.parametrize(
    ("at", "months", "expected"),
    [
        ((2026, 3, 31, 5), 1, (2026, 2, 28, 5)),
        ((2024, 3, 31, 5), 1, (2024, 2, 29, 5)),
        ((2026, 1, 15, 5), 24, (2024, 1, 15, 5)),
        ((2026, 1, 15, 5), 13, (2024, 12, 15, 5)),
    ],
)
def test_months_are_counted_back_to_the_same_day(at, months, expected):
    found = retention.months_before(datetime(*at, tzinfo=UTC), months)
    assert found == datetime(*expected, tzinfo=UTC)


def test_a_trial_tells_and_erases_nothing(dpo):
    make_person(LONG_AGO, name="Lama")
    run = tried("person", dpo)
    assert (run.is_trial, run.n_found, run.n_done) == (True, 1, 0)
    assert "Lama" in names()


def test_nothing_runs_before_somebody_looked(dpo):
    with pytest.raises(errors.TrialMissing):
        retention.run_rule("person", by=dpo, at=EVENING)
    with pytest.raises(errors.TrialMissing):
        retention.release("person", is_on=True, by=dpo, at=EVENING)
    with pytest.raises(errors.DocumentNotFound):
        tried("semuanya", dpo)


def test_whoever_is_still_needed_stays(dpo):
    make_law()
    office = make_office()
    make_person(LONG_AGO, name="Lama")
    make_person(EVENING - timedelta(days=100), name="Baru")
    make_officer(Role.OFFICER, office, at=LONG_AGO)
    signed_in = make_citizen(at=LONG_AGO, name="Masih masuk")
    signed_in.last_login = EVENING - timedelta(days=30)
    signed_in.save()
    make_verified(at=LONG_AGO, contact=Contact(name="Belum dijawab", phone="081200000001"))
    tried("person", dpo)
    run = retention.run_rule("person", by=dpo, at=EVENING)
    assert run.n_done == 1
    assert names() == {"Baru", "Petugas Contoh", "Masih masuk", "Belum dijawab"}


def test_a_report_goes_with_its_reporter_two_years_after_it_was_done(dpo):
    make_law()
    case = make_closed(at=LONG_AGO, contact=Contact(name="Selesai", phone="081200000002"))
    tried("person", dpo)
    too_early = retention.run_rule("person", by=dpo, at=LONG_AGO + timedelta(days=700))
    assert too_early.n_done == 0
    run = retention.run_rule("person", by=dpo, at=EVENING)
    assert run.report["voice.Voice"] == 1
    case.voice.refresh_from_db()
    assert (case.voice.text, case.voice.reporter_id) == ("", None)
    assert run.legal_basis.startswith("Usulan rancangan")


def test_holds_are_counted_and_kept(dpo):
    held, free = make_person(LONG_AGO, name="Ditahan"), make_person(LONG_AGO, name="Bebas")
    why = holds.Why("Perkara", "KUHAP")
    holds.place_on_persons(person_ids=(held.id,), why=why, by=dpo, at=EVENING)
    assert tried("person", dpo).n_held == 1
    run = retention.run_rule("person", by=dpo, at=EVENING)
    assert (run.n_found, run.n_done, run.n_held) == (2, 1, 1)
    assert Person.objects.get(id=free.id).erased_at == EVENING
    assert Person.objects.get(id=held.id).name == "Ditahan"


def test_a_held_rule_erases_nothing(dpo):
    make_person(LONG_AGO, name="Lama")
    why = holds.Why("Pemeriksaan BPK", "UU 15/2004")
    holds.place_on_rule(rule="person", why=why, by=dpo, at=EVENING)
    tried("person", dpo)
    assert retention.run_rule("person", by=dpo, at=EVENING).n_done == 0
    assert "Lama" in names()


def test_the_worker_runs_released_rules_alone_and_again_finds_nothing(dpo):
    make_person(LONG_AGO, name="Lama")
    duties.run_retention(EVENING)
    assert "Lama" in names()
    tried("person", dpo)
    retention.release("person", is_on=True, by=dpo, at=EVENING)
    duties.run_retention(EVENING)
    assert "Lama" not in names()
    duties.run_retention(EVENING + timedelta(days=1))
    done = RetentionRun.objects.filter(is_trial=False).order_by("at")
    assert list(done.values_list("n_done", flat=True)) == [1, 0]
    retention.release("person", is_on=False, by=dpo, at=EVENING)
    duties.run_retention(EVENING + timedelta(days=2))
    assert done.count() == 2


def test_readings_go_after_five_years_and_the_fact_stays(dpo):
    officer, person = make_officer(at=LONG_AGO), make_person(LONG_AGO, name="Warga")
    by = actor_for(officer, LONG_AGO)
    read_person(person.id, by=by, purpose=ReadPurpose.AUDIT, at=LONG_AGO)
    tried("reads", dpo)
    before = LONG_AGO + timedelta(days=5 * 365)
    assert retention.run_rule("reads", by=dpo, at=before).n_done == 0
    after = LONG_AGO + timedelta(days=5 * 366)
    assert retention.run_rule("reads", by=dpo, at=after).report == {"people.DataRead": 1}
    assert not DataRead.objects.exists()
    assert FactRow.objects.filter(name="PersonalDataRead").exists()


def test_answered_requests_are_emptied_once(dpo):
    row = make_answered_request(by=dpo)
    tried("requests", dpo)
    late = EVENING + timedelta(days=5 * 366)
    assert retention.run_rule("requests", by=dpo, at=late).n_done == 1
    assert retention.run_rule("requests", by=dpo, at=late).n_found == 0
    found = DataRequest.objects.get(id=row.id)
    assert (found.wish, found.answer, found.outcome) == ("", "", "granted")


def test_only_the_officer_tries_runs_and_releases(dpo):
    admin = actor_for(make_officer(Role.ADMIN, at=EVENING), EVENING)
    tried("person", dpo)
    for step in (
        lambda: retention.try_rule("person", by=admin, at=EVENING),
        lambda: retention.run_rule("person", by=admin, at=EVENING),
        lambda: retention.release("person", is_on=True, by=admin, at=EVENING),
    ):
        with pytest.raises(errors.NotOfficer):
            step()


@pytest.mark.parametrize(
    "why", [holds.Why("  ", "KUHAP"), holds.Why("Perkara", "")], ids=["no reason", "no law"]
)
def test_a_hold_says_why_and_by_which_law(dpo, why):
    with pytest.raises(BadInput):
        holds.place_on_rule(rule="person", why=why, by=dpo, at=EVENING)
    assert holds.holds_in_force() == []
