"""Law becomes rows once, and what an office edited stays."""

import shutil

import pytest

from pendopo.journey.cases.models import ClockPolicy
from pendopo.kernel.models import ClosedDay, Region, RuleNumber
from pendopo.portal.law_loader import load_law, waiting_files

pytestmark = pytest.mark.django_db


def test_second_load_adds_nothing_and_keeps_edits():
    RuleNumber.objects.all().delete()
    first = load_law()
    policy = ClockPolicy.objects.get(clock="answer", case_class="complaint")
    policy.amount = 10
    policy.save()
    again = load_law()

    assert all(n > 0 for n in first.values())
    assert set(again.values()) == {0}
    assert ClockPolicy.objects.get(id=policy.id).amount == 10


def test_limits_are_those_of_the_regulation():
    load_law()
    general = ClockPolicy.objects.filter(procedure="")
    limits = dict(general.filter(clock="answer").values_list("case_class", "amount"))

    assert limits == {
        "information_request": 5,
        "aspiration": 5,
        "complaint": 14,
        "complaint_oversight": 60,
        "service": 5,
    }
    assert general.get(clock="verify").amount == 3
    assert set(ClockPolicy.objects.values_list("unit", flat=True)) == {"work_days"}


def test_only_the_own_regency_is_loaded_below_the_regencies(settings):
    settings.PENDOPO_REGION = "32.04"
    load_law()

    assert Region.objects.filter(level=2).count() == 514
    assert Region.objects.filter(level=3).exclude(code__startswith="32.04.").count() == 0
    assert Region.objects.get(code="32.04.37").name == "Soreang"


def test_replaced_day_keeps_both_rows_with_their_validity():
    load_law()
    rows = ClosedDay.objects.filter(date__range=("2022-07-09", "2022-07-10"))

    assert [(row.date.day, row.valid_to is None) for row in rows] == [(9, False), (10, True)]


def test_law_that_came_with_an_upgrade_waits_until_it_is_loaded(tmp_path, settings):
    data = tmp_path / "data"
    shutil.copytree(settings.DATA_ROOT, data, ignore=shutil.ignore_patterns("demo", "open311"))
    assert "clocks/complaints.yaml" in waiting_files(data)
    load_law(data)
    assert waiting_files(data) == []
    rules = data / "rules" / "routing.yaml"
    rules.write_text(
        rules.read_text("utf-8").replace("code: routing.max_bounces", "code: routing.of_tomorrow"),
        "utf-8",
    )
    assert waiting_files(data) == ["rules/routing.yaml"]
    assert load_law(data)["angka aturan"] == 1
    assert waiting_files(data) == []


def test_the_villages_of_another_regency_wait_to_be_loaded(settings):
    settings.PENDOPO_REGION = ""
    load_law()
    settings.PENDOPO_REGION = "32.04"
    assert waiting_files() == ["regions/wilayah.csv.gz"]
