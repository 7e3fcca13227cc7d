"""A plan is put in order, and refused with a sentence where it contradicts itself."""

import pytest
import yaml
from tests.engines.network.samples import HERE, plan

from pendopo.engines.network import NetworkError, load_plan, read_plan


def written(**changes):
    raw = yaml.safe_load((HERE / "plan.yaml").read_text(encoding="utf-8"))
    return {**raw, **changes}


def test_the_same_content_in_another_order_is_the_same_plan():
    raw = written()
    raw["offices"].reverse()
    raw["categories"][0]["domains"].reverse()
    assert read_plan(raw).digest == plan().digest


def test_a_plan_survives_being_written_and_read():
    assert read_plan(plan().as_data()) == plan()


def test_another_exemption_is_another_digest():
    raw = written()
    raw["closings"][0]["exempt"] = ["pr_staff"]
    assert read_plan(raw).digest != plan().digest


def test_names_below_a_listed_domain_and_split_ranges_are_joined():
    social = next(each for each in plan().categories if each.code == "social")
    assert social.domains == ("facebook.com", "instagram.com", "tiktok.com")
    disdik = next(each for each in plan().offices if each.code == "disdik")
    assert [str(each) for each in disdik.ranges] == ["10.10.4.0/24"]


OFFICE = {"code": "x", "name": "X", "ranges": ["10.10.3.128/25"]}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"offices": [*written()["offices"], OFFICE]}, "memakai alamat yang sama"),
        ({"offices": []}, "belum menyebut satu perangkat daerah pun"),
        ({"offices": [{**OFFICE, "ranges": ["10.10.3.1/24"]}]}, "bukan rentang alamat"),
        ({"offices": [{**OFFICE, "ranges": []}]}, "belum punya rentang"),
        ({"offices": [{**OFFICE, "name": "X\nhttp_access allow all"}]}, "ganti baris"),
        ({"folder": "/etc/x; rm -rf"}, "tanpa spasi"),
        ({"categories": [{"code": "a b", "name": "A", "domains": ["a.id"]}]}, "huruf kecil"),
        (
            {"categories": [{"code": "a", "name": "A", "domains": ["10.1.1.1"]}]},
            "bukan nama domain",
        ),
        ({"closings": [{"window": "malam", "category": "social"}]}, "tidak dikenal"),
        ({"closings": [{"window": "work", "category": "film"}]}, "tidak ada dalam rencana"),
        (
            {"closings": [{"window": "work", "category": "social", "exempt": ["tamu"]}]},
            "tidak ada dalam rencana",
        ),
        ({"privacy": {"k": 0}}, "paling sedikit 1"),
        ({"version": "tiga"}, "salah bentuk"),
    ],
)
def test_a_contradiction_is_refused_with_its_reason(changes, said):
    with pytest.raises(NetworkError, match=said):
        read_plan(written(**changes))


def test_a_missing_part_is_named():
    raw = written()
    del raw["zone"]
    with pytest.raises(NetworkError, match="zone"):
        read_plan(raw)


def test_a_file_that_is_no_yaml_or_missing_is_refused(tmp_path):
    (tmp_path / "x.yaml").write_text("a: [", encoding="utf-8")
    for name in ("x.yaml", "tidak-ada.yaml"):
        with pytest.raises(NetworkError):
            load_plan(tmp_path / name)
