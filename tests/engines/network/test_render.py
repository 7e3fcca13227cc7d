"""Generated files: the same for the same plan, stamped, and saying who is let through."""

import hashlib
import re
from datetime import date

import pytest
from tests.engines.network.samples import HERE, calendar, plan

from pendopo.engines.network import NetworkError, Window, render
from pendopo.engines.network.__main__ import main

FIRST, LAST = date(2026, 1, 12), date(2026, 1, 25)
GOLDEN = HERE / "golden"


@pytest.fixture(scope="module")
def files():
    return render(plan(), calendar(), FIRST, LAST)


def rules(text):
    return [row for row in text.splitlines() if row and row[0] not in "#;/"]


def test_the_same_plan_gives_the_same_text(files):
    assert render(plan(), calendar(), FIRST, LAST) == files


def test_every_file_names_version_and_digest(files):
    for path, text in files.items():
        if path != "SHA256SUMS":
            assert f"versi 3, sidik {plan().digest}" in "\n".join(text.splitlines()[:4]), path


def test_the_sums_are_those_of_the_files(files):
    for row in files["SHA256SUMS"].splitlines():
        digest, path = row.split("  ")
        assert hashlib.sha256(files[path].encode()).hexdigest() == digest


def test_no_file_asks_its_program_for_the_time(files):
    for path, text in files.items():
        if path.endswith((".conf", ".nft", ".rsc", ".zone", ".servers")):
            assert not re.search(r"\bmeta (day|hour)\b|\btime=|\bacl \S+ time\b", text), path


def test_squid_refuses_at_work_all_but_the_exempt(files):
    assert rules(files["work/squid.conf"]) == [
        "http_access deny pendopo_dari_on_call pendopo_situs_games",
        "http_access deny pendopo_dari_pr_staff pendopo_situs_games",
        *(
            "http_access deny pendopo_dari_kantor !pendopo_dari_on_call !pendopo_dari_pr_staff "
            f"pendopo_situs_{category}"
            for category in ("games", "social")
        ),
    ]


@pytest.mark.parametrize("folder", ["off", "open"])
def test_nothing_is_refused_outside_working_hours(files, folder):
    assert rules(files[f"{folder}/squid.conf"]) == []
    assert rules(files[f"{folder}/dnsmasq-umum.servers"]) == []
    assert "CNAME" not in files[f"{folder}/rpz-umum.zone"]
    assert "reject" not in files[f"{folder}/nftables.nft"]
    assert "reject" not in files[f"{folder}/mikrotik.rsc"]


def test_each_audience_has_its_own_names(files):
    assert "tiktok.com" in files["work/dnsmasq-umum.servers"]
    assert "tiktok.com" not in files["work/dnsmasq-pr_staff.servers"]
    assert "roblox.com" in files["work/rpz-pr_staff.zone"]
    assert "roblox.com" not in files["rest/rpz-on_call.zone"]


def test_zones_of_different_windows_have_different_serials(files):
    found = {
        re.search(r"\( (\d+) ", files[f"{each}/rpz-umum.zone"]).group(1)
        for each in (*Window, "open")
    }
    assert len(found) == 4


def test_after_the_schedule_everything_is_open(files):
    last = files["jadwal.tsv"].splitlines()[-1].split("\t")
    assert last[1:] == ["open", "2026-01-26T00:00"]


@pytest.mark.parametrize("path", ["tetap/mikrotik.rsc", "work/mikrotik.rsc"])
def test_mikrotik_is_as_it_was_checked_by_hand(files, path):
    assert files[path] == (GOLDEN / path.replace("/", "-")).read_text(encoding="utf-8")


VALUE = r'(?:"[^"\\$]*"|[A-Za-z0-9_.:/*!-]+)'
SENTENCE = re.compile(
    rf"#.*|/ip(?:v6)? firewall (?:address-list|filter)"
    rf"|add(?: [a-z-]+={VALUE})+|remove \[find [a-z]+[=~]{VALUE}\]"
)


def test_every_mikrotik_line_is_a_sentence_of_its_grammar(files):
    for path in (each for each in files if each.endswith(".rsc")):
        for row in files[path].splitlines():
            assert SENTENCE.fullmatch(row), row


def test_a_calendar_of_another_zone_is_refused():
    with pytest.raises(NetworkError, match="Zona"):
        render(plan(), calendar("Asia/Jayapura"), FIRST, LAST)


def test_the_command_writes_what_the_engine_renders(tmp_path, capsys):
    asked = ["render", str(HERE / "plan.yaml"), "--out", str(tmp_path)]
    assert main([*asked, "--from", "2026-01-12", "--days", "14"]) == 0
    assert plan().digest in capsys.readouterr().out
    assert (tmp_path / "ganti.sh").stat().st_mode & 0o111
    written = (tmp_path / "work/squid.conf").read_text(encoding="utf-8")
    assert written == render(plan(), calendar(), FIRST, LAST)["work/squid.conf"]


def test_the_command_refuses_an_unsound_plan(tmp_path, capsys):
    (tmp_path / "plan.yaml").write_text("name: x", encoding="utf-8")
    assert main(["render", str(tmp_path / "plan.yaml"), "--out", str(tmp_path / "out")]) == 2
    assert "tidak menyebut" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
