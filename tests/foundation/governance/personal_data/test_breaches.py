"""A breach is told within the hours of the law, or it says by how much it was late."""

import pytest
from tests.factories.people import actor_for, make_officer
from tests.factories.personal_data import EVENING, HOUR, KNOWN, make_breach, make_data_law, make_dpo

from pendopo.foundation.governance.models import Breach, BreachNotice
from pendopo.foundation.governance.personal_data import breaches, errors, letters
from pendopo.foundation.governance.personal_data.breaches import Sending
from pendopo.foundation.governance.personal_data.clocks import wall
from pendopo.foundation.governance.personal_data.showing import notice_faces
from pendopo.foundation.governance.personal_data.types import Channel, Told
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Role
from pendopo.kernel.errors import BadInput, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def dpo():
    make_data_law()
    return make_dpo()


def sent(row, told, at, by, n=1):
    sending = Sending(told, at, Channel.EMAIL, n)
    return breaches.note_sent(number=row.number, sending=sending, by=by, at=at)


def letter(row, told, at=EVENING + HOUR):
    return letters.letter_to(breaches.find(row.number), told, at=at)


def test_both_deadlines_run_from_when_it_was_detected_not_recorded(dpo):
    row = make_breach(by=dpo, at=EVENING + 10 * HOUR)
    due = dict(row.notices.values_list("told", "due_at"))
    assert due == {"authority": EVENING + 72 * HOUR, "subjects": EVENING + 72 * HOUR}
    laws = set(row.notices.values_list("legal_basis", "is_confirmed"))
    assert laws == {("UU 27/2022 Pasal 46 ayat (1)", True)}


def test_a_grave_cyber_incident_is_told_within_a_day_and_a_wide_one_to_everyone(dpo):
    row = make_breach(by=dpo)
    breaches.describe(
        number=row.number, known=KNOWN | {"is_cyber": True, "is_public": True}, by=dpo, at=EVENING
    )
    due = dict(row.notices.values_list("told", "due_at"))
    assert due["csirt"] == EVENING + 24 * HOUR
    assert due["public"] is None
    assert len(due) == 4


def test_late_is_shown_as_late_also_after_it_was_sent(dpo):
    row = make_breach(by=dpo)
    sent(row, Told.AUTHORITY, EVENING + 70 * HOUR, dpo)
    sent(row, Told.SUBJECTS, EVENING + 75 * HOUR, dpo, n=214)
    faces = {
        notice.told: face for notice, face in notice_faces(row, by=wall(at=EVENING + 900 * HOUR))
    }
    assert faces["authority"]["state"] == "stopped"
    assert faces["subjects"]["state"] == "late"
    assert "3 jam lewat batas waktu" in faces["subjects"]["note"]
    payloads = {
        f.payload["told"]: f.payload for f in FactRow.objects.filter(name="BreachNoticeSent")
    }
    assert (payloads["authority"]["is_late"], payloads["subjects"]["is_late"]) == (False, True)
    assert payloads["subjects"]["n_told"] == 214


def test_the_letter_to_the_authority_says_all_the_law_asks(dpo):
    row = make_breach(by=dpo)
    found = letter(row, Told.AUTHORITY)
    for words in (KNOWN["what"], KNOWN["how"], KNOWN["measures"], KNOWN["contact"]):
        assert words in found.html
        assert words in found.text
    assert "Kementerian Komunikasi dan Digital" in found.text
    assert "Perkiraan banyaknya orang: 214" in found.text
    assert "Kamis, 19 Maret 2026 pukul 21.30 WIB" in found.text
    assert "lewat dari batas" not in found.text


def test_the_letter_to_the_people_speaks_to_them_and_advises(dpo):
    row = make_breach(by=dpo, advice="Ganti sandi & waspada.")
    found = letter(row, Told.SUBJECTS)
    assert "data pribadi Anda" in found.text
    assert "Ganti sandi & waspada." in found.text
    assert "Ganti sandi &amp; waspada." in found.html
    assert "214" not in found.text


def test_a_letter_that_is_late_admits_it_with_its_reason(dpo):
    row = make_breach(by=dpo, late_reason="Jumlah orang belum diketahui.")
    found = letter(row, Told.AUTHORITY, at=EVENING + 80 * HOUR)
    assert "8 jam lewat dari batas 72 jam" in found.text
    assert "Jumlah orang belum diketahui." in found.text


def test_a_letter_nobody_must_get_is_not_there(dpo):
    with pytest.raises(errors.BreachNotFound):
        letter(make_breach(by=dpo), Told.CSIRT)


@pytest.mark.parametrize("hours", [-1, 5])
def test_nothing_was_sent_before_it_was_known_nor_in_the_future(dpo, hours):
    row = make_breach(by=dpo)
    sending = Sending(Told.AUTHORITY, EVENING + hours * HOUR, Channel.LETTER, 1)
    with pytest.raises(BadInput):
        breaches.note_sent(number=row.number, sending=sending, by=dpo, at=EVENING + 2 * HOUR)
    assert not BreachNotice.objects.filter(sent_at__isnull=False).exists()


def test_a_notice_is_noted_once(dpo):
    row = make_breach(by=dpo)
    sent(row, Told.AUTHORITY, EVENING + 2 * HOUR, dpo)
    with pytest.raises(Refused):
        sent(row, Told.AUTHORITY, EVENING + 3 * HOUR, dpo)


def test_a_breach_is_closed_when_all_were_told_and_then_stays_as_it_is(dpo):
    row = make_breach(by=dpo)
    with pytest.raises(Refused):
        breaches.close(number=row.number, by=dpo, at=EVENING + HOUR)
    for told in (Told.AUTHORITY, Told.SUBJECTS):
        sent(row, told, EVENING + 2 * HOUR, dpo)
    breaches.close(number=row.number, by=dpo, at=EVENING + 3 * HOUR)
    with pytest.raises(Refused):
        breaches.describe(number=row.number, known=KNOWN, by=dpo, at=EVENING + 4 * HOUR)


def test_every_version_of_what_is_known_stays(dpo):
    row = make_breach(by=dpo)
    more = KNOWN | {"n_people": 400}
    breaches.describe(number=row.number, known=more, by=dpo, at=EVENING + 2 * HOUR)
    page = breaches.find(row.number)
    assert [version.definition["n_people"] for version in page.versions] == [400, 214]
    assert page.known["n_people"] == 400


def test_a_breach_of_tomorrow_is_refused(dpo):
    with pytest.raises(BadInput):
        make_breach(by=dpo, detected_at=EVENING + 2 * HOUR)
    assert not Breach.objects.exists()


def test_only_the_officer_keeps_the_register():
    admin = actor_for(make_officer(Role.ADMIN, at=EVENING), EVENING)
    with pytest.raises(errors.NotOfficer):
        make_breach(by=admin)
    assert not Breach.objects.exists()


def test_facts_of_a_breach_tell_no_words(dpo):
    make_breach(by=dpo, how="Budi salah kirim")
    written = " ".join(str(fact.payload) for fact in FactRow.objects.all())
    assert "Budi" not in written
