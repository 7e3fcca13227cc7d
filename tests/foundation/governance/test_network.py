"""Plans follow from the rules in force; logs become counts that name nobody; both are facts."""

import re
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from tests.contract.test_personal_data import everything_stored
from tests.factories.governance import make_editor, make_policy
from tests.factories.network import (
    AT,
    CLOSE_SOCIAL,
    MORNING,
    OPEN,
    log_line,
    make_keeper,
    make_log,
    make_measure,
    make_network,
    make_numbers,
)
from tests.factories.people import make_office

from pendopo.engines.network import Window, read_plan
from pendopo.foundation.governance.models import (
    NetworkDay,
    NetworkImport,
    NetworkPlan,
    NetworkRange,
    NetworkSite,
    NetworkUse,
)
from pendopo.foundation.governance.network import files, logs, measures, selectors, services
from pendopo.foundation.governance.network.errors import (
    LogUnfit,
    MeasureMissing,
    MeasureUnfit,
    NetworkRowNotFound,
    NotNetworkEditor,
    PlanMissing,
    PlanUnchanged,
    RangeUnfit,
    SiteUnfit,
)
from pendopo.foundation.governance.network.reporting import Month, report
from pendopo.foundation.governance.network.services import NewRange
from pendopo.foundation.governance.network.types import LogSource, MeasureKind, Opening
from pendopo.foundation.ledger.models import FactRow
from pendopo.kernel.ids import new_id

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DEC = Month(date(2026, 11, 1))


def told(start="Network"):
    rows = FactRow.objects.filter(name__startswith=start).order_by("id")
    return list(rows.values_list("name", flat=True))


def closings():
    made = selectors.prepared(at=AT).plan
    return {(each.window.value, each.category): set(each.exempt) for each in made.closings}


def rule(**changes):
    return {**CLOSE_SOCIAL, "id": "CON-09", **changes}


# --- from the rules in force --------------------------------------------------------------


def test_a_prohibition_closes_a_category_in_its_window_but_not_for_the_exempt():
    make_network()
    assert closings() == {("work", "social"): {"pr_staff"}}


def test_rules_that_close_nothing_leave_the_network_open():
    make_network(OPEN)
    assert closings() == {}


def test_what_no_rule_allows_shuts_no_office_off():
    make_network({**OPEN, "acts": ["share"]})
    assert closings() == {}


def test_a_rule_on_what_gear_cannot_see_is_told_and_not_enforced():
    hidden = rule(when={"purpose": ["private"], "network": ["office"]}, unless={"emergency": True})
    make_network(OPEN, hidden)
    made = selectors.prepared(at=AT)
    assert made.plan.closings == ()
    assert made.derived.unseen == {"CON-09": ("purpose",)}


def test_an_approval_nobody_can_show_to_gear_keeps_closed():
    make_network(OPEN, rule(effect="needs_approval", by=["unit_head"]))
    assert closings() == {("work", "social"): {"pr_staff"}}


def test_every_closing_names_its_rule():
    make_network()
    reasons = selectors.prepared(at=AT).derived.reasons
    assert [each.id for each in reasons[Window.WORK, "social"]] == ["CON-03"]


# --- ranges and sites ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "cidr", "role"),
    [
        ("diskominfo", "10.10.3.128/25", ""),
        ("dinkes", "10.10.3.1/24", ""),
        ("dinkes", "tiga", ""),
        ("dinkes", "10.10.3.0/26", "on_call_of_another_house"),
        ("dinkes", "10.10.3.0/26", "asn"),
    ],
)
def test_an_unfit_range_is_refused_and_leaves_nothing(code, cidr, role):
    by = make_network()
    before = (NetworkRange.objects.count(), told())
    with pytest.raises(RangeUnfit):
        services.add_range(told=NewRange(make_office(code), cidr, role), by=by, at=AT)
    assert (NetworkRange.objects.count(), told()) == before


def test_an_ended_range_is_free_for_another_office():
    by = make_network()
    row = NetworkRange.objects.get(office__code="dinkes")
    services.end_range(range_id=row.id, by=by, at=AT)
    services.add_range(told=NewRange(make_office("baru"), "10.10.3.0/24"), by=by, at=AT)
    assert {each.office.code for each in selectors.ranges(at=AT)} == {"diskominfo", "baru"}
    with pytest.raises(NetworkRowNotFound):
        services.end_range(range_id=row.id, by=by, at=AT)


def test_a_listed_site_closes_with_its_category_and_may_be_taken_off():
    by = make_network()
    site = services.list_site(name="Situs-Baru.ID", category="social", by=by, at=AT)
    listed = {each.code: each.domains for each in selectors.prepared(at=AT).plan.categories}
    assert "situs-baru.id" in listed["social"]
    services.end_site(site_id=site.id, by=by, at=AT)
    assert not NetworkSite.objects.filter(domain="situs-baru.id", valid_to=None).exists()
    services.list_site(name="situs-baru.id", category="games", by=by, at=AT)
    with pytest.raises(NetworkRowNotFound):
        services.end_site(site_id=new_id(), by=by, at=AT)


@pytest.mark.parametrize(
    ("name", "category"), [("10.1.1.1", "social"), ("tiktok.com", "video"), ("a.id", "other")]
)
def test_an_unfit_site_is_refused(name, category):
    by = make_network()
    with pytest.raises(SiteUnfit):
        services.list_site(name=name, category=category, by=by, at=AT)


def test_only_administrators_keep_the_network():
    make_network()
    by, row = make_editor(), NetworkRange.objects.first()
    words = NewRange(make_office("baru"), "10.10.4.0/24")
    for step in (
        lambda: services.add_range(told=words, by=by, at=AT),
        lambda: services.end_range(range_id=row.id, by=by, at=AT),
        lambda: services.list_site(name="a.id", category="social", by=by, at=AT),
        lambda: services.decide_plan(by=by, at=AT),
        lambda: logs.read_logs(paths=[], by=by, at=AT),
    ):
        with pytest.raises(NotNetworkEditor):
            step()


# --- plans --------------------------------------------------------------------------------


def test_a_decided_plan_keeps_what_it_said_and_names_its_rules():
    by = make_network()
    made = services.decide_plan(by=by, at=AT)
    assert made.number == 1
    assert made.policy_version.policy_set_id == "contoh"
    assert read_plan(made.definition).digest == made.digest
    assert told()[-1] == "NetworkPlanDecided"


def test_the_same_plan_is_not_decided_twice():
    by = make_network()
    services.decide_plan(by=by, at=AT)
    with pytest.raises(PlanUnchanged):
        services.decide_plan(by=by, at=AT)
    assert NetworkPlan.objects.count() == 1


def test_a_change_of_policy_makes_another_plan():
    by = make_network()
    first = services.decide_plan(by=by, at=AT)
    make_policy(code="lain", rules=[OPEN])
    second = services.decide_plan(by=by, at=AT)
    found = files.plan_changes(first.definition, second.definition)
    assert "penutupan" in [change.place for change in found]
    assert (first.number, second.number) == (1, 2)


def test_without_rules_or_ranges_there_is_no_plan():
    make_numbers()
    by = make_keeper()
    with pytest.raises(PlanMissing):
        services.decide_plan(by=by, at=AT)
    make_policy(rules=[OPEN])
    with pytest.raises(PlanMissing):
        services.decide_plan(by=by, at=AT)


def test_the_archive_is_the_same_for_the_same_plan_and_names_its_digest():
    row = services.decide_plan(by=make_network(), at=AT)
    made = files.files_of(row, at=AT)
    assert files.packed(made) == files.packed(files.files_of(row, at=AT))
    assert f"sidik {row.digest}" in made["work/squid.conf"]
    assert "tiktok.com" in made["work/dnsmasq-umum.servers"]
    assert "tiktok.com" not in made["work/dnsmasq-pr_staff.servers"]
    with pytest.raises(NetworkRowNotFound):
        files.file_of(made, "../etc/passwd")


# --- logs ---------------------------------------------------------------------------------


@pytest.fixture
def decided():
    by = make_network()
    make_measure(by)
    services.decide_plan(by=by, at=AT)
    return by


def test_a_log_becomes_counts_of_its_office(decided, tmp_path):
    taken = logs.read_logs(paths=[make_log(tmp_path)], by=decided, at=AT)
    assert (taken.n_days, taken.n_rows) == (1, 2)
    use = NetworkUse.objects.get(hour=None)
    assert (use.office.code, use.category, use.requests, use.refused) == (
        "dinkes",
        "social",
        10,
        10,
    )
    assert told()[-1] == "NetworkLogRead"


SECRET = re.compile(r"10\.10\.3\.\d+\b(?!/)|rahasia-orang|www\.tiktok")


def test_nothing_stored_tells_of_an_address_or_a_site_somebody_opened(decided, tmp_path):
    lines = [log_line(f"10.10.3.{n}", "rahasia-orang.example") for n in range(10, 40)]
    lines += [log_line(f"10.10.3.{n}") for n in range(10, 40)]
    logs.read_logs(paths=[make_log(tmp_path, lines)], by=decided, at=AT)
    ranges = [f"{row.cidr}" for row in NetworkRange.objects.all()]
    stored = everything_stored()
    for cidr in ranges:
        stored = stored.replace(cidr, "")
    assert not SECRET.search(stored)


def test_few_devices_leave_a_day_without_a_number(decided, tmp_path):
    lines = [log_line(f"10.10.3.{n}") for n in range(9)]
    taken = logs.read_logs(paths=[make_log(tmp_path, lines)], by=decided, at=AT)
    assert (taken.n_days, taken.n_rows) == (1, 0)


def test_a_day_is_read_once_and_today_not_yet(decided, tmp_path):
    log = make_log(tmp_path)
    logs.read_logs(paths=[log], by=decided, at=AT)
    with pytest.raises(LogUnfit):
        logs.read_logs(paths=[log], by=decided, at=AT)
    today = make_log(tmp_path, [log_line("10.10.3.1", at=int(AT.timestamp()))])
    with pytest.raises(LogUnfit):
        logs.read_logs(paths=[today], by=decided, at=AT)
    assert NetworkImport.objects.count() == NetworkDay.objects.count() == 1


def test_what_is_not_in_the_register_is_not_monitored(tmp_path):
    by = make_network()
    services.decide_plan(by=by, at=AT)
    with pytest.raises(MeasureMissing):
        logs.read_logs(paths=[make_log(tmp_path)], by=by, at=AT)
    measures.end(measure_id=make_measure(by).id, by=by, at=AT)
    with pytest.raises(MeasureMissing):
        logs.read_logs(paths=[make_log(tmp_path)], by=by, at=AT)
    assert not NetworkImport.objects.exists()


def test_without_a_plan_no_log_is_read(tmp_path):
    by = make_network()
    make_measure(by)
    with pytest.raises(PlanMissing):
        logs.read_logs(paths=[make_log(tmp_path)], by=by, at=AT)


def test_the_command_reads_and_refuses_with_a_sentence(decided, tmp_path, capsys):
    call_command("import_network_log", str(make_log(tmp_path)))
    assert "1 hari, 2 angka disimpan" in capsys.readouterr().out
    with pytest.raises(CommandError, match="tidak ada yang disimpan"):
        call_command("import_network_log", str(make_log(tmp_path)))
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        call_command("import_network_log", str(tmp_path / "10.10.3.7.log"))


def test_counts_are_forgotten_when_their_time_is_over(decided, tmp_path):
    logs.read_logs(paths=[make_log(tmp_path)], by=decided, at=AT)
    assert logs.forget_use(at=AT + 700 * DAY) == 0
    assert logs.forget_use(at=AT + 740 * DAY) == 1
    assert not NetworkUse.objects.exists()
    assert told()[-1] == "NetworkUseForgotten"


# --- the report ---------------------------------------------------------------------------


def test_the_report_shows_counts_and_withholds_what_is_small(decided, tmp_path):
    lines = [log_line(f"10.10.3.{n}") for n in range(1, 13)]
    lines += [log_line(f"10.10.3.{n}", "a.id", status="TCP_MISS/200") for n in range(1, 13)]
    lines += [log_line("10.10.9.200")]
    logs.read_logs(paths=[make_log(tmp_path, lines)], by=decided, at=AT)
    found = report(DEC, LogSource.SQUID)
    assert found.rows == (("Dinas Kesehatan", "10", "10"), ("Dinas Komunikasi", "c", "c"))
    assert found.kept_to.rows[0][1] == "50,0"
    assert ("Dinas Komunikasi", "c", "–") in [row[:3] for row in found.by_office.rows]


def test_the_report_asks_as_many_questions_for_many_days(
    decided, tmp_path, django_assert_num_queries
):
    for n_days in (1, 4):
        lines = [
            log_line(f"10.10.3.{n}", at=MORNING - day * 86_400 - (n_days > 1) * 7 * 86_400)
            for n in range(1, 13)
            for day in range(n_days)
        ]
        logs.read_logs(paths=[make_log(tmp_path, lines)], by=decided, at=AT)
        with django_assert_num_queries(2):
            report(DEC, LogSource.SQUID)


# --- the register -------------------------------------------------------------------------


def test_each_opening_is_a_fact_without_a_name():
    by = make_keeper()
    row = make_measure(by)
    measures.note_report(by=by, at=AT)
    measures.note_opening(measure_id=row.id, purpose=Opening.INCIDENT, by=by, at=AT + DAY)
    assert [each.purpose for each in measures.openings(row.id)] == [
        "kejadian keamanan",
        "laporan berkala",
    ]
    assert measures.n_openings([row.id]) == {row.id: 2}


def test_a_measure_without_its_assessment_is_refused():
    with pytest.raises(MeasureUnfit) as refused:
        make_measure(dpia="  ")
    assert refused.value.field == "dpia"
    assert not selectors.measures().exists()


def test_an_ended_measure_stays_in_the_register():
    by = make_keeper()
    row = make_measure(by)
    measures.end(measure_id=row.id, by=by, at=AT)
    assert selectors.measures().get().ended_on == AT.date()
    assert selectors.measures_of(MeasureKind.NETWORK, at=AT) == []
    with pytest.raises(NetworkRowNotFound):
        measures.end(measure_id=new_id(), by=by, at=AT)
