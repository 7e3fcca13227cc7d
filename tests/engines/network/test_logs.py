"""Logs of each program are read to the same sights, and nothing of them is repeated."""

import json
import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from tests.engines.network.samples import HERE, KEY, calendar, plan, request

from pendopo.engines.network import NetworkError, Reading, Source, Tally, sights, source_of
from pendopo.engines.network.__main__ import main
from pendopo.engines.network.logs import dnsmasq_lines, squid_lines

REAL = Path(__file__).parents[4] / "shared/data/payloads/proxy_dns"
OFFSET = calendar().table.offset


def seen(lines):
    return list(squid_lines(lines, Reading()))


def looked_up(text, read_on=date(2026, 12, 1)):
    return list(dnsmasq_lines(text.splitlines(), OFFSET, read_on, Reading()))


def test_squid_native_gives_time_client_host_and_refusal():
    (sight,) = seen([request(status="TCP_DENIED/403")])
    assert (sight.address, sight.name, sight.is_refused) == ("10.10.3.7", "www.tiktok.com", True)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("1700000000.1 127.0.3.7 TCP_DENIED/403 1617 CONNECT www.tiktok.com", "www.tiktok.com"),
        (
            "1700000000.1 9 10.1.1.1 TCP_MISS/200 1 GET http://Example.com/a?b - X/- a/b",
            "example.com",
        ),
        ("1700000000.1 9 10.1.1.1 TCP_MISS/200 1 GET http://u:p@a.id:81/ - X/- -", "a.id"),
        ("1700000000.1 9 ::1 TCP_TUNNEL/200 1 CONNECT [fd00::1]:443 - X/- -", "fd00::1"),
    ],
)
def test_squid_hosts_are_read_from_every_form(line, name):
    assert [sight.name for sight in seen([line])] == [name]


def test_a_request_for_a_password_is_no_visit():
    assert seen([request(status="TCP_DENIED/407")]) == []


def test_unreadable_lines_are_counted_and_passed_over():
    told = Reading()
    rows = ["", "rusak", "x y z", "1.0 2 3", request()]
    assert len(list(squid_lines(rows, told))) == 1
    assert (told.n_lines, told.n_unreadable) == (5, 3)


DNSMASQ = """\
Nov 21 19:40:56 dnsmasq[8203]: 1 10.10.3.7/38038 query[A] www.tiktok.com from 10.10.3.7
Nov 21 19:40:56 dnsmasq[8203]: 1 10.10.3.7/38038 config www.tiktok.com is NXDOMAIN
Nov 21 19:40:57 dnsmasq[8203]: query[HTTPS] a.id from 10.10.3.8
Nov 21 19:40:57 dnsmasq[8203]: query[AAAA] a.id from 10.10.3.8
Nov 21 19:40:57 dnsmasq[8203]: forwarded a.id to 1.1.1.1
Nov 21 19:40:58 dnsmasq[8203]: query[A] iklan.id from 10.10.3.9
Nov 21 19:40:58 dnsmasq[8203]: gravity blocked iklan.id is 0.0.0.0
Nov 21 19:40:58 dnsmasq[8203]: read /etc/hosts - 8 names
"""


def test_dnsmasq_answers_are_tied_to_their_question():
    found = [(each.name, each.address, each.is_refused, each.is_new) for each in looked_up(DNSMASQ)]
    assert found == [
        ("www.tiktok.com", "10.10.3.7", False, True),
        ("www.tiktok.com", "10.10.3.7", True, False),
        ("a.id", "10.10.3.8", False, True),
        ("iklan.id", "10.10.3.9", False, True),
        ("iklan.id", "10.10.3.9", True, False),
    ]


def test_dnsmasq_lines_of_december_read_in_january_are_of_the_year_before():
    line = "Dec 31 23:59:59 dnsmasq[1]: query[A] a.id from 10.10.3.7"
    (sight,) = looked_up(line, read_on=date(2027, 1, 2))
    assert sight.epoch == 1798736399


@pytest.fixture
def pihole(tmp_path):
    path = tmp_path / "pihole-FTL.db"
    base = sqlite3.connect(path)
    base.execute(
        "CREATE TABLE queries (timestamp INT, type INT, status INT, domain TEXT, client TEXT)"
    )
    rows = [
        (1768359600, 1, 1, "www.tiktok.com", "10.10.3.7"),
        (1768359601, 2, 2, "a.id", "10.10.3.8"),
        (1768359602, 6, 2, "a.id", "10.10.3.8"),
    ]
    base.executemany("INSERT INTO queries VALUES (?, ?, ?, ?, ?)", rows)
    base.commit()
    base.close()
    return path


def test_pihole_database_is_read_and_left_as_it_was(pihole):
    before = pihole.read_bytes()
    assert source_of(pihole) is Source.PIHOLE
    found = [(each.name, each.is_refused) for each in sights(pihole, OFFSET, date.max, Reading())]
    assert found == [("www.tiktok.com", True), ("a.id", False)]
    assert pihole.read_bytes() == before


SECRET = re.compile(r"\d+\.\d+\.\d+\.\d+|tiktok|10\.10|rahasia")


def test_no_message_repeats_an_address_or_a_name(tmp_path):
    broken = tmp_path / "10.10.3.7-rahasia.db"
    broken.write_bytes(b"SQLite format 3\x00 tiktok.com 10.10.3.7")
    for path in (broken, tmp_path / "10.10.3.7.log"):
        with pytest.raises(NetworkError) as refused:
            list(sights(path, OFFSET, date(2026, 1, 1), Reading()))
        assert not SECRET.search(str(refused.value))


def test_the_command_prints_no_address_and_no_site(tmp_path, capsys):
    log = tmp_path / "access.log"
    log.write_text("\n".join(request(f"10.10.3.{n}") for n in range(1, 30)), encoding="utf-8")
    assert main(["read", str(log), "--plan", str(HERE / "plan.yaml")]) == 0
    said = capsys.readouterr().out
    assert not SECRET.search(said)
    rows = json.loads(said)["rows"]
    assert {"office": "dinkes", "category": "social", "requests": 30}.items() <= rows[0].items()


@pytest.mark.skipif(not REAL.exists(), reason="real logs are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "source", "n_lines", "n_sights"),
    [
        ("squid_access_real_2006.log", Source.SQUID, 30, 21),
        ("squid_access_edge_cases.log", Source.SQUID, 8, 8),
        ("dnsmasq_query_lines.log", Source.DNSMASQ, 13, 2),
        ("pihole_sample.log", Source.DNSMASQ, 23, 0),
    ],
)
def test_real_logs_are_read_whole(name, source, n_lines, n_sights):
    told, path = Reading(), REAL / name
    assert source_of(path) is source
    found = [each for each in sights(path, OFFSET, date(2026, 12, 1), told) if each.is_new]
    assert (told.n_lines, told.n_unreadable, len(found)) == (n_lines, 0, n_sights)
    Tally(plan(), calendar(), KEY).count(found)
