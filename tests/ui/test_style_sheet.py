"""The style sheet keeps its budget, its layers, and readable colours in light and dark."""

import gzip
import re
from pathlib import Path

import pytest

import pendopo.ui

STATIC = Path(pendopo.ui.__file__).parent / "static" / "pendopo"
SHEET = (STATIC / "pendopo.css").read_text(encoding="utf-8")
TEXT, MARK = 4.5, 3.0
GROUNDS = ("mori", "surface", "surface-2")


def tokens(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\n {2,4}\}", SHEET, flags=re.DOTALL)[:2]
    read = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")
    return dict(read.findall(light)) | (dict(read.findall(dark)) if scheme == "dark" else {})


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_twenty_one():
    assert contrast("#000", "#ffffff") == pytest.approx(21)


def test_style_sheet_fits_its_budget():
    assert len(gzip.compress(SHEET.encode(), 9)) <= 10 * 1024
    assert SHEET.count("\n") <= 900


def test_script_fits_its_budget():
    assert (STATIC / "pendopo.js").stat().st_size <= 3 * 1024


def test_style_sheet_uses_only_the_four_layers_in_order():
    assert re.findall(r"^@layer (\w+) \{", SHEET, flags=re.MULTILINE) == [
        "tokens",
        "base",
        "layout",
        "components",
    ]
    assert SHEET.count("{") == SHEET.count("}")


def test_style_sheet_asks_no_other_host():
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", SHEET) == []
    assert "@import" not in SHEET


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "ink-2", "soga", "wedel", "danger", "success", "warning"])
def test_text_is_readable_on_every_ground(scheme, ink):
    colours = tokens(scheme)
    assert [g for g in GROUNDS if contrast(colours[ink], colours[g]) < TEXT] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["soga", "wedel", "success", "warning", "danger"])
def test_text_is_readable_on_its_own_soft_ground(scheme, tone):
    colours = tokens(scheme)
    assert contrast(colours[tone], colours[f"{tone}-soft"]) >= TEXT
    assert contrast(colours["ink"], colours[f"{tone}-soft"]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mark", ["ring", "line-strong", "g1", "g2", "g3", "g4", "g5"])
def test_marks_and_edges_stand_out(scheme, mark):
    colours = tokens(scheme)
    assert [g for g in GROUNDS if contrast(colours[mark], colours[g]) < MARK] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_buttons_are_readable(scheme):
    colours = tokens(scheme)
    assert contrast(colours["on-wedel"], colours["wedel"]) >= TEXT
    assert contrast(colours["on-wedel"], colours["wedel-hover"]) >= TEXT
    assert contrast(colours["surface"], colours["danger"]) >= TEXT


def test_focus_ring_of_the_dark_bands_stands_out():
    for night in (tokens("light")["night"], tokens("dark")["night-2"]):
        assert contrast("#ffd9a8", night) >= MARK
