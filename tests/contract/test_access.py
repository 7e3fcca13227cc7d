"""Every page says who may open it, and keeps its word."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from tests.factories.people import AT, make_citizen, make_office, make_officer, sign_in

from pendopo.ecosystem.exchange.types import Scope
from pendopo.foundation.people.services import give_position
from pendopo.foundation.people.types import SYSTEM, Role
from pendopo.kernel.access import Access

KINDS = {"public", "citizen", "staff", "partner"}
# Something of these fits any converter; the guard answers before the view looks at it.
SAMPLES = ("1", str(uuid.UUID(int=7)), "contoh", "26-0482-9357-9")
# The pages on which the second factor is set up cannot ask for it.
BEFORE_THE_SECOND_FACTOR = re.compile(r"^/petugas/(sandi|pastikan|keamanan)/")


def pages(patterns: list | None = None, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every page with an address that leads to it; patterns that are no routes keep their text."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        address = before + filled(each.pattern)
        if isinstance(each, URLResolver):
            yield from pages(each.url_patterns, address)
        else:
            yield address, each


def filled(pattern: object) -> str:
    if not isinstance(pattern, RoutePattern):
        return str(pattern)
    return re.sub(
        r"<(?:\w+:)?(\w+)>", lambda part: fitting(pattern.converters[part[1]]), str(pattern)
    )


def fitting(converter: object) -> str:
    return next(sample for sample in SAMPLES if re.fullmatch(converter.regex, sample))


def of_kind(kind: str) -> list[str]:
    return [
        address
        for address, page in pages()
        if getattr(page.callback, "access", Access("")).kind == kind
    ]


def test_every_page_declares_who_may_open_it():
    silent = [
        address
        for address, page in pages()
        if getattr(getattr(page.callback, "access", None), "kind", None) not in KINDS
    ]
    assert silent == []


def test_declared_roles_exist():
    named = {role for _, page in pages() for role in page.callback.access.roles}
    assert named <= set(Role)


def test_only_setting_up_the_second_factor_goes_without_it():
    assert len(of_kind("staff")) > 10
    assert any(BEFORE_THE_SECOND_FACTOR.match(address) for address in of_kind("staff"))


def test_partner_doors_name_scopes_that_exist():
    doors = [page.callback.access for _, page in pages() if page.callback.access.kind == "partner"]
    assert len(doors) >= 5
    assert all(access.scopes for access in doors)
    assert {scope for access in doors for scope in access.scopes} == {
        scope.value for scope in Scope
    }


@pytest.mark.django_db
def test_nobody_writes_through_a_partner_door_without_a_key(client):
    for address, page in pages():
        access = page.callback.access
        if access.kind == "partner":
            answer = client.post(address.replace(".1", ".json"), HTTP_IDEMPOTENCY_KEY="x")
            assert (address, answer.status_code in {400, 403, 405, 422}) == (address, True)
            if not access.is_readable:
                answer = client.get(address)
                assert (address, answer.status_code in {403, 405}) == (address, True)


@pytest.mark.django_db
def test_strangers_are_led_from_every_staff_page_to_the_staff_door(client):
    for address in of_kind("staff"):
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 302)
        assert answer.url.startswith("/petugas/masuk/?next="), address


@pytest.mark.django_db
def test_citizens_are_refused_on_every_staff_page(client):
    sign_in(client, make_citizen())
    answers = {address: client.get(address).status_code for address in of_kind("staff")}
    assert answers == dict.fromkeys(answers, 403)


@pytest.mark.django_db
def test_staff_without_a_second_factor_are_led_from_every_page_to_set_it_up(client):
    officer = make_officer(Role.ADMIN, second_factor=False)
    for role in set(Role) - {Role.ADMIN}:
        give_position(person=officer.person, office=make_office(), role=role, by=SYSTEM, at=AT)
    sign_in(client, officer)
    for address in of_kind("staff"):
        if not BEFORE_THE_SECOND_FACTOR.match(address):
            answer = client.get(address)
            assert (address, answer.status_code) == (address, 302)
            assert answer.url == "/petugas/keamanan/aplikasi/", address


@pytest.mark.django_db
def test_strangers_are_led_from_every_citizen_page_to_the_code(client):
    assert "/akun/" in of_kind("citizen")
    for address in of_kind("citizen"):
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer.url == f"/akun/masuk/?next={address}"


@pytest.mark.django_db
def test_an_officer_with_another_role_is_refused(client):
    officer = make_officer(Role.ANALYST)
    sign_in(client, officer)
    closed = [
        address
        for address, page in pages()
        if page.callback.access.kind == "staff"
        and page.callback.access.roles
        and Role.ANALYST not in page.callback.access.roles
    ]
    assert closed
    answers = {address: client.get(address).status_code for address in closed}
    assert answers == dict.fromkeys(closed, 403)
