"""What the pages benchmark does inside a prepared Django: build, draw addresses, time, count."""

import random
import statistics
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.config.home import prepare_installation
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import Account, Office, Position
from pendopo.foundation.people.types import Role
from pendopo.journey.cases.history import import_histories
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.cases.models import Assignment, Case
from pendopo.kernel.time import to_iso
from pendopo.portal.demo.histories import histories
from pendopo.portal.demo.institution import load_institution
from pendopo.portal.demo.regency import load_regency
from pendopo.portal.demo.stories import stories
from pendopo.portal.figures import count_figures

SEED = 20_261_121
COUNTED, WARM_UP = 10, 5
WORDS = ("lampu", "jalan", "air", "sampah", "guru", "puskesmas", "drainase", "surat")
VERIFIER = "verifikator1@wanasari.example"
INSPECTOR = "inspektur@wanasari.example"


def prepare():
    """Make the tables, and give the hall the demo's regency."""
    regency = load_regency(settings.DATA_ROOT / "demo")
    settings.PENDOPO_REGION, settings.PENDOPO_GOVERNMENT = regency.code, regency.name
    prepare_installation()


def build(size):
    """Build the demo's cases with their history, and nothing else of the demo."""
    at = datetime.now(UTC)
    regency = load_regency(settings.DATA_ROOT / "demo")
    institution, law = load_institution(regency, at=at), law_in_force(at=at)
    last = at.date() - timedelta(days=1)
    told = stories(regency, law.calendar, size, SEED, last - timedelta(days=730), last)
    made = histories(told, institution.actors)
    import_histories(made, law=law, offices=institution.offices, at=at)
    return Case.objects.count()


def figures(n_requests):
    """Time every page with addresses drawn anew, and count its queries."""
    caches["memory"].clear()
    account, office_id = busiest_officer()
    verifier = signed_in(Account.objects.get(email=VERIFIER))
    officer, anyone = signed_in(account), signed_in()
    numbers, cursors = public_numbers(), register_cursors()
    theirs, waiting = officer_numbers(office_id), queue_cursors()
    take_cases(account, office_id)
    count_figures(datetime.now(UTC))
    offices = list(
        Office.objects.filter(kind="dinas", is_active=True).values_list("code", flat=True)
    )
    areas = list(
        told_cases().exclude(region=None).values_list("region_id", flat=True).distinct()[:200]
    )
    inspector = signed_in(Account.objects.get(email=INSPECTOR))
    chance = random.Random(SEED)
    plans = {
        "public case": (anyone, lambda: f"/laporan/{chance.choice(numbers)}/"),
        "register": (anyone, lambda: "/laporan/"),
        "register, deep": (anyone, lambda: f"/laporan/?cursor={chance.choice(cursors)}"),
        "register, a word": (anyone, lambda: f"/laporan/?text={chance.choice(WORDS)}"),
        # Nobody wrote it, so every row is read.
        "register, no such word": (
            anyone,
            lambda: f"/laporan/?text=zx{chance.randrange(10**6)}qv",
        ),
        "home": (anyone, lambda: "/"),
        # Its process has not looked before; the worker counted.
        "home, first look": (anyone, lambda: caches["memory"].clear() or "/"),
        "queue, officer": (officer, lambda: "/petugas/laporan/"),
        "queue, verifier": (verifier, lambda: "/petugas/laporan/?queue=open"),
        "queue, verifier, deep": (
            verifier,
            lambda: f"/petugas/laporan/?queue=open&cursor={chance.choice(waiting)}",
        ),
        "queue, a word": (
            verifier,
            lambda: f"/petugas/laporan/?queue=all&text={chance.choice(WORDS)}",
        ),
        "queue, mine": (officer, lambda: "/petugas/laporan/?queue=mine"),
        "queue, my office": (officer, lambda: "/petugas/laporan/?queue=office"),
        "queue, late": (officer, lambda: "/petugas/laporan/?queue=late"),
        "queue, today": (verifier, lambda: "/petugas/laporan/?queue=today"),
        "queue, waiting": (verifier, lambda: "/petugas/laporan/?queue=waiting"),
        "field": (officer, lambda: "/petugas/lapangan/"),
        "field, near": (
            officer,
            lambda: f"/petugas/lapangan/?latitude=-7.{chance.randrange(100)}&longitude=110.9",
        ),
        "desk": (officer, lambda: f"/petugas/laporan/{chance.choice(theirs)}/"),
        "print": (officer, lambda: f"/petugas/laporan/{chance.choice(theirs)}/cetak/"),
        "twins": (verifier, lambda: f"/petugas/laporan/{chance.choice(theirs)}/kembar/"),
        "staff home": (officer, lambda: "/petugas/"),
        "breaches": (inspector, lambda: "/petugas/pelanggaran/"),
        "breaches of an office": (
            inspector,
            lambda: f"/petugas/pelanggaran/{chance.choice(offices)}/",
        ),
        "offices": (anyone, lambda: "/perangkat-daerah/"),
        "office": (anyone, lambda: f"/perangkat-daerah/{chance.choice(offices)}/"),
        "feed": (anyone, lambda: "/laporan/umpan.atom"),
        "feed of an office": (
            anyone,
            lambda: f"/perangkat-daerah/{chance.choice(offices)}/feed.atom",
        ),
        "feed of an area": (anyone, lambda: f"/wilayah/{chance.choice(areas)}/feed.atom"),
        "REST, cases": (anyone, lambda: "/api/v1/cases"),
        "Open311, requests": (anyone, lambda: "/open311/v2/requests.json?page_size=50"),
    }
    return {
        name: timed(client, draw, n_requests) | {"n_queries": counted(client, draw)}
        for name, (client, draw) in plans.items()
    }


def signed_in(account=None):
    client = Client(HTTP_HOST="127.0.0.1")
    if account is not None:
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(account, backend=backend)
    return client


def take_cases(account, office_id, most=5_000):
    """Give an officer cases of the office, as years of work do: most of them have ended."""
    rows = Case.objects.filter(office_id=office_id, assignment=None).order_by("id")
    at = datetime.now(UTC)
    Assignment.objects.bulk_create(
        (
            Assignment(
                case_id=case_id,
                person_id=account.person_id,
                office_id=office_id,
                at=at,
                by_ref="system",
            )
            for case_id in rows.values_list("id", flat=True)[:most]
        ),
        batch_size=1_000,
    )


def public_numbers():
    return drawn(told_cases().filter(is_public=True))


def busiest_officer():
    """Give an account that handles cases, and nothing more, at the office with most of them."""
    offices = told_cases().values("office").annotate(n=Count("id")).order_by("-n")
    for row in offices:
        positions = Position.objects.filter(office_id=row["office"])
        for position in positions.filter(role=Role.OFFICER.value).order_by("person_id"):
            others = Position.objects.filter(person_id=position.person_id)
            if others.count() == 1:
                return Account.objects.get(person_id=position.person_id), row["office"]
    raise LookupError("the demo has no officer")


def officer_numbers(office_id):
    rows = told_cases().exclude(case_class="complaint_oversight")
    return drawn(rows.filter(office_id=office_id))


def told_cases():
    """Give the cases that have their facts: the built ones and the first copies."""
    return Case.objects.filter(
        id__in=FactRow.objects.filter(name="CaseOpened").values("subject_id")
    )


def drawn(rows, most=2_000):
    numbers = list(rows.order_by("id").values_list("number", flat=True))
    return random.Random(SEED).sample(numbers, min(most, len(numbers)))


def register_cursors():
    rows = Case.objects.filter(is_public=True).order_by("id").values_list("opened_at", "id")
    return spread([f"{to_iso(opened_at)}~{case_id}" for opened_at, case_id in rows])


def queue_cursors():
    rows = Case.objects.filter(status="assigned", due_at__isnull=False).order_by("id")
    found = rows.values_list("due_at", "id")
    return spread([f"{to_iso(due_at)}~{case_id}" for due_at, case_id in found])


def spread(cursors, most=2_000):
    chosen = random.Random(SEED).sample(cursors, min(most, len(cursors)))
    return [quote(cursor) for cursor in chosen]


def timed(client, draw, n_requests):
    """Give the wall time of a page, and the processor time, which a busy machine changes less."""
    for _ in range(WARM_UP):
        ask(client, draw())
    walls, cpus = zip(*(ask(client, draw()) for _ in range(n_requests)), strict=True)
    cuts = statistics.quantiles(walls, n=20)
    return {
        "p50_ms": round(cuts[9] * 1000, 1),
        "p95_ms": round(cuts[18] * 1000, 1),
        "cpu_ms": round(statistics.median(cpus) * 1000, 1),
    }


def ask(client, address):
    began, worked = time.perf_counter(), time.process_time()
    answer = client.get(address)
    took = time.perf_counter() - began, time.process_time() - worked
    if answer.status_code != 200:
        raise AssertionError(f"{address}: {answer.status_code}")
    return took


def counted(client, draw):
    """Give the most queries that any of a few requests asked."""
    counts = []
    for _ in range(COUNTED):
        address = draw()
        # Whatever is kept between requests is counted too.
        caches["memory"].clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    return max(counts)
