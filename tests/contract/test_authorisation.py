"""Who may open what: every route by every role, and every case by every kind of officer.

The routes are read from the house itself. What a route with an argument shows depends on whose
the thing is, so each such route is either tested here on cases of every kind, or named in
``ELSEWHERE`` with the test that does; a new route fails here until one of the two holds.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.contract.test_access import BEFORE_THE_SECOND_FACTOR, filled
from tests.factories.cases import AT, everything, make_actor, make_case, make_verified
from tests.factories.people import make_citizen, make_office, make_officer, sign_in

from pendopo.foundation.people.types import Role
from pendopo.journey.cases import services
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.routing.services import bounce_case
from pendopo.journey.cases.types import CaseClass
from pendopo.kernel.access import Access

pytestmark = pytest.mark.django_db
TESTS = Path(__file__).parents[1]
CASE_ROUTES = ("petugas/laporan/<str:number>/", "petugas/lapangan/<str:number>/")


@dataclass(frozen=True)
class Route:
    """An address of the house, with who may open it."""

    name: str
    pattern: str
    address: str
    access: Access

    @property
    def takes_arguments(self) -> bool:
        return "<" in self.pattern


def routes(patterns=None, space="", before="", address="/"):
    for each in get_resolver().url_patterns if patterns is None else patterns:
        text, there = f"{before}{each.pattern}", address + filled(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from routes(each.url_patterns, inner, text, there)
        elif isinstance(each, URLPattern):
            yield Route(f"{space}{each.name}", text, there, each.callback.access)


# Route with an argument → the test, or the folder of tests, that shows whose eyes it is for;
# ``PUBLIC``: it tells of nothing that is anyone's own.
PUBLIC, HERE = "everyone", "contract/test_authorisation.py"
ELSEWHERE = {
    "api:case": "ecosystem/exchange",
    "api:performance": PUBLIC,
    "api:sent_voice": "ecosystem/exchange",
    "portal:sent": "journey/voice/test_doors.py",
    "portal:sent_receipt": "journey/voice/test_doors.py",
    "portal:voice": "portal/test_tracking.py",
    "portal:reply": "portal/test_tracking.py",
    "portal:accept": "portal/test_tracking.py",
    "portal:withdraw": "portal/test_tracking.py",
    "portal:object": "portal/test_objection.py",
    "portal:dispute": "portal/test_objection.py",
    "portal:commission_letter": "portal/test_objection.py",
    "portal:documents": "portal/test_documents.py",
    "portal:commission_file": "portal/test_objection.py",
    "portal:rate": "portal",
    "portal:contest": "portal/test_tracking.py",
    "portal:receipt": "portal/test_tracking.py",
    "portal:ombudsman_letter": "portal",
    "portal:ombudsman_file": "portal",
    "portal:photo": "portal/test_photos.py",
    "portal:small_photo": "portal/test_photos.py",
    "account_reset_password_from_key": "foundation/people/test_staff_sign_in.py",
    "mfa_edit_webauthn": HERE,
    "mfa_remove_webauthn": HERE,
    "ledger:block": PUBLIC,
    "people:office": "foundation/people/test_institution_pages.py",
    "governance:data_request": "foundation/governance/personal_data",
    "governance:data_copy": "foundation/governance/personal_data",
    "governance:data_desk_one": "foundation/governance/personal_data",
    "governance:data_desk_contact": "foundation/governance/personal_data",
    "governance:data_desk_copy": "foundation/governance/personal_data",
    "governance:documents": "foundation/governance/personal_data",
    "governance:document_new": "foundation/governance/personal_data",
    "governance:document": "foundation/governance/personal_data",
    "governance:breach": "foundation/governance/personal_data",
    "governance:letter": "foundation/governance/personal_data",
    "portal:data_request": "foundation/governance/personal_data",
    "governance:desk_one": "foundation/governance",
    "governance:effects": "foundation/governance",
    "governance:written": "foundation/governance",
    "governance:new_rule": "foundation/governance",
    "governance:rule": "foundation/governance",
    "governance:remove_rule": "foundation/governance",
    "governance:publish": "foundation/governance",
    "governance:drop": "foundation/governance",
    "governance:take": "foundation/governance",
    "governance:version": "foundation/governance",
    "governance:end": "foundation/governance",
    "release:end_mandate": "foundation/release",
    "release:account": "foundation/release",
    "governance:network_end_site": "foundation/governance/test_network_doors.py",
    "governance:network_end_range": "foundation/governance/test_network_doors.py",
    "governance:network_version": "foundation/governance/test_network_doors.py",
    "governance:network_download": "foundation/governance/test_network_doors.py",
    "governance:monitoring_one": "foundation/governance/test_network_doors.py",
    "governance:monitoring_end": "foundation/governance/test_network_doors.py",
    "governance:monitoring_opened": "foundation/governance/test_network_doors.py",
    "release:one": "foundation/release",
    "release:edit": "foundation/release",
    "release:item": PUBLIC,
    "release:archive": PUBLIC,
    "release:receipt": PUBLIC,
    "release:feed": PUBLIC,
    "clarification:receipt": "journey/clarification",
    "clarification:detail": PUBLIC,
    "clarification:picture": "journey/clarification",
    "clarification:one": "journey/clarification",
    "clarification:answer": "journey/clarification",
    "procedures:service": PUBLIC,
    "procedures:desk_one": "journey/procedures",
    "procedures:edit": "journey/procedures",
    "procedures:written": "journey/procedures",
    "procedures:preview": "journey/procedures",
    "procedures:publish": "journey/procedures",
    "procedures:drop": "journey/procedures",
    "procedures:retire": "journey/procedures",
    "procedures:version": "journey/procedures",
    "voice:draft_photo": "journey/voice/test_doors.py",
    "voice:apply": PUBLIC,
    "voice:draft_document": "journey/voice",
    "cases:case_feed": "journey/cases",
    "cases:area_feed": PUBLIC,
    "cases:office_feed": PUBLIC,
    "cases:public": HERE,
    "cases:join": "journey",
    "cases:retire_text": "journey/cases",
    "cases:escalation": "journey/cases",
    "cases:office_breaches": "journey/cases",
    "cases:follow_confirm": "journey/cases",
    "cases:follow_stop": "journey/cases",
    "cases:follow": "journey/cases",
    "cases:drop_filter": "journey/cases/workspace/test_filters.py",
    "cases:question": "journey/cases/workspace/test_asking.py",
    "cases:field_photo": "journey/cases/workspace/test_field.py",
    "cases:small_field_photo": "journey/cases/workspace/test_field.py",
    "cases:law_end_day": "journey/cases/test_law_pages.py",
    "cases:law_correct_day": "journey/cases/test_law_pages.py",
    "cases:law_end_rule": "journey/cases/test_law_pages.py",
    "cases:law_correct_rule": "journey/cases/test_law_pages.py",
    "cases:law_change_limit": "journey/cases/test_law_pages.py",
    "cases:law_change_number": "journey/cases/test_law_pages.py",
    "evidence:indicator": PUBLIC,
    "evidence:members": PUBLIC,
    "evidence:cells_file": PUBLIC,
    "evidence:members_file": PUBLIC,
    "deliberation:detail": "journey/deliberation/test_public_pages.py",
    "deliberation:take_part": "journey/deliberation/test_public_pages.py",
    "deliberation:own_answers": "journey/deliberation/test_public_pages.py",
    "deliberation:propose": "journey/deliberation/test_public_pages.py",
    "deliberation:map": "journey/deliberation/test_public_pages.py",
    "deliberation:map_data": "journey/deliberation/test_public_pages.py",
    "deliberation:response": "journey/deliberation/test_public_pages.py",
    "deliberation:desk_one": "journey/deliberation/test_desk_pages.py",
    "deliberation:turn": "journey/deliberation/test_desk_pages.py",
    "deliberation:moderate": "journey/deliberation/test_desk_pages.py",
    "deliberation:respond": "journey/deliberation/test_desk_pages.py",
    "commitments:detail": PUBLIC,
    "commitments:manage": "journey/commitments/test_views.py",
    "commitments:step": "journey/commitments/test_views.py",
    "accountability:office": PUBLIC,
    "accountability:performance": PUBLIC,
    "accountability:reply": "journey/accountability/test_views.py",
    "exchange:discovery": PUBLIC,
    "exchange:services": PUBLIC,
    "exchange:service": PUBLIC,
    "exchange:requests": "ecosystem/exchange",
    "exchange:request": "ecosystem/exchange",
    "exchange:token": "ecosystem/exchange",
    "exchange:endpoint": "ecosystem/exchange",
    "exchange:outlet": "ecosystem/exchange",
    "exchange:revoke": "ecosystem/exchange",
    "exchange:updates": "ecosystem/exchange",
}


def is_case_route(route: Route) -> bool:
    return route.pattern.startswith(CASE_ROUTES)


def test_no_route_with_an_argument_is_forgotten():
    argued = {route.name for route in routes() if route.takes_arguments}
    here = {route.name for route in routes() if is_case_route(route)}
    assert argued - here - set(ELSEWHERE) == set(), "name the test that shows whose it is"
    assert set(ELSEWHERE) - argued == set(), "these routes are gone"


def test_the_tests_named_for_routes_exist():
    named = {TESTS / path for path in ELSEWHERE.values() if path != PUBLIC}
    missing = [
        str(path.relative_to(TESTS))
        for path in named
        if not (path.is_file() or any(path.rglob("test_*.py")))
    ]
    assert missing == []


# --- every route by every role --------------------------------------------------------


@pytest.fixture
def visitors():
    """Sign in a citizen and an officer of each role; nobody signs in as ``anonymous``."""
    made = {"anonymous": Client(), "citizen": sign_in(Client(), make_citizen())}
    for role in Role:
        made[role.value] = sign_in(Client(), make_officer(role, at=AT))
    return made


def expected(route: Route, who: str) -> str:
    """What the declaration of a route promises to a visitor."""
    kind, roles = route.access.kind, route.access.roles
    if kind == "staff":
        if who == "anonymous":
            return "sign in"
        is_let_in = who != "citizen" and (not roles or who in roles)
        return "in" if is_let_in else "refused"
    if kind == "citizen":
        return "sign in" if who == "anonymous" else "in"
    return "in" if kind == "public" else "key"


def found(answer) -> str:
    if answer.status_code == 302 and answer.url.startswith(("/petugas/masuk/", "/akun/masuk/")):
        return "sign in" if "next=" in answer.url else "in"
    if answer.status_code >= 500:
        return f"broken: {answer.status_code}"
    return {401: "key", 403: "refused"}.get(answer.status_code, "in")


def asked(client: Client, route: Route) -> str:
    answer = client.get(route.address)
    if hasattr(answer, "streaming_content"):
        answer.close()
    return found(answer)


PUBLIC_VISITORS = ("anonymous", "citizen", "verifier")
# Let in by role, then refused because the thing itself is not theirs, or a password is asked again.
OWN_REFUSAL = ("deliberation:respond", "accountability:reply", "portal:demo")


def test_every_route_keeps_to_what_it_declares_for_every_role(visitors):
    wrong = {}
    for route, (who, client) in itertools.product(list(routes()), visitors.items()):
        want = expected(route, who)
        if is_left_out(route, who, want):
            continue
        got = asked(client, route)
        if got not in allowed(route, want):
            wrong[route.name, who] = f"{got} instead of {want}"
    assert wrong == {}


def is_left_out(route: Route, who: str, want: str) -> bool:
    """What asks for a password once more, and a public page to its fourth kind of visitor."""
    is_asked_again = bool(BEFORE_THE_SECOND_FACTOR.match(route.address)) and want == "in"
    return is_asked_again or (route.access.kind == "public" and who not in PUBLIC_VISITORS)


def allowed(route: Route, want: str) -> set[str]:
    if want == "key":
        return {"key", "refused", "in"}
    return {"in", "refused"} if want == "in" and route.name in OWN_REFUSAL else {want}


# --- every case by every officer --------------------------------------------------------


@dataclass(frozen=True)
class Officer:
    """An officer of a role at an office: that of the case, another, an accused one, its part."""

    role: Role
    office: str

    def __str__(self) -> str:
        return f"{self.role.value} of {self.office}"


OWN, OTHER, ACCUSED, PART = "roads", "lights", "accused", "a part of the accused"
OFFICERS = [Officer(role, office) for role in Role for office in (OWN, OTHER, ACCUSED, PART)]
KINDS = (
    "new",
    "new secret",
    "own",
    "own secret",
    "other",
    "other secret",
    "oversight",
    "about the accused",
    "oversight about the accused",
    "new, accused by its author",
    "own, accused by its author",
    "disputed",
    "disputed secret",
)
EVERYTHING = frozenset(KINDS)
NAMED_LATER = frozenset({"about the accused", "oversight about the accused"})
ABOUT_THEM = NAMED_LATER | {"new, accused by its author", "own, accused by its author"}
OPEN_ONES = frozenset({"own", "other", "about the accused", "disputed"})
DISPUTED = frozenset({"disputed", "disputed secret"})


LIES_AT = {
    OWN: DISPUTED | {"own", "own secret", "about the accused", "own, accused by its author"},
    OTHER: frozenset({"other", "other secret"}),
}


def seen_by(officer: Officer) -> frozenset[str]:
    """Which cases an officer may open, as the rules were promised in words; not as coded."""
    seen = {
        Role.VERIFIER: EVERYTHING,
        Role.OFFICER: frozenset(),
        Role.HEAD: frozenset(),
        # They stand in where the accused office is the one that verifies.
        Role.INSPECTOR: OPEN_ONES | {"oversight"} | ABOUT_THEM,
        Role.ARBITER: DISPUTED,
        Role.REGENT: OPEN_ONES,
        Role.FRONTDESK: OPEN_ONES,
    }.get(officer.role, frozenset())
    if officer.role in (Role.OFFICER, Role.HEAD, Role.INSPECTOR):
        seen |= LIES_AT.get(officer.office, frozenset())
    return seen - ABOUT_THEM if officer.office in (ACCUSED, PART) else seen


def handled_by(officer: Officer) -> frozenset[str]:
    """On which cases an officer works."""
    if officer.role is Role.VERIFIER:
        return seen_by(officer)
    if officer.role not in (Role.OFFICER, Role.HEAD, Role.INSPECTOR):
        return frozenset()
    own = LIES_AT.get(officer.office, frozenset())
    overseen = {"oversight"} | ABOUT_THEM if officer.role is Role.INSPECTOR else set()
    return (own | overseen) & seen_by(officer)


def verified_by(officer: Officer) -> frozenset[str]:
    """On which cases an officer does the coordinator's work."""
    mine = {Role.VERIFIER: EVERYTHING, Role.INSPECTOR: ABOUT_THEM}
    return mine.get(officer.role, frozenset()) & seen_by(officer)


def one_of_each(clients: dict[Officer, Client]) -> dict[Officer, Client]:
    """One officer for all of a role who see the same: the desk, tried by every one, told them apart."""
    alike = {(officer.role, seen_by(officer)): officer for officer in reversed(clients)}
    return {officer: clients[officer] for officer in alike.values()}


@pytest.fixture
def offices():
    from tests.factories.cases import make_law

    make_law()
    return {
        OWN: make_office("dpupr", name="Dinas Pekerjaan Umum"),
        OTHER: make_office("dishub", name="Dinas Perhubungan"),
        ACCUSED: (accused := make_office("dispora", name="Dinas Pemuda dan Olahraga")),
        PART: make_office("dispora.gor", name="UPT Gelanggang", parent=accused),
        "inspectorate": make_office("inspektorat", name="Inspektorat"),
    }


@pytest.fixture
def cases(offices):
    """One case of every kind; nothing about any of them is public except those told open."""
    oversight = {"office": offices["inspectorate"], "case_class": CaseClass.COMPLAINT_OVERSIGHT}
    made = {
        "new": make_case(),
        "new secret": make_case(is_secret=True),
        "own": make_verified(office=offices[OWN]),
        "own secret": make_verified(office=offices[OWN], is_secret=True),
        "other": make_verified(office=offices[OTHER]),
        "other secret": make_verified(office=offices[OTHER], is_secret=True),
        "oversight": make_verified(**oversight),
        "about the accused": make_verified(office=offices[OWN]),
        "oversight about the accused": make_verified(**oversight),
        "new, accused by its author": make_case(accused_office_id=offices[ACCUSED].id),
        "own, accused by its author": make_verified(
            office=offices[OWN], accused_office_id=offices[ACCUSED].id
        ),
        "disputed": make_verified(office=offices[OWN]),
        "disputed secret": make_verified(office=offices[OWN], is_secret=True),
    }
    for kind in DISPUTED:
        bounce_case(
            case_id=made[kind].id,
            text="Jalan provinsi.",
            by=make_actor(Role.OFFICER, offices[OWN]),
            at=AT,
        )
    for kind in NAMED_LATER:
        services.name_accused_office(
            case_id=made[kind].id, office=offices[ACCUSED], by=make_actor(), at=AT
        )
    assert tuple(made) == KINDS
    return made


@pytest.fixture
def clients(offices):
    return {
        officer: sign_in(Client(), make_officer(officer.role, offices[officer.office], at=AT))
        for officer in OFFICERS
    }


def test_each_officer_opens_the_desk_of_their_cases_and_finds_no_other(cases, clients):
    opened = {
        str(officer): {
            kind
            for kind, case in cases.items()
            if client.get(f"/petugas/laporan/{case.number}/").status_code == 200
        }
        for officer, client in clients.items()
    }
    assert opened == {str(officer): set(seen_by(officer)) for officer in OFFICERS}


def test_the_queue_lists_to_each_officer_what_their_desk_opens(cases, clients):
    numbers = {case.number: kind for kind, case in cases.items()}
    for officer, client in clients.items():
        answer = client.get("/petugas/laporan/?queue=all")
        if answer.status_code == 403:
            assert seen_by(officer) == frozenset(), officer
            continue
        page = answer.content.decode()
        listed = {kind for number, kind in numbers.items() if f'id="l-{number}"' in page}
        assert listed == seen_by(officer), officer


def test_on_no_route_does_anyone_reach_a_case_they_may_not_see(cases, clients):
    before = everything()
    reached = {}
    for route in filter(is_case_route, routes()):
        for officer, client in one_of_each(clients).items():
            hidden = [kind for kind in KINDS if kind not in seen_by(officer)]
            # One of each sort is enough for each route: the desk above tried them all.
            for kind in {hidden[0], hidden[-1]} if hidden else ():
                address = route.address.replace("26-0482-9357-9", cases[kind].number)
                address = address.replace("/1/", f"/{cases[kind].number}/")
                codes = [client.get(address), client.post(address, VALID.get(route.name, {}))]
                bad = [one for one in codes if not is_closed(one, cases[kind].number)]
                if bad:
                    reached[route.name, str(officer), kind] = [one.status_code for one in codes]
    assert reached == {}
    assert everything() == before


def is_closed(answer, number: str) -> bool:
    """Whether an answer tells nothing: not found, not allowed, not that way, or to the desk."""
    desk = f"/petugas/laporan/{number}/"
    return answer.status_code in (403, 404, 405) or (
        answer.status_code == 302 and answer.url == desk
    )


def test_strangers_and_citizens_reach_no_case_route(cases):
    number = cases["own"].number
    citizen = sign_in(Client(), make_citizen())
    for route in filter(is_case_route, routes()):
        address = route.address.replace("/1/", f"/{number}/")
        for method in ("get", "post"):
            assert getattr(Client(), method)(address).url.startswith("/petugas/masuk/"), route.name
            assert getattr(citizen, method)(address).status_code == 403, route.name


def test_a_public_page_is_the_same_for_everyone_and_hides_the_same(cases, clients):
    public = {
        kind
        for kind, case in cases.items()
        if Client().get(f"/laporan/{case.number}/").status_code == 200
    }
    assert public == OPEN_ONES
    for officer, client in one_of_each(clients).items():
        for kind, case in cases.items():
            code = client.get(f"/laporan/{case.number}/").status_code
            assert (code == 200) == (kind in public), (officer, kind)


# What a step needs to be understood; whoever may see a case but not work on it is then refused.
VALID = {
    "cases:verify": {"case_class": "complaint", "office": "dishub"},
    "cases:answer": {
        "outcome": "done",
        "text": "Lubang di Jalan Melati ditambal hari Kamis oleh regu UPT Bina Marga.",
        "proof": "Berita acara 620/114",
    },
    "cases:progress": {"text": "Regu UPT Bina Marga mengukur lubang di Jalan Melati hari Kamis."},
    "cases:ask": {"text": "Di sebelah mana lubangnya?"},
    "cases:close": {},
    "cases:assign": {"office": "dishub"},
    "cases:archive": {"reason": "unclear", "text": "Tidak jelas tempatnya."},
    "cases:moderate": {"title": "Judul", "text": "Isi", "reason": "Alasan"},
    "cases:accuse": {"office": "inspektorat"},
    "cases:note": {"text": "Cek gardu."},
    "cases:handler": {"person_id": ""},
    "cases:ask_office": {"office": "inspektorat", "text": "Apa?", "due_on": "2099-01-05"},
    "cases:topic": {"topic": "roads.hole"},
    "cases:identity": {"purpose": "handle_case"},
    "cases:take": {},
}
ONLY_VERIFIERS = ("verify", "assign", "archive", "moderate", "accuse", "topic")


def test_who_sees_a_case_but_does_not_work_on_it_changes_nothing(cases, clients):
    from tests.factories.voice import make_topics

    make_topics()
    before, wrong = everything(), {}
    for name, values in VALID.items():
        route = next(route for route in routes() if route.name == name)
        for officer, client in clients.items():
            watched = seen_by(officer) - handled_by(officer)
            if name.removeprefix("cases:") in ONLY_VERIFIERS:
                watched = seen_by(officer) - verified_by(officer)
            for kind in sorted(watched)[:1]:
                address = route.address.replace("/1/", f"/{cases[kind].number}/")
                code = client.post(address, values).status_code
                # 422: the choice itself (a purpose, a colleague) was not offered to them.
                if code not in (403, 404, 409, 422):
                    wrong[name, str(officer), kind] = code
    assert wrong == {}
    assert everything() == before
    assert Case.objects.filter(status="answered").count() == 0


# --- what is open to all, and keys of others ----------------------------------------------


def test_what_everyone_may_read_is_declared_public():
    kinds = {route.name: route.access.kind for route in routes()}
    named = {name for name, where in ELSEWHERE.items() if where == PUBLIC}
    assert {name for name in named if kinds.get(name) != "public"} == set()


def test_keys_of_others_are_not_found(offices):
    from allauth.mfa.models import Authenticator

    owner, other = make_officer(Role.OFFICER, at=AT), make_officer(Role.OFFICER, at=AT)
    key = Authenticator.objects.create(
        user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": "Kunci"}
    )
    client = sign_in(Client(), other)
    client.post("/petugas/pastikan/", {"password": "kata sandi panjang sekali"})
    for word in ("nama", "lepas"):
        assert client.get(f"/petugas/keamanan/kunci/{key.pk}/{word}/").status_code == 404
