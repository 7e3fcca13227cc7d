"""The tree of offices and who holds what: changed by admins, refused where it would break."""

import uuid
from datetime import date, timedelta

import pytest
from tests.factories.cases import make_case, make_law, make_responsibility, make_verified
from tests.factories.commitments import make_commitment
from tests.factories.people import AT, actor_for, make_office, make_officer
from tests.factories.voice import make_regency, make_topics

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people import appointing, showing, tree
from pendopo.foundation.people.appointing import Appointment
from pendopo.foundation.people.errors import OfficeNotFound
from pendopo.foundation.people.models import Account, Office, Person, Position
from pendopo.foundation.people.tree import OfficeWords
from pendopo.foundation.people.types import Role
from pendopo.kernel.errors import BadInput, NotAllowed, Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)
WORDS = OfficeWords("Dinas Baru", "Disbaru", "dinas")


@pytest.fixture
def setda():
    return make_office("setda", name="Sekretariat Daerah")


@pytest.fixture
def admin(setda):
    return actor_for(make_officer(Role.ADMIN, setda))


def everything():
    tables = (Office, Position, Person, Account, FactRow)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


def facts():
    return list(FactRow.objects.order_by("id").values_list("name", flat=True))


def add(admin, code, parent=None, **values):
    given = {"words": WORDS, "valid_from": TODAY} | values
    return tree.add_office(code=code, parent=parent, by=admin, at=AT, **given)


def test_an_office_is_added_renamed_moved_and_closed_and_the_facts_tell(admin, setda):
    n_before = len(facts())
    office = add(admin, "disbaru")
    tree.rename_office(
        office_id=office.id, words=OfficeWords("Dinas Lama", "Dislama", "badan"), by=admin, at=AT
    )
    tree.move_office(office_id=office.id, parent=setda, by=admin, at=AT)
    closed = tree.close_office(office_id=office.id, valid_to=TODAY, by=admin, at=AT)
    assert (closed.name, closed.kind, closed.parent) == ("Dinas Lama", "badan", setda)
    assert (closed.is_active, closed.valid_from, closed.valid_to) == (False, TODAY, TODAY)
    assert facts()[n_before:] == [
        "OfficeRegistered",
        "OfficeRenamed",
        "OfficeMoved",
        "OfficeClosed",
    ]
    told = [line["title"] for line in showing.office_page("disbaru", at=AT).history]
    assert told == [
        "Ditutup",
        "Dipindahkan ke bawah setda",
        "Nama diubah dari “Dinas Baru”",
        "Dicatat dalam susunan",
    ]


def test_what_changes_nothing_is_not_told(admin, setda):
    office, n_before = add(admin, "disbaru", setda), len(facts())
    tree.rename_office(office_id=office.id, words=WORDS, by=admin, at=AT)
    tree.move_office(office_id=office.id, parent=setda, by=admin, at=AT)
    assert len(facts()) == n_before


def test_nobody_but_an_admin_changes_the_tree(setda):
    head = actor_for(make_officer(Role.HEAD, setda))
    position = Position.objects.get(person=head.person_id)
    before = everything()
    steps = (
        lambda: add(head, "disbaru"),
        lambda: tree.rename_office(office_id=setda.id, words=WORDS, by=head, at=AT),
        lambda: tree.move_office(office_id=setda.id, parent=None, by=head, at=AT),
        lambda: tree.close_office(office_id=setda.id, valid_to=TODAY, by=head, at=AT),
        lambda: appoint(head, setda),
        lambda: appointing.end_position(position_id=position.id, valid_to=TODAY, by=head, at=AT),
    )
    for step in steps:
        with pytest.raises(NotAllowed):
            step()
    assert everything() == before


@pytest.mark.parametrize("under", ["itself", "a part", "a part of a part"])
def test_an_office_cannot_lie_in_itself(admin, setda, under):
    part = make_office("bagian", name="Bagian", parent=setda)
    below = make_office("subbagian", name="Subbagian", parent=part)
    before = everything()
    target = {"itself": setda, "a part": part, "a part of a part": below}[under]
    with pytest.raises(BadInput) as refused:
        tree.move_office(office_id=setda.id, parent=target, by=admin, at=AT)
    assert refused.value.field == "parent"
    assert everything() == before


def test_the_tree_does_not_grow_deeper_than_the_rules_look(admin, setda):
    last = setda
    for code in ("b", "c", "d"):
        last = add(admin, code, last)
    with pytest.raises(BadInput, match="4 tingkat"):
        add(admin, "e", last)
    tall = make_office("x", name="X")
    make_office("y", name="Y", parent=tall)
    with pytest.raises(BadInput, match="4 tingkat"):
        tree.move_office(office_id=tall.id, parent=Office.objects.get(code="c"), by=admin, at=AT)


def test_unfit_words_are_refused_and_leave_nothing(admin, setda):
    closed = make_office("tutup", name="Tutup")
    Office.objects.filter(id=closed.id).update(is_active=False)
    closed.refresh_from_db()
    before = everything()
    unfit = (
        ({"code": "setda"}, "code"),
        ({"code": "a", "valid_from": TODAY + timedelta(days=1)}, "valid_from"),
        ({"code": "a", "words": OfficeWords("A", "A", "dinas", "12.34")}, "region_code"),
        ({"code": "a", "parent": closed}, "parent"),
    )
    for values, field in unfit:
        with pytest.raises(BadInput) as refused:
            add(admin, **values)
        assert refused.value.field == field
    with pytest.raises(OfficeNotFound):
        tree.rename_office(office_id=uuid.UUID(int=1), words=WORDS, by=admin, at=AT)
    assert everything() == before


def test_an_office_with_parts_cases_topics_or_promises_stays_open_and_is_told_why(admin, setda):
    make_law()
    make_topics()
    office = make_office("dpupr", name="DPUPR", parent=setda)
    make_office("dpupr.upt", name="UPT Jalan", parent=office)
    case = make_verified(office=office)
    make_responsibility(office, "roads.hole")
    make_commitment(office=office)
    make_officer(Role.OFFICER, office)
    before = everything()
    with pytest.raises(Refused) as refused:
        tree.close_office(office_id=office.id, valid_to=TODAY, by=admin, at=AT)
    words = refused.value.message
    for told in ("UPT Jalan", case.number, "Jalan rusak", "1 komitmen", "jabatan"):
        assert told in words
    assert everything() == before


def test_a_case_that_waits_elsewhere_does_not_keep_an_office_open(admin, setda):
    make_law()
    make_case()
    office = make_office("dpupr", name="DPUPR")
    assert not tree.close_office(office_id=office.id, valid_to=TODAY, by=admin, at=AT).is_active
    with pytest.raises(Refused, match="sudah ditutup"):
        tree.close_office(office_id=office.id, valid_to=TODAY, by=admin, at=AT)


def appoint(admin, office, email="siti@contoh.go.id", role=Role.HEAD, **values):
    draft = Appointment(
        **{"email": email, "role": role, "valid_from": TODAY, "name": "Siti"} | values
    )
    return appointing.appoint(draft, office_id=office.id, by=admin, at=AT)


def test_a_new_officer_gets_an_account_and_a_first_password(admin, setda):
    position, password = appoint(admin, setda, " Siti@Contoh.go.id ", title="Sekda")
    account = Account.objects.get(email="siti@contoh.go.id")
    assert account.check_password(password)
    assert (position.person, position.role, position.title) == (account.person, "head", "Sekda")
    assert actor_for(account).has_role(Role.HEAD)
    told = FactRow.objects.filter(name="PositionGiven").latest("id").payload
    assert "Siti" not in str(told)
    assert (told["office"], told["role"], told["valid_from"]) == ("setda", "head", "2026-03-16")


def test_an_officer_known_already_keeps_their_password(admin, setda):
    known = make_officer(Role.OFFICER, setda, email="budi@contoh.go.id")
    make_regency()
    until = TODAY + timedelta(days=30)
    position, password = appoint(
        admin, setda, known.email, Role.ARBITER, name="", region_code="99.01.01", valid_to=until
    )
    assert (password, position.region_code, position.valid_to) == ("", "99.01.01", until)
    mandate = next(one for one in actor_for(known).mandates if one.role is Role.ARBITER)
    assert mandate.region_code == "99.01.01"


def test_a_position_to_come_gives_nothing_yet(admin, setda):
    position, _password = appoint(admin, setda, valid_from=TODAY + timedelta(days=5))
    account = Account.objects.get(person=position.person)
    assert not actor_for(account).is_staff
    assert actor_for(account, AT + timedelta(days=5)).has_role(Role.HEAD)


def test_unfit_appointments_are_refused_and_leave_nothing(admin, setda):
    mine = Account.objects.get(person=admin.person_id).email
    held = make_officer(Role.HEAD, setda, email="kepala@contoh.go.id")
    before = everything()
    unfit = (
        ({"email": mine}, Refused),
        ({"name": ""}, BadInput),
        ({"email": held.email}, BadInput),
        ({"region_code": "12.34"}, BadInput),
        ({"valid_to": TODAY - timedelta(days=1)}, BadInput),
    )
    for values, error in unfit:
        with pytest.raises(error):
            appoint(admin, setda, **values)
    assert everything() == before


def test_an_ended_position_opens_nothing_from_the_next_day(admin, setda):
    account = make_officer(Role.HEAD, setda)
    position = Position.objects.get(person=account.person)
    appointing.end_position(position_id=position.id, valid_to=TODAY, by=admin, at=AT)
    assert actor_for(account).has_role(Role.HEAD)
    assert not actor_for(account, AT + timedelta(days=1)).is_staff
    assert facts()[-1] == "PositionEnded"
    page = showing.office_page("setda", at=AT + timedelta(days=1))
    assert [one.row for one in page.past] == [position]


def test_the_last_admin_stays(admin, setda):
    own = Position.objects.get(person=admin.person_id)
    gone = make_officer(Role.ADMIN, setda)
    Account.objects.filter(id=gone.id).update(is_active=False)
    later, _password = appoint(admin, setda, role=Role.ADMIN, valid_from=TODAY + timedelta(days=10))
    before = everything()
    with pytest.raises(Refused, match="terakhir"):
        appointing.end_position(position_id=own.id, valid_to=TODAY, by=admin, at=AT)
    assert everything() == before
    # Once the next one serves, this one may go.
    appointing.end_position(
        position_id=own.id, valid_to=later.valid_from - timedelta(days=1), by=admin, at=AT
    )


def test_ends_far_in_the_past_are_refused(admin, setda):
    account = make_officer(Role.HEAD, setda)
    position = Position.objects.get(person=account.person)
    with pytest.raises(BadInput, match="kemarin"):
        appointing.end_position(
            position_id=position.id, valid_to=TODAY - timedelta(days=2), by=admin, at=AT
        )


def test_the_tree_is_laid_flat_with_parts_after_their_office(admin, setda):
    roads = make_office("dpupr", name="DPUPR", parent=setda)
    make_office("dpupr.upt", name="UPT", parent=roads)
    make_office("dinkes", name="Dinkes", parent=setda)
    make_officer(Role.HEAD, roads)
    found = [(row.office.code, row.depth, row.n_positions) for row in showing.branches(at=AT)]
    assert found == [("setda", 0, 1), ("dinkes", 1, 0), ("dpupr", 1, 1), ("dpupr.upt", 2, 0)]
    assert showing.branches(at=AT)[2].heads == ["Petugas Contoh"]


def test_looking_at_the_tree_asks_as_often_for_more_offices(
    admin, setda, django_assert_num_queries
):
    for n in range(3):
        make_officer(Role.HEAD, make_office(f"d{n}", name=f"D{n}", parent=setda))
    with django_assert_num_queries(2):
        showing.branches(at=AT)
    with django_assert_num_queries(5):
        showing.office_page("setda", at=AT)
