"""The queue: who sees which case, what each tab holds, pages without gaps, words, few queries."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import (
    AT,
    MAKERS,
    make_actor,
    make_answered,
    make_case,
    make_verified,
    make_waiting,
    wib,
)
from tests.factories.people import make_office, make_officer, sign_in
from tests.factories.voice import make_regency, make_topics

from pendopo.foundation.people.types import Role
from pendopo.journey.cases import rules, selectors
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.routing.offices import responsible_row
from pendopo.journey.cases.search import enter_changed
from pendopo.journey.cases.types import CaseClass, CaseFilter
from pendopo.journey.voice.types import Place
from pendopo.kernel.time import local

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
LATER = AT + timedelta(days=200)


@pytest.fixture
def cases(roads, lights, inspectorate):
    """One case of every kind that somebody may not see."""
    oversight = CaseClass.COMPLAINT_OVERSIGHT
    return {
        "new": make_case(),
        "new secret": make_case(is_secret=True),
        "own": make_verified(office=roads),
        "own secret": make_verified(office=roads, is_secret=True),
        "other": make_verified(office=lights),
        "other secret": make_verified(office=lights, is_secret=True),
        "oversight": make_verified(office=inspectorate, case_class=oversight),
        "oversight at the accused": make_verified(office=roads, case_class=oversight),
    }


OPEN = {"own", "other"}
SEEN = {
    Role.VERIFIER: {
        *OPEN,
        "new",
        "new secret",
        "own secret",
        "other secret",
        "oversight",
        "oversight at the accused",
    },
    Role.OFFICER: {"own", "own secret"},
    Role.HEAD: {"own", "own secret"},
    Role.INSPECTOR: {*OPEN, "own secret", "oversight", "oversight at the accused"},
    Role.REGENT: OPEN,
    Role.FRONTDESK: OPEN,
    Role.ARBITER: set(),
    Role.PPID: set(),
    Role.PPID_SUPERIOR: set(),
    Role.DPO: set(),
    Role.CLARIFIER: set(),
    Role.ANALYST: set(),
    Role.ADMIN: set(),
}


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_its_cases_in_the_queue_and_at_the_desk(role, cases, roads):
    actor = make_actor(role, roads)
    rows = selectors.queue(CaseFilter(), by=actor, at=AT).rows
    names = {case.id: name for name, case in cases.items()}
    assert {names[row.id] for row in rows} == SEEN[role]
    seen = {
        name for name, case in cases.items() if rules.may_see(actor, Case.objects.get(id=case.id))
    }
    assert seen == SEEN[role]


def test_each_tab_holds_its_cases(verifier):
    made = {status.value: make().id for status, make in MAKERS.items()}
    tomorrow = wib("2026-03-18 09:00")

    def held(tab, at=tomorrow):
        return [row.id for row in selectors.queue(CaseFilter(queue=tab), by=verifier, at=at).rows]

    assert held("verify") == [made["received"]]
    assert held("open") == [made["assigned"]]
    assert held("waiting") == [made["waiting"]]
    assert held("answered") == [made["answered"]]
    assert held("late") == []
    assert held("objected") == [made["objected"]]
    assert held("late", LATER) == [made["received"], made["assigned"], made["objected"]]
    # Verification is due on 27 March, the answer on 14 April.
    assert held("today", wib("2026-03-27 20:00")) == [made["received"]]
    assert held("today", wib("2026-03-26 23:59")) == []
    assert set(held("all")) == set(made.values())
    assert held("all")[:3] == [made["received"], made["assigned"], made["objected"]]


def test_counts_agree_with_the_tabs_and_stop_at_the_most(verifier):
    for make in (*MAKERS.values(), make_case, make_case):
        make()
    counts = selectors.queue_counts(by=verifier, at=LATER)
    assert counts == {
        "mine": 0,
        "office": 0,
        "verify": 3,
        "open": 1,
        "late": 5,
        "today": 0,
        "waiting": 1,
        "objected": 1,
        "decide": 0,
        "support": 0,
    }
    assert selectors.queue_counts(by=verifier, at=LATER, most=2)["late"] == 2


def test_filters_narrow_the_queue(verifier, roads, lights):
    make_topics()
    make_regency(2)
    hole = make_verified(office=roads, topic="roads.hole", title="Lubang di Jalan Melati")
    lamp = make_verified(
        office=lights, topic="roads.light", place=Place(region_code="99.01.01.2002")
    )

    enter_changed()

    def found(**filters):
        rows = selectors.queue(CaseFilter(**filters), by=verifier, at=AT).rows
        return {row.id for row in rows}

    assert found() == {hole.id, lamp.id}
    assert found(office_id=roads.id) == {hole.id}
    assert found(topic="roads.light") == {lamp.id}
    assert found(region="99.01.01") == {lamp.id}
    assert found(text="jalan melati") == {hole.id}
    assert found(text=hole.number.replace("-", " ")) == {hole.id}
    assert found(text="tidak ada") == set()


@pytest.fixture
def many(roads):
    """Sixty cases: twenty due at the very same instant, twenty waiting, twenty answered."""
    for make in (make_verified, make_waiting, make_answered):
        for _ in range(20):
            make(office=roads)


def paged(asked, officer):
    seen = []
    while True:
        page = selectors.queue(asked, by=officer, at=LATER)
        assert len(page.rows) <= asked.size
        seen += [row.id for row in page.rows]
        if not page.next_cursor:
            return seen
        asked = replace(asked, cursor=page.next_cursor)


def test_pages_give_every_row_exactly_once(many, officer):
    for tab, n in {"all": 60, "open": 20, "late": 20, "waiting": 20, "answered": 20}.items():
        for size in (1, 7, 20, 59, 60):
            seen = paged(CaseFilter(queue=tab, size=size), officer)
            assert len(seen) == len(set(seen)) == n


def test_what_has_a_limit_comes_before_what_has_none(officer, roads):
    for make in (make_answered, make_verified, make_waiting, make_verified):
        make(office=roads)
    rows = selectors.queue(CaseFilter(), by=officer, at=LATER).rows
    assert [row.due_at is None for row in rows] == [False, False, True, True]


def test_a_damaged_cursor_shows_the_first_page(officer, roads):
    case = make_verified(office=roads)
    broken = selectors.queue(CaseFilter(cursor="~nonsense"), by=officer, at=LATER).rows
    assert [row.id for row in broken] == [case.id]


@pytest.fixture
def desk_of(client, roads):
    def signed_in(role, office=None):
        return sign_in(client, make_officer(role, office or roads, at=AT))

    return signed_in


def queries(client, url):
    with CaptureQueriesContext(connection) as ran:
        response = client.get(url)
    assert response.status_code == 200
    return len(ran)


@pytest.mark.parametrize("tab", selectors.QUEUES)
def test_the_queue_asks_as_often_for_three_rows_as_for_one(tab, desk_of, roads):
    client = desk_of(Role.VERIFIER)
    url = f"/petugas/laporan/?queue={tab}"
    client.get(url)
    makers = list(MAKERS.values())
    for make in makers:
        make(**({} if make is make_case else {"office": roads}))
    one = queries(client, url)
    for make in makers * 2:
        make(**({} if make is make_case else {"office": roads}))
    assert queries(client, url) == one


def test_the_page_says_how_much_time_is_left(desk_of, roads):
    case = make_verified(office=roads, title="Lubang di Jalan Melati")
    due = local(Case.objects.get(id=case.id).due_at, "Asia/Jakarta").date()
    content = desk_of(Role.OFFICER).get("/petugas/laporan/?queue=late").content.decode()
    assert "Lubang di Jalan Melati" in content
    assert "lewat" in content
    assert f'batas <time datetime="{due.isoformat()}">' in content


def test_tabs_fit_the_role(desk_of, roads):
    make_case(title="Belum diperiksa siapa pun")
    officer = desk_of(Role.OFFICER).get("/petugas/laporan/?queue=verify").content.decode()
    assert "Menunggu verifikasi" not in officer
    verifier = desk_of(Role.VERIFIER).get("/petugas/laporan/").content.decode()
    assert "Belum diperiksa siapa pun" in verifier


def test_filters_work_on_the_page_and_stay_in_the_next_link(desk_of, roads, lights):
    for number in range(26):
        make_verified(office=roads, title=f"Lubang nomor {number}")
    make_verified(office=lights, title="Lampu mati")
    enter_changed()
    client = desk_of(Role.VERIFIER)
    page = client.get("/petugas/laporan/?queue=all&office=dpupr&text=lubang").content.decode()
    assert "Lampu mati" not in page
    assert page.count("<article") == 25
    link = next(line for line in page.split('href="') if line.startswith("?") and "cursor=" in line)
    rest = client.get("/petugas/laporan/" + link.split('"')[0].replace("&amp;", "&"))
    assert rest.content.decode().count("<article") == 1


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMIN])
def test_other_roles_have_no_queue(role, desk_of):
    assert desk_of(role).get("/petugas/laporan/").status_code == 403


def test_a_narrower_responsibility_wins_and_ended_ones_do_not_count(roads, lights):
    from datetime import date

    from tests.factories.cases import make_responsibility

    make_topics()
    district = make_office("kec01", name="Kecamatan Contoh")
    make_responsibility(lights, "roads.hole", until=date(2026, 1, 1))
    make_responsibility(roads, "roads.hole")
    make_responsibility(district, "roads.hole", region="99.01.01")

    def suggested(region):
        row = responsible_row("roads.hole", area=region, at=AT)
        return row.office.code if row else None

    assert suggested("99.01.01.2001") == "kec01"
    assert suggested("99.01.02.2001") == suggested("") == "dpupr"
    # A code that merely begins with the same digits lies elsewhere.
    assert suggested("99.01.011") == "dpupr"
    assert responsible_row("roads.light", area="99.01.01", at=AT) is None
