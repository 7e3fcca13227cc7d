"""The page's frame offers only pages that exist and marks where one stands."""

import pytest
from django.test import RequestFactory
from django.urls import include, path

from pendopo.ui.context import menu, shell


def nothing(request):
    raise AssertionError


urlpatterns = [
    path("", nothing, name="start"),
    path("lapor/", nothing, name="report"),
    path("lapor/baru/", nothing, name="new"),
    path("i18n/", include("django.conf.urls.i18n")),
]


@pytest.fixture(autouse=True)
def _pages(settings):
    settings.ROOT_URLCONF = __name__
    settings.PENDOPO_GOVERNMENT = "Kabupaten Contoh"
    settings.PENDOPO_NAV = [
        ("start", "Beranda"),
        ("report", "Lapor", "chat"),
        ("new", "Baru"),
        ("absent", "Tiada"),
    ]


def current(path_: str) -> list[str]:
    return [item.label for item in menu("PENDOPO_NAV", path_) if item.is_current]


def test_menu_leaves_out_pages_that_no_room_offers():
    items = menu("PENDOPO_NAV", "/")
    assert [(item.label, item.url, item.icon) for item in items] == [
        ("Beranda", "/", ""),
        ("Lapor", "/lapor/", "chat"),
        ("Baru", "/lapor/baru/", ""),
    ]


@pytest.mark.parametrize(
    ("path_", "labels"),
    [
        ("/", ["Beranda"]),
        ("/lapor/", ["Lapor"]),
        ("/lapor/123/", ["Lapor"]),
        ("/lapor/baru/", ["Baru"]),
        ("/lain/", []),
    ],
)
def test_menu_marks_the_longest_address_that_leads_here(path_, labels):
    assert current(path_) == labels


def test_shell_names_the_government_and_its_doors():
    context = shell(RequestFactory().get("/lapor/"))
    assert context["government_name"] == "Kabupaten Contoh"
    assert context["language_url"] == "/i18n/setlang/"
    assert context["sign_in_url"] == ""
    assert context["home_url"] == "/"
