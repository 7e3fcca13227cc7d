"""One new report among a million open ones: how long the search for twins takes.

    PYTHONPATH=src PENDOPO_HOME=$(mktemp -d) python benchmarks/bench_twins.py [--size 1000000]
    scripts/postgres run -- .venv/bin/python benchmarks/bench_twins.py

Generated reports lie in towns and along roads of one regency; a tenth has no point. All of
them are open and within the window, which is the worst there can be: closed cases are not
in the search at all. Measured are whole searches as the page before sending makes them.
"""

import argparse
import json
import os
import platform
import statistics
import time
import uuid
from datetime import UTC, datetime, timedelta

import django
import numpy as np

SEED = 20_261_122
ROUNDS, WARM = 300, 20
BATCH = 20_000
DAYS = 170
N_TOWNS, N_AREAS, N_TOPICS = 60, 280, 40
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
WORDS = (
    "jalan lampu lubang sampah air selokan jembatan pohon trotoar rambu pasar sekolah banjir "
    "longsor bau kabel tiang aspal drainase parkir macet debu asap bising pipa bocor retak amblas "
    "gelap mati rusak patah tumbang tersumbat menumpuk keruh kering hilang miring putus penuh "
    "depan belakang samping dekat simpang gang blok perumahan kantor balai masjid puskesmas kantin"
).split()


def main():
    global N_TOWNS  # noqa: PLW0603 -- one knob of the generator
    asked = arguments()
    N_TOWNS = asked.towns
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")
    django.setup()
    from pendopo.config.home import prepare_installation  # noqa: PLC0415 -- needs settings

    prepare_installation()
    chance = np.random.default_rng(SEED)
    seconds = fill(asked.size, chance)
    report(asked.size, seconds, *measure(chance))


def arguments():
    parser = argparse.ArgumentParser(description="time the search for twins")
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--towns", type=int, default=N_TOWNS, help="fewer towns: denser")
    return parser.parse_args()


def fill(size, chance):
    """Write reports with their cases and likenesses, in batches; returns the seconds."""
    from pendopo.journey.cases.models import Case  # noqa: PLC0415 -- after setup

    make_places()
    begun = time.perf_counter()
    for start in range(Case.objects.count(), size, BATCH):
        write(min(BATCH, size - start), start, chance)
    analyse()
    return time.perf_counter() - begun


def make_places():
    from pendopo.journey.voice.models import Topic  # noqa: PLC0415 -- after setup
    from pendopo.kernel.models import Region  # noqa: PLC0415
    from pendopo.portal.law_loader import load_law  # noqa: PLC0415

    load_law()
    Topic.objects.bulk_create(
        (Topic(code=f"t{n}", label=f"Topik {n}") for n in range(N_TOPICS)), ignore_conflicts=True
    )
    Region.objects.bulk_create(
        (
            Region(
                code=area(n), level=4, kind="", name=f"Desa {n}", decree="x", valid_from=AT.date()
            )
            for n in range(N_AREAS)
        ),
        ignore_conflicts=True,
    )


def area(number):
    return f"98.98.{number // 10 + 1:02d}.{2001 + number % 10}"


def drawn(chance):
    """Draw one report."""
    return many(1, chance)[0]


def many(n_rows, chance):
    """Draw reports: gathered in towns, a tenth without a point, each with names of its own."""
    from pendopo.engines.matching import cell_of  # noqa: PLC0415 -- beside the other late imports

    towns = chance.integers(N_TOWNS, size=n_rows)
    latitudes = -7.0 - (towns % 8) * 0.05 + chance.normal(0, 0.012, n_rows)
    longitudes = 110.0 + (towns // 8) * 0.06 + chance.normal(0, 0.012, n_rows)
    words = chance.integers(0, len(WORDS), (n_rows, 20)).tolist()
    names = chance.integers(97, 123, (n_rows, 12), dtype=np.uint8)
    lengths = chance.integers(8, 20, n_rows).tolist()
    areas = (towns * N_AREAS // N_TOWNS + chance.integers(0, 4, n_rows)).tolist()
    topics = chance.integers(N_TOPICS, size=n_rows).tolist()
    pointed = (chance.random(n_rows) > 0.1).tolist()
    minutes = chance.integers(DAYS * 1440, size=n_rows).tolist()
    rows = []
    for n in range(n_rows):
        own = names[n].tobytes().decode()
        at, has_point = AT - timedelta(minutes=minutes[n]), pointed[n]
        latitude, longitude = float(latitudes[n]), float(longitudes[n])
        rows.append(
            {
                "text": " ".join(
                    [*(WORDS[i] for i in words[n][: lengths[n]]), own[:4], own[4:8], own[8:]]
                ),
                "topic": f"t{topics[n]}",
                "area": area(areas[n]),
                "latitude": latitude if has_point else None,
                "longitude": longitude if has_point else None,
                "cell": cell_of(latitude, longitude) if has_point else None,
                "at": at,
            }
        )
    return rows


def write(n_rows, start, chance):
    """Write a batch straight into the three tables; the sketches of its words are made up.

    Sketching a million texts is not what is measured here; each made-up band has the
    same few rows as a real one, because real texts seldom share one.
    """
    from django.db import connection, transaction  # noqa: PLC0415 -- after setup

    from pendopo.journey.cases.models import Case, Likeness  # noqa: PLC0415
    from pendopo.journey.voice.models import Voice  # noqa: PLC0415
    from pendopo.kernel.ids import make_case_number  # noqa: PLC0415

    reports = many(n_rows, chance)
    bands = chance.integers(-(2**31), 2**31, (n_rows, 4)).tolist()
    own = connection.features.has_native_uuid_field
    ids = [uuid.UUID(int=(start + n + 1) << 64) for n in range(n_rows)]
    keys = ids if own else [one.hex for one in ids]
    moments = [connection.ops.adapt_datetimefield_value(one["at"]) for one in reports]
    numbers = [make_case_number(2026, start + n) for n in range(n_rows)]
    voices, cases, likenesses = [], [], []
    for key, number, at, one, band in zip(keys, numbers, moments, reports, bands, strict=True):
        shared = {
            "id": key,
            "number": number,
            "kind": "complaint",
            "topic_id": one["topic"],
            "region_id": one["area"],
            "title": one["text"][:60],
        }
        voices.append(
            {
                **shared,
                "submission_key": key,
                "text": one["text"],
                "latitude": one["latitude"],
                "longitude": one["longitude"],
                "channel": "web",
                "received_at": at,
            }
        )
        cases.append(
            {
                **shared,
                "voice_id": key,
                "status": "assigned",
                "case_class": "complaint",
                "is_public": True,
                "opened_at": at,
            }
        )
        likenesses.append(
            {
                "case_id": key,
                "opened_at": at,
                "cell": one["cell"],
                "region_code": one["area"],
                **{f"band_{n}": value for n, value in enumerate(band, start=1)},
            }
        )
    with transaction.atomic():
        for model, rows in ((Voice, voices), (Case, cases), (Likeness, likenesses)):
            insert(model, rows)


def insert(model, rows):
    """Write rows given by column, the other columns as an empty instance has them."""
    from pendopo.kernel.bulk import insert_values  # noqa: PLC0415 -- after setup

    meta = model._meta  # noqa: SLF001 -- Django's documented interface to a model's columns
    fields = [field for field in meta.concrete_fields if field.column]
    columns = [field.column for field in fields]
    empty = model(**({"is_anonymous": True, "is_secret": False} if "is_secret" in columns else {}))
    usual = {field.column: plain(getattr(empty, field.attname)) for field in fields}
    insert_values(
        meta.db_table, columns, [[*({**usual, **row}[c] for c in columns)] for row in rows]
    )


def plain(value):
    return json.dumps(value) if isinstance(value, list | dict) else value


def analyse():
    from django.db import connection  # noqa: PLC0415 -- after setup

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure(chance):
    from django.db import connection  # noqa: PLC0415 -- after setup

    from pendopo.engines.matching import Item  # noqa: PLC0415
    from pendopo.journey.cases.routing.twins import open_to_all, twins_of  # noqa: PLC0415

    seconds, busy, found = [], [], []
    for n in range(WARM + ROUNDS):
        one = drawn(chance)
        item = Item(
            "", one["text"], AT, one["topic"], one["area"], one["latitude"], one["longitude"]
        )
        begun, worked = time.perf_counter(), time.process_time()
        twins = twins_of(item, within=open_to_all(), at=AT, most=3)
        if n >= WARM:
            seconds.append(time.perf_counter() - begun)
            busy.append(time.process_time() - worked)
            found.append(len(twins))
    return connection.vendor, seconds, busy, found


def report(size, filling, vendor, seconds, busy, found):
    ordered, worked = sorted(seconds), sorted(busy)
    print(
        json.dumps(
            {
                "benchmark": "twins",
                "database": vendor,
                "n_open_cases": size,
                "n_searches": len(seconds),
                "filling_seconds": round(filling),
                "p50_milliseconds": round(1e3 * statistics.median(seconds), 1),
                "p95_milliseconds": round(1e3 * ordered[int(0.95 * len(ordered))], 1),
                "most_milliseconds": round(1e3 * ordered[-1], 1),
                "own_processor_p50_milliseconds": round(1e3 * statistics.median(busy), 1),
                "own_processor_p95_milliseconds": round(1e3 * worked[int(0.95 * len(worked))], 1),
                "found_on_average": round(statistics.mean(found), 2),
                "python": platform.python_version(),
                "machine": platform.machine(),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
