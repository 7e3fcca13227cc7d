"""Words find cases, newest first; what is covered or secret finds nothing in public."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import (
    ANSWER,
    AT,
    PROOF,
    make_actor,
    make_answered,
    make_case,
    make_verified,
)
from tests.factories.people import make_citizen
from tests.factories.voice import make_regency, make_topics

from pendopo.foundation.people.services import erase_person
from pendopo.foundation.people.types import Actor, Contact
from pendopo.journey.cases import services
from pendopo.journey.cases.models import Case, SearchDue, SearchEntry
from pendopo.journey.cases.search import (
    Query,
    Scope,
    enter_all,
    enter_changed,
    enter_missing,
    find_case_ids,
)
from pendopo.journey.cases.types import CaseClass
from pendopo.journey.voice.types import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def found(query, scope=Scope.PUBLIC, **more):
    enter_changed()
    return list(find_case_ids(query, scope=scope, **more).case_ids)


def test_every_word_must_occur_in_any_of_its_forms():
    case = make_verified(title="Jalan berlubang di Pasar Lama", text="Sudah lama dirusak truk.")
    make_verified(title="Sampah menumpuk", text="Belum diangkut di pasar.")
    assert found("lubang jalanan") == [case.id]
    assert found("perbaikan kerusakan") == []
    assert found("KERUSAKAN pasar") == [case.id]


def test_newest_come_first_and_pages_join_without_gap_or_repetition():
    cases = [make_verified(title="Lampu padam", at=AT + timedelta(minutes=n)) for n in range(5)]
    newest = [case.id for case in reversed(cases)]
    enter_changed()
    seen, cursor = [], ""
    for _page in range(3):
        hits = find_case_ids("lampu", scope=Scope.PUBLIC, most=2, after=cursor)
        seen, cursor = seen + list(hits.case_ids), hits.next_cursor
    assert (seen, cursor) == (newest, "")
    assert found(Query("lampu", is_oldest_first=True), most=5) == newest[::-1]
    assert found(Query("lampu", since=AT + timedelta(minutes=3))) == newest[:2]
    assert found(Query("lampu", until=AT + timedelta(minutes=2))) == newest[3:]


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30, "9223372036854775807", "1.5", "١٢"])
def test_a_damaged_cursor_begins_at_the_beginning(cursor):
    case = make_verified(title="Lampu padam")
    enter_changed()
    assert list(find_case_ids("lampu", scope=Scope.PUBLIC, after=cursor).case_ids) == [case.id]


def test_codes_find_with_and_without_words(roads, lights):
    make_topics()
    make_regency()
    place = Place("99.01.01.2001")
    hole = make_verified(office=roads, topic="roads.hole", place=place, title="Lubang dalam")
    lamp = make_verified(
        office=lights, topic="roads.light", title="Padam", at=AT + timedelta(minutes=1)
    )
    assert found(Query(topic="roads")) == [lamp.id, hole.id]
    assert found(Query(office="dpupr")) == [hole.id]
    assert found(Query(region="99.01.01")) == [hole.id]
    assert found(Query(region="99.01.0")) == []
    assert found(Query("lubang", office="dishub")) == []
    assert found(Query(offices=("dishub", "tidak-ada"))) == [lamp.id]
    assert found(Query("contohsari")) == [hole.id]
    assert found(Query(status="answered")) == []


def test_a_code_is_not_found_by_typing_it(roads):
    make_verified(office=roads, title="Padam")
    assert found("office:dpupr") == []
    assert found("is:public") == []


def test_numbers_are_found_in_any_grouping_of_whatever_system():
    case = make_verified(external_number="SP4N-8123456")
    assert found(case.number.replace("-", " ")) == [case.id]
    assert found("sp4n 8123456") == [case.id]
    assert found("8123457") == []


def test_what_is_not_public_is_found_by_staff_alone():
    secret = make_verified(title="Pungutan liar di loket", is_secret=True)
    accused = make_verified(title="Pungutan liar petugas", case_class=CaseClass.COMPLAINT_OVERSIGHT)
    waiting = make_case(title="Pungutan liar menunggu")
    enter_changed()
    for query in (
        "pungutan",
        secret.number,
        accused.number,
        waiting.number,
        Query(status="received"),
    ):
        assert found(query) == []
    assert set(found("pungutan", Scope.STAFF)) == {secret.id, accused.id, waiting.id}
    entry = SearchEntry.objects.get(case=secret)
    assert (entry.public_words, entry.north) == ("", None)


def test_covered_words_find_nothing_in_public():
    case = make_verified(
        title="Tolong Siti Rahayu Ningsih",
        text="Hubungi 081234567890 atau siti.rahayu@contoh.id, NIK 9901014101900001. Sumur kering.",
        contact=Contact(name="Siti Rahayu Ningsih", phone="081234567890"),
    )
    services.ask_reporter(case_id=case.id, text="Rumah mana?", by=make_actor(), at=AT)
    services.add_note(case_id=case.id, text="Pelapor cerewet", by=make_actor(), at=AT)
    assert found("sumur kering") == [case.id]
    for word in (
        "rahayu",
        "081234567890",
        "siti",
        "contoh",
        "9901014101900001",
        "rumah",
        "cerewet",
        "samar",
        "telepon",
    ):
        assert found(word) == [], word
    for word in ("rahayu", "081234567890", "rumah", "cerewet"):
        assert found(word, Scope.STAFF) == [case.id], word


def test_an_answer_is_found_once_it_is_given():
    case = make_verified(title="Jalan rusak")
    assert found("ditambal") == []
    answered = make_answered(title="Jalan rusak", text=ANSWER, proof=PROOF)
    assert found("ditambal bina marga") == [answered.id]
    assert found("620/114") == [answered.id]
    assert found(Query("jalan", status="assigned")) == [case.id]


def test_what_a_moderator_took_out_is_found_no_more():
    case = make_verified(title="Jalan rusak", text="Rumah Pak Kades ambruk.")
    Case.objects.filter(id=case.id).update(public_text="Rumah ambruk.", is_moderated=True)
    enter_all()
    assert found("ambruk") == [case.id]
    assert found("kades") == []
    assert found("kades", Scope.STAFF) == [case.id]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "yang",
        '"',
        'a" OR b',
        "lampu) | (x",
        "lampu'; drop table",
        "NOT lampu",
        "*",
        ":",
        "\x00",
    ],
)
def test_signs_have_no_meaning(text):
    make_verified(title="Sumur kering", text="Tidak ada air.")
    expected = 1 if not text.strip() else 0
    assert len(found(text)) == expected


def test_the_worker_enters_each_change_once():
    case = make_verified(title="Lampu padam")
    assert SearchDue.objects.count() == 1
    assert enter_changed() == 1
    assert enter_changed() == 0
    Case.objects.filter(id=case.id).update(title="Sumur kering")
    assert enter_all() == 1
    assert (found("lampu padam sekali"), found("sumur")) == ([], [case.id])
    assert SearchEntry.objects.count() == 1


def test_cases_that_came_without_notice_are_entered_too():
    case = make_verified(title="Lampu padam")
    SearchDue.objects.all().delete()
    assert enter_changed() == 0
    assert enter_missing() == 1
    assert enter_missing() == 0
    assert found("lampu") == [case.id]


def test_two_cases_of_one_second_keep_two_places():
    first, second = make_verified(title="Lampu a1"), make_verified(title="Lampu a2")
    enter_changed()
    place = SearchEntry.objects.get(case=first).place
    SearchEntry.objects.filter(case=first).delete()
    SearchEntry.objects.filter(case=second).delete()
    from pendopo.journey.cases.search import entering, places

    assert places.free_place(place, {place, place + 1}) == place + 2
    assert {one.place for one in entering.entries_of([first.id, second.id])} != {place}


def test_an_erased_person_s_words_are_found_no_more():
    account = make_citizen("warga@contoh.id", name="Warga Contoh")
    by = Actor(ref="p:" + "0" * 32, person_id=account.person_id)
    case = make_verified(title="Sumur kering", by=make_actor())
    assert case.voice.reporter_id is None
    own = make_case(title="Jembatan putus", by=by)
    services.verify_case(
        case_id=own.id, case_class=CaseClass.COMPLAINT, office=case.office, by=make_actor(), at=AT
    )
    assert found("jembatan") == [own.id]
    erase_person(account.person_id, by=by, at=AT)
    assert found("jembatan") == []
    enter_missing()
    assert found("jembatan", Scope.STAFF) == []
    assert set(found(Query(status="assigned"))) == {own.id, case.id}


def test_no_word_stands_in_the_index():
    make_verified(title="Xylofonia zirkonium")
    enter_changed()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_searchentry")
        stored = str(cursor.fetchall())
        if connection.vendor == "sqlite":
            cursor.execute("SELECT * FROM cases_searchwords_data")
            stored += str(cursor.fetchall())
    assert "xylofon" not in stored
    assert "zirkon" not in stored


@pytest.mark.parametrize("n_cases", [1, 3])
def test_finding_and_entering_ask_as_often_for_one_as_for_three(n_cases):
    for _ in range(n_cases):
        make_answered(title="Lampu padam", text=ANSWER)
    with CaptureQueriesContext(connection) as entering:
        enter_changed()
    with CaptureQueriesContext(connection) as finding:
        find_case_ids("lampu", scope=Scope.PUBLIC)
    assert len(entering) <= 17
    assert len([q for q in finding if "SET LOCAL" not in q["sql"]]) <= 5


def test_many_frequent_words_come_in_order_too(monkeypatch):
    """PostgreSQL goes back from the end a little way, then through all that match."""
    from pendopo.journey.cases.search import databases

    cases = [make_verified(title="Lampu padam", at=AT + timedelta(minutes=n)) for n in range(4)]
    old = make_verified(title="Lampu sumur", at=AT - timedelta(days=1))
    monkeypatch.setattr(databases, "_WALK", 3)
    newest = [case.id for case in reversed(cases)]
    assert found("lampu", most=2) == newest[:2]
    assert found("lampu") == [*newest, old.id]
    assert found("sumur") == [old.id]
    assert found(Query("lampu", is_oldest_first=True), most=1) == [old.id]


def test_an_unknown_id_is_no_case():
    assert uuid.UUID(int=0) not in found("lampu")
