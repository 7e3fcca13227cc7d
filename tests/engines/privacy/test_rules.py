import shutil

import pytest
import yaml

from pendopo.engines.privacy import Kind, RulesUnreadable, read_rules
from pendopo.engines.privacy.shipped import FOLDER, REGIONS

DATED = {"legal_basis", "valid_from", "valid_to", "confidence", "source"}


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "privacy")


def change(folder, name, **values):
    path = folder / f"{name}.yaml"
    tables = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(tables | values), encoding="utf-8")


def test_every_kind_has_a_row_with_its_source(rules):
    rows = yaml.safe_load((FOLDER / "kinds.yaml").read_text(encoding="utf-8"))["kinds"]
    rows += yaml.safe_load((FOLDER / "thresholds.yaml").read_text(encoding="utf-8"))["thresholds"]
    assert set(rules.kinds) == set(Kind)
    assert [row["code"] for row in rows if not row.keys() >= DATED] == []
    assert {row["confidence"] for row in rows} == {"verified", "unconfirmed"}


def test_every_kind_has_a_detector_but_names_which_are_told(scanner):
    found = frozenset().union(*(finder.kinds for finder in scanner._finders))
    assert found == set(Kind) - {Kind.NAME}


def test_the_districts_are_those_of_the_table_of_regions(rules):
    assert len(rules.districts) == 7_285
    assert len(rules.provinces) == 38
    assert b"327606" in rules.districts


def test_an_office_may_have_rules_of_its_own(folder):
    change(folder, "thresholds", thresholds=[])
    assert read_rules(folder, REGIONS).thresholds == ()


def test_a_word_must_not_call_two_kinds(folder):
    rows = yaml.safe_load((folder / "kinds.yaml").read_text(encoding="utf-8"))["kinds"]
    rows[1]["labels"].append("nik")
    change(folder, "kinds", kinds=rows)
    with pytest.raises(RulesUnreadable, match="'nik' menyebut dua jenis"):
        read_rules(folder, REGIONS)


@pytest.mark.parametrize("content", ["", "[", "kinds: 3"])
def test_rules_that_cannot_be_read_are_refused(folder, content):
    (folder / "kinds.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(
        RulesUnreadable, match=r"^(Berkas aturan kinds\.yaml|Aturan di folder privacy)"
    ):
        read_rules(folder, REGIONS)


def test_a_missing_table_of_regions_is_named(folder, tmp_path):
    with pytest.raises(
        RulesUnreadable, match=r"^Tabel wilayah tidak-ada\.gz tidak dapat dibaca\.$"
    ):
        read_rules(folder, tmp_path / "tidak-ada.gz")
