"""The shipped table of regions: complete, linked, well-formed and the same as a second copy."""

import csv
import gzip
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "data" / "regions" / "wilayah.csv.gz"
SECOND_COPY = ROOT.parent / "shared" / "data" / "regions" / "wilayah_kemendagri_2025.csv.gz"
NAMES_SPELT_OTHERWISE = 5

CODE = {
    "1": re.compile(r"\d{2}"),
    "2": re.compile(r"\d{2}\.(0[1-9]|[1-6]\d|7[1-9]|[89]\d)"),
    "3": re.compile(r"\d{2}\.\d{2}\.\d{2}"),
    "4": re.compile(r"\d{2}\.\d{2}\.\d{2}\.[123]\d{3}"),
}
VILLAGE_KINDS = {"1": "kelurahan", "2": "desa", "3": "desa_adat"}


def read(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def regions():
    return read(TABLE)


def test_counts_are_those_of_the_decree(regions):
    assert Counter(row["kind"] for row in regions) == {
        "provinsi": 38,
        "kabupaten": 416,
        "kota": 98,
        "kecamatan": 6_492,
        "distrik": 793,
        "kelurahan": 8_496,
        "desa": 75_252,
        "desa_adat": 14,
    }
    assert Counter(row["level"] for row in regions) == {"1": 38, "2": 514, "3": 7_285, "4": 83_762}


def test_every_code_is_unique_and_has_its_levels_form(regions):
    assert [row["code"] for row in regions if not CODE[row["level"]].fullmatch(row["code"])] == []
    assert len({row["code"] for row in regions}) == len(regions) == 91_599


def test_no_region_is_an_orphan(regions):
    level = {row["code"]: int(row["level"]) for row in regions}
    parents = [(row["parent_code"], int(row["level"])) for row in regions if row["level"] != "1"]
    assert [code for code, below in parents if level.get(code) != below - 1] == []
    assert {row["parent_code"] for row in regions if row["level"] == "1"} == {""}


def test_codes_tell_city_from_regency_and_village_from_ward(regions):
    for row in regions:
        if row["level"] == "2":
            assert row["kind"] == ("kota" if row["code"][3:] >= "71" else "kabupaten")
        if row["level"] == "4":
            assert row["kind"] == VILLAGE_KINDS[row["code"][9]]


def test_names_and_postal_codes_are_clean(regions):
    assert [row["name"] for row in regions if row["name"] != " ".join(row["name"].split())] == []
    assert all(row["name"] for row in regions)
    postal = {row["postal_code"] for row in regions if row["postal_code"]}
    assert [code for code in postal if not re.fullmatch(r"\d{5}", code)] == []
    assert {row["level"] for row in regions if row["postal_code"]} == {"4"}


def test_file_carries_no_time_stamp():
    assert TABLE.read_bytes()[4:8] == b"\0\0\0\0"


def test_second_copy_has_the_same_codes_parents_and_postal_codes(regions):
    if not SECOND_COPY.exists():
        pytest.skip("no second copy of the table beside this checkout")
    theirs = {row["code"]: row for row in read(SECOND_COPY)}
    ours = {row["code"]: row for row in regions}
    assert ours.keys() == theirs.keys()
    for column in ("level", "parent_code", "postal_code"):
        assert [code for code in ours if ours[code][column] != theirs[code][column]] == []
    renamed = [code for code in ours if ours[code]["name"] != theirs[code]["name"]]
    assert len(renamed) <= NAMES_SPELT_OTHERWISE
