"""Tags and filters write times, money and numbers as people here do."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from pendopo.ui.icons import ICONS, icon_svg

INSTANT = datetime(2026, 3, 16, 3, 5, tzinfo=UTC)


def written(source: str, **context: object) -> str:
    return Template("{% load pendopo_ui %}" + source).render(Context(context))


@pytest.fixture(autouse=True)
def _zone(settings):
    settings.PENDOPO_ZONE = "Asia/Jakarta"
    with override("id"):
        yield


def test_local_time_names_day_and_zone():
    assert written("{{ at|local_time }}", at=INSTANT) == (
        '<time datetime="2026-03-16T10:05+07:00">Senin, 16 Maret 2026 pukul 10.05 WIB</time>'
    )


def test_local_time_follows_the_office(settings):
    settings.PENDOPO_ZONE = "Asia/Jayapura"
    assert written("{{ at|local_time_text }}", at=INSTANT) == (
        "Senin, 16 Maret 2026 pukul 12.05 WIT"
    )


def test_local_date_of_an_instant_is_the_offices_date():
    late = datetime(2026, 3, 16, 20, 0, tzinfo=UTC)
    assert written("{{ at|local_date }}", at=late) == (
        '<time datetime="2026-03-17">17 Maret 2026</time>'
    )
    assert "16 Maret 2026" in written("{{ at|local_date }}", at=date(2026, 3, 16))


@pytest.mark.parametrize(
    "filter_", ["local_time", "local_time_text", "local_date", "rupiah", "number", "percent"]
)
def test_what_is_missing_is_a_dash(filter_):
    assert written(f"{{{{ nothing|{filter_} }}}}", nothing=None) == "–"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1234.5, "", "1.234,5"),
        (1234, "", "1.234"),
        (1_000_000, "", "1.000.000"),
        (0.004, "", "0"),
        (-0.001, "", "0"),
        (-1234.567, ":1", "−1.234,6"),
        (Decimal("12.50"), "", "12,5"),
        (12, ":2", "12,00"),
    ],
)
def test_number(value, places, text):
    assert written(f"{{{{ value|number{places} }}}}", value=value) == text


def test_number_in_english_swaps_the_marks():
    with override("en"):
        assert written("{{ value|number }}", value=1234.5) == "1,234.5"


def test_percent_takes_a_ratio():
    assert written("{{ r|percent }} {{ r|percent:1 }}", r=0.257) == "26% 25,7%"


def test_rupiah():
    assert written("{{ amount|rupiah }}", amount=1250000) == "Rp1.250.000"


def test_grouped_keeps_every_letter_and_adds_no_space():
    assert written("{{ code|grouped }}", code="26031610045") == (
        "<span>2603</span><span>1610</span><span>045</span>"
    )


def test_grouped_escapes_what_it_is_given():
    assert "<b>" not in written("{{ code|grouped }}", code="<b>x")


def test_query_replaces_and_removes():
    request = RequestFactory().get("/cari/", {"q": "jalan", "page": "2", "status": "open"})
    text = written("{% query page=3 status=None %}", request=request)
    assert text == "?q=jalan&amp;page=3"


def test_icons_are_decoration():
    drawn = written('{% icon "check" %}')
    assert 'aria-hidden="true"' in drawn
    assert ICONS["check"] in drawn


def test_unknown_icon_names_the_choices():
    with pytest.raises(ValueError, match=r"unknown icon 'moon'; choose from alert"):
        icon_svg("moon")
