"""What the search benchmark does inside a prepared Django: enter, grow, compare, time."""

import random

from django.db import connection, transaction

from hall import pages
from pendopo.journey.cases import search
from pendopo.journey.cases.models import Case, SearchDue, SearchEntry
from pendopo.journey.cases.search import Scope, find_case_ids
from pendopo.journey.cases.search.words import stems
from pendopo.journey.voice.masking import masked

FREQUENT = ("lampu", "jalan", "air", "sampah", "surat")
RARE_PAIRS = ("lampu sekolah", "air puskesmas", "sampah guru", "drainase pasar", "jembatan rusak")
# A copy is older by its number in minutes; the place counts seconds in its upper bits.
_MINUTE = 60 << 31
_CELLS = "/laporan/peta/titik.json"


def enter():
    SearchDue.objects.all().delete()
    search.enter_all()
    search.tidy()


def grow(n_copies):
    """Add an entry for each copy of a case, inside the database."""
    ids = "(left(t.case_id::text, 14) || '8' || substr(t.case_id::text, 16, 17) || lpad(to_hex(n.k), 4, '0'))::uuid"
    if connection.vendor == "sqlite":
        ids = "substr(t.case_id, 1, 12) || '8' || substr(t.case_id, 14, 15) || printf('%%04x', n.k)"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            # Fixed words but for the database's own way to write an id.
            "INSERT INTO cases_searchentry (place, case_id, public_words, staff_words, north, east, spot_id) "  # noqa: S608 -- fixed words
            f"SELECT t.place - n.k * %s + n.k, {ids}, t.public_words, t.staff_words, t.north, t.east, t.spot_id "
            "FROM cases_searchentry t, "
            "(WITH RECURSIVE up(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM up WHERE k < %s) "
            "SELECT k FROM up) n",
            [_MINUTE, n_copies],
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE cases_searchentry")
    connection.close()


def n_wrong():
    """Compare answers with a reading of all public titles and texts; give how many differ."""
    rows = Case.objects.filter(is_public=True).select_related("voice__reporter")
    read = [(case.id, words_of(case)) for case in rows]
    wrong = 0
    for question in (*FREQUENT, *RARE_PAIRS):
        asked = stems(question)
        expected = {case_id for case_id, words in read if asked <= words}
        found = set(find_case_ids(question, scope=Scope.PUBLIC, most=10**6).case_ids)
        # Answers, names of places and topics are searched too, so more may be found.
        wrong += not expected <= found
    return wrong


def words_of(case):
    name = case.voice.reporter.name if case.voice.reporter else ""
    # Words that cover do not count; none of the questions asks for one.
    return stems(masked(f"{case.title} {case.voice.text}", name=name))


def figures(n_requests):
    anyone, chance = pages.signed_in(), random.Random(pages.SEED)
    offices = list(Case.objects.exclude(office=None).values_list("office__code", flat=True)[:500])
    regions = list(Case.objects.exclude(region=None).values_list("region_id", flat=True)[:500])
    numbers = list(Case.objects.filter(is_public=True).values_list("number", flat=True)[:500])
    deep, points = places(2_000), known_points()
    plans = {
        "a frequent word": lambda: f"/laporan/?text={chance.choice(FREQUENT)}",
        "a frequent word, deep": lambda: (
            f"/laporan/?text={chance.choice(FREQUENT)}&cursor={chance.choice(deep)}"
        ),
        "a frequent word, oldest": lambda: f"/laporan/?text={chance.choice(FREQUENT)}&sort=terlama",
        "two words": lambda: f"/laporan/?text={chance.choice(RARE_PAIRS)}",
        "word and office": lambda: (
            f"/laporan/?text={chance.choice(FREQUENT)}&office={chance.choice(offices)}"
        ),
        "village": lambda: f"/laporan/?region={chance.choice(regions)}",
        "district": lambda: f"/laporan/?region={chance.choice(regions)[:8]}",
        "no such word": lambda: f"/laporan/?text=zx{chance.randrange(10**6)}qv",
        "number": lambda: f"/laporan/?text={chance.choice(numbers)}",
        "no filter": lambda: "/laporan/",
        "map": lambda: "/laporan/peta/",
        "map of a district": lambda: f"/laporan/peta/?region={chance.choice(regions)[:8]}",
        "map with a word": lambda: f"/laporan/peta/?text={chance.choice(FREQUENT)}",
        "map, cells of 2 km": lambda: "/laporan/peta/titik.json?petak=20",
        "map, cells of 500 m": lambda: f"{_CELLS}?petak=5&batas={around(points, 0.2, chance)}",
        "map, cells of 100 m": lambda: f"{_CELLS}?petak=1&batas={around(points, 0.03, chance)}",
        "map, cells of an office": lambda: (
            f"{_CELLS}?petak=1&batas={around(points, 0.03, chance)}&office={chance.choice(offices)}"
        ),
        "feed of an office": lambda: f"/perangkat-daerah/{chance.choice(offices)}/feed.atom",
    }
    return {
        name: pages.timed(anyone, draw, n_requests if "map" not in name else n_requests // 5)
        | {"n_queries": pages.counted(anyone, draw)}
        for name, draw in plans.items()
    }


def places(most):
    with connection.cursor() as cursor:
        cursor.execute("SELECT place FROM cases_searchentry ORDER BY case_id LIMIT %s", [most])
        return [place for (place,) in cursor.fetchall()]


def known_points(most=500):
    rows = SearchEntry.objects.filter(north__isnull=False).order_by("case_id")
    return list(rows.values_list("north", "east")[:most])


def around(points, degrees, chance):
    north, east = (one / 1000 for one in chance.choice(points))
    edges = (north - degrees, east - degrees, north + degrees, east + degrees)
    return ",".join(f"{edge:.4f}" for edge in edges)
