"""Public pages and an officer's pages at ten thousand and at a million cases.

    python benchmarks/bench_pages.py [--sizes 10000 1000000] [--requests 200] [--postgres] [--quick]

The first size is the demo's regency with its history; the next are grown from it inside the
database. Pages are asked for in this process with Django's test client, so what is measured
is the page itself, without a server or network. Every request asks for another case, cursor
or word. The number of queries may not grow with the size.
"""

import argparse
import json
import os
import platform
import sqlite3
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from hall.running import ROOT, durable_cluster


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000])
    arguments.add_argument("--requests", type=int, default=200)
    arguments.add_argument("--postgres", action="store_true")
    arguments.add_argument("--quick", action="store_true", help="one and twenty thousand cases")
    asked = arguments.parse_args()
    sizes = [1_000, 20_000] if asked.quick else asked.sizes
    with durable_cluster() if asked.postgres else nullcontext("") as url:
        if url is None:
            print("PostgreSQL was not found; nothing was measured.")
            return 69
        with tempfile.TemporaryDirectory(prefix="pendopo-pages-") as folder:
            prepare(Path(folder), url)
            return measure(Path(folder), sizes, asked.requests)


def prepare(folder, url):
    """Prepare Django for an empty hall of the demo's regency."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "pendopo.config.settings",
        "PENDOPO_HOME": str(folder),
        "PENDOPO_DATABASE_URL": url,
        "PENDOPO_TEST": "yes",
    }
    import django  # noqa: PLC0415 -- it reads the environment

    django.setup()


def measure(folder, sizes, n_requests):
    from hall import growing, pages  # noqa: PLC0415 -- tables exist only after Django's setup

    pages.prepare()
    found = []
    for size in sizes:
        began = time.perf_counter()
        known = found[-1]["n_cases"] if found else 0
        n_cases = growing.grow(size // known - 1) if known else pages.build(size)
        made = round(time.perf_counter() - began)
        rows = pages.figures(n_requests)
        print(json.dumps({"n_cases": n_cases, "made_in_s": made, "pages": rows}), flush=True)
        found.append({"n_cases": n_cases, "made_in_s": made, "mib": stored(folder), "pages": rows})
    return report("postgresql" if stored(folder) is None else "sqlite", found, n_requests)


def stored(folder):
    """Give the size of the records in MiB; None where they are not in the home."""
    files = list(folder.glob("pendopo.sqlite3*"))
    return round(sum(file.stat().st_size for file in files) / 2**20) if files else None


def report(database, found, n_requests):
    heads = "".join(f"{row['n_cases']:>40,}" for row in found)
    print(f"{'cases':24}{heads}")
    columns = ("p50_ms", "p95_ms", "cpu_ms", "n_queries")
    heads = "".join(f"{column:>10}" for column in columns) * len(found)
    print(f"{'':24}{heads}   cpu ratio")
    changed = []
    for name, first in found[0]["pages"].items():
        rows = [one["pages"][name] for one in found]
        shown = "".join(f"{row[column]:>10}" for row in rows for column in columns)
        print(f"{name:24}{shown}{rows[-1]['cpu_ms'] / first['cpu_ms']:>12.2f}")
        # A short list asks once more, for what has no limit; a longer one may only ask less.
        if rows[-1]["n_queries"] > first["n_queries"]:
            changed.append(name)
    facts = {"benchmark": "pages", "database": database, "n_requests": n_requests}
    facts |= {"sqlite": sqlite3.sqlite_version, "python": platform.python_version()}
    facts |= {"cpus": os.cpu_count(), "load_15_min": os.getloadavg()[2]}
    print(json.dumps(facts | {"sizes": found, "queries_grow_with_size": changed}))
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
