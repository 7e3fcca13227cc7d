"""Times in the office's zone, amounts in rupiah."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.money import format_rupiah, read_rupiah
from pendopo.kernel.time import format_date, format_instant, from_iso, local, to_iso

NOON = datetime(2026, 3, 16, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Jakarta", "Senin, 16 Maret 2026 pukul 10.05 WIB"),
        ("Asia/Makassar", "Senin, 16 Maret 2026 pukul 11.05 WITA"),
        ("Asia/Jayapura", "Senin, 16 Maret 2026 pukul 12.05 WIT"),
    ],
)
def test_instant_is_written_in_the_zone_with_its_name(zone, expected):
    assert format_instant(NOON, zone) == expected


def test_english_writes_a_colon():
    assert format_instant(NOON, "Asia/Jakarta", language="en") == (
        "Monday, 16 March 2026 at 10:05 WIB"
    )
    assert format_date(date(2026, 8, 17), language="en-gb") == "17 August 2026"


def test_naive_instant_is_refused():
    with pytest.raises(ValueError, match="zone"):
        local(datetime(2026, 1, 1), "Asia/Jakarta")  # noqa: DTZ001 -- what is refused


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001 -- Hypothesis wants naive bounds
def test_iso_text_is_read_back_to_the_microsecond_from_any_zone(moment, hours):
    instant = moment.replace(tzinfo=timezone(timedelta(hours=hours)))

    assert from_iso(to_iso(instant)) == instant
    assert to_iso(instant).endswith("Z")


@given(st.integers(-(10**15), 10**15), st.sampled_from(["id", "en"]))
def test_indonesian_amounts_are_read_back(rupiah, language):
    text = format_rupiah(rupiah, language=language)

    assert text.lstrip("-").startswith("Rp" if language == "id" else "IDR")
    if language == "id" and rupiah >= 0:
        assert read_rupiah(text) == rupiah


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rp 1.250.000,00", 1_250_000),
        ("rp1.250", None),
        ("1.250.000", 1_250_000),
        ("1250", 1250),
        ("Rp-500", -500),
        ("1,5", None),
        ("1.25.000", None),
        ("Rp 10,50", None),
        ("sejuta", None),
    ],
)
def test_amounts_as_people_write_them(text, expected):
    assert read_rupiah(text) == expected


@pytest.mark.parametrize(
    "text", ["", "kemarin", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30"]
)
def test_what_is_no_instant_is_refused_as_a_value(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- the datetime module words most of them
        from_iso(text)
