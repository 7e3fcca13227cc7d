"""Public search and its pages at a million cases: p50 and p95 by kind of question.

    python benchmarks/bench_search.py [--sizes 10000 1000000] [--requests 100] [--postgres] [--quick]

The first size is the demo's regency with its history, entered into the search by the program;
the next are grown from it inside the database, entries included. Pages are asked for in this
process with Django's test client. Every request asks for another word, pair or code; answers of
both databases on the first size are compared with a plain reading of every title and text.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from bench_pages import prepare, stored
from hall.running import durable_cluster


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000])
    arguments.add_argument("--requests", type=int, default=100)
    arguments.add_argument("--postgres", action="store_true")
    arguments.add_argument("--quick", action="store_true", help="one and twenty thousand cases")
    asked = arguments.parse_args()
    sizes = [1_000, 20_000] if asked.quick else asked.sizes
    with durable_cluster() if asked.postgres else nullcontext("") as url:
        if url is None:
            print("PostgreSQL was not found; nothing was measured.")
            return 69
        with tempfile.TemporaryDirectory(prefix="pendopo-search-") as folder:
            prepare(Path(folder), url)
            return measure(Path(folder), sizes, asked.requests)


def measure(folder, sizes, n_requests):
    from hall import growing, pages, searching  # noqa: PLC0415 -- tables exist only after setup

    pages.prepare()
    n_cases, wrong = 0, 0
    for size in sizes:
        began = time.perf_counter()
        if n_cases:
            n_copies = size // n_cases - 1
            n_cases = growing.grow(n_copies)
            searching.grow(n_copies)
        else:
            n_cases = pages.build(size)
            began_entering = time.perf_counter()
            searching.enter()
            print(f"entered {n_cases / (time.perf_counter() - began_entering):,.0f} cases a second")
            wrong = searching.n_wrong()
            print(f"questions answered otherwise than by reading everything: {wrong}")
        made = round(time.perf_counter() - began)
        rows = searching.figures(n_requests)
        print(f"{n_cases:,} cases (made in {made} s)")
        for name, row in rows.items():
            print(
                f"  {name:28}{row['p50_ms']:>9}{row['p95_ms']:>9} ms{row['n_queries']:>5} queries"
            )
        facts = {"benchmark": "search", "n_cases": n_cases, "made_in_s": made, "pages": rows}
        facts |= {"mib": stored(folder), "cpus": os.cpu_count(), "load_15_min": os.getloadavg()[2]}
        print(json.dumps(facts | {"n_wrong": wrong}), flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
