"""Makers of the office network for tests: offices with ranges, a plan, a log of one day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from tests.factories.governance import make_policy
from tests.factories.people import actor_for, make_office, make_officer

from pendopo.foundation.governance.network import measures, services
from pendopo.foundation.governance.network.loading import load_sites
from pendopo.foundation.governance.network.services import NewRange
from pendopo.foundation.people.types import Role
from pendopo.portal.law_loader import load_numbers

AT = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
DATA = Path(__file__).parents[2] / "data"
# A Wednesday, ten in the morning in Jakarta.
MORNING = int(datetime(2026, 11, 25, 3, 0, tzinfo=UTC).timestamp())
CLOSE_SOCIAL = {
    "id": "CON-03",
    "effect": "deny",
    "acts": ["access"],
    "when": {"network": ["office"], "working_time": ["work"], "site": ["social"]},
    "unless": {"roles": ["pr_staff"]},
    "control": "enforced",
    "legal_basis": {"regulation": "SE contoh"},
    "confidence": "verified",
    "source": "contoh",
    "valid_from": "2020-01-01",
    "explanation": {"id": "Pada jam kerja media sosial ditutup."},
}
OPEN = {key: value for key, value in CLOSE_SOCIAL.items() if key != "unless"} | {
    "id": "CON-01",
    "effect": "allow",
    "when": {},
}


def make_keeper():
    """The actor of an administrator."""
    return actor_for(make_officer(Role.ADMIN))


def make_numbers():
    """Thresholds and times as the software brings them."""
    return load_numbers(DATA / "rules")


def make_network(*rules, by=None):
    """Two offices with ranges, communications staff, listed sites, and rules in force."""
    make_numbers()
    load_sites(DATA / "policies" / "network" / "sites.yaml")
    make_policy(rules=list(rules or (OPEN, CLOSE_SOCIAL)))
    by = by or make_keeper()
    health = make_office("dinkes", name="Dinas Kesehatan")
    press = make_office("diskominfo", name="Dinas Komunikasi")
    for told in (
        NewRange(health, "10.10.3.0/24", n_people=42),
        NewRange(press, "10.10.9.0/24", n_people=35),
        NewRange(press, "10.10.9.0/26", role="pr_staff"),
    ):
        services.add_range(told=told, by=by, at=AT)
    return by


def make_measure(by=None, **changes):
    """The network in the register of what is monitored."""
    words = {
        "kind": "network",
        "title": "Jumlah penggunaan jaringan",
        "office": changes.get("office") or make_office("diskominfo", name="Dinas Komunikasi"),
        "purpose": "Mengetahui apakah jendela jam kerja dipatuhi, tanpa melihat orang.",
        "legal_basis": "Peraturan Bupati contoh",
        "confidence": "unconfirmed",
        "dpia": "DPIA 2026/3",
        "kept_days": 730,
        "who_may_open": "Semua pegawai",
        "started_on": date(2026, 1, 1),
    } | changes
    return measures.register(words=measures.MeasureWords(**words), by=by or make_keeper(), at=AT)


def log_line(address, host="www.tiktok.com", *, at=MORNING, status="TCP_DENIED/403"):
    """One line of Squid's own format."""
    return f"{at}.123 45 {address} {status} 1617 CONNECT {host}:443 - HIER_NONE/- text/html"


def make_log(folder, lines=None):
    """A log of a morning in which twelve devices of one office asked for a closed site."""
    path = folder / "access.log"
    told = lines or [log_line(f"10.10.3.{n}") for n in range(1, 13)]
    path.write_text("\n".join(told) + "\n", encoding="utf-8")
    return path
