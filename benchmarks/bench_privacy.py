"""How well and how fast personal data is found, beside Presidio and lokal-id in the same run.

    PYTHONPATH=src python benchmarks/bench_privacy.py [--quick] [--gigabyte]

Quality: three sets of labelled sentences (benchmarks/personal/corpus.py); the last was written
when the engine was done. Speed: one core, everything on, best of several runs, processor time.
The peers live in an environment of their own:

    python3.11 -m venv .venv-benchmark
    .venv-benchmark/bin/pip install --require-hashes --no-deps --only-binary=:all: -r requirements/benchmark.txt

Without them the engine is measured alone. ``--gigabyte`` reads a gigabyte and tells the memory.
"""

import argparse
import gc
import io
import json
import os
import resource
import subprocess
import sys
import time
import warnings
from collections import deque

from personal import loads, peers, prefilters
from personal.corpus import SETS, documents
from personal.scores import rates, scores, total
from personal.values import OFFICE_PHONES

from pendopo.engines.privacy import Scanner, layout_of, scan_table, stream_findings
from pendopo.engines.privacy.shipped import shipped_rules

MEGABYTE = 1_000_000
LEAST_F1 = 0.98


def main():
    asked = arguments()
    if asked.read:
        read_much(asked.read)
        return
    warnings.simplefilter("ignore")
    others, missing = peers.present({"Presidio", "lokal-id"})
    if missing:
        print(f"not installed, not measured: {', '.join(missing)}\n")
    result = {"load": os.getloadavg(), "n_documents": 200 if asked.quick else 1_000}
    result["quality"] = {name: quality(name, result["n_documents"], others) for name in SETS}
    result["speed"] = speed(others, quick=asked.quick)
    result["prefilter"] = prefilter()
    if asked.gigabyte:
        result["memory"] = memory()
    print(json.dumps(result))
    poor = [name for name, tables in result["quality"].items() if f1(tables["ours"]) < LEAST_F1]
    if poor:
        sys.exit(f"F1 below {LEAST_F1} on: {', '.join(poor)}")


def f1(table):
    return rates(total(table))[2]


def arguments():
    parser = argparse.ArgumentParser(description="quality and speed of the privacy engine")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--gigabyte", action="store_true")
    parser.add_argument("--read", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def quality(name, n, others):
    labelled = documents(n, name)
    scanner = Scanner(shipped_rules().allowing(OFFICE_PHONES))
    ours = scores(labelled, [spans(scanner, document.text) for document in labelled])
    tables = {"ours": ours}
    for peer in others:
        tables[peer.name] = scores(labelled, [theirs(peer, document.text) for document in labelled])
    show_quality(name, tables, {peer.name: peer.kinds for peer in others})
    return tables


def spans(scanner, text):
    return [(each.start, each.end, each.kind.value) for each in scanner.scan(text)]


def theirs(peer, text):
    """What a peer finds, without the office's own numbers, which we are told to let through."""
    return [each for each in peer.find(text) if text[each[0] : each[1]] not in OFFICE_PHONES]


def show_quality(name, tables, shared):
    print(f"## {name}: precision / recall / F1\n")
    kinds = [kind for kind, row in tables["ours"].items() if row[2]]
    print("| kind | there | " + " | ".join(tables) + " |")
    print("|---|--:|" + "--:|" * len(tables))
    for kind in kinds:
        cells = [
            shown(table.get(kind)) if kind in shared.get(each, {kind}) else "–"
            for each, table in tables.items()
        ]
        print(f"| {kind} | {tables['ours'][kind][2]} | {' | '.join(cells)} |")
    print(
        f"| all | {total(tables['ours'])[2]} | {shown(total(tables['ours']))} |"
        + " |" * (len(tables) - 1)
    )
    for each, theirs in shared.items():
        ours, other = (total(tables[one], theirs) for one in ("ours", each))
        print(f"\non the kinds shared with {each}: ours {shown(ours)}, {each} {shown(other)}")
    print()


def shown(row):
    return " / ".join(f"{each:.3f}" for each in rates(row)) if row else "–"


def speed(others, *, quick):
    size = MEGABYTE // 4 if quick else MEGABYTE
    texts = {"prose": loads.prose(size), "dense": loads.dense(size)}
    scanner = Scanner(shipped_rules())
    # What the peers have loaded would be looked through by every collection of garbage.
    gc.collect()
    gc.freeze()
    rows = {
        "ours, as text": {
            name: rate(lambda text: spent(scanner.scan_pieces([text])), text)
            for name, text in texts.items()
        },
        "ours, as a table": {"dense": rate(lambda text: as_table(scanner, text), texts["dense"])},
    }
    for peer in others:
        # Peers are slow; their speed does not depend on the length.
        rows[peer.name] = {
            name: rate(peer.find, text[: size // 10], n=2) for name, text in texts.items()
        }
    print(
        "## speed, MB/s of one core (goals: prose 25, dense table 5)\n\n| | prose | dense table |\n|---|--:|--:|"
    )
    for name, row in rows.items():
        print(f"| {name} | {row.get('prose', '–')} | {row.get('dense', '–')} |")
    print()
    return rows


def as_table(scanner, text):
    layout = layout_of(text[:4_096], scanner.rules)
    spent(scan_table(scanner, [text], layout))


def spent(findings):
    """Take findings one by one, as a door does; nobody needs them all at once."""
    deque(findings, maxlen=0)


def rate(function, text, n=5):
    best = min(seconds(function, text) for _each in range(n))
    return round(len(text) / MEGABYTE / best, 2)


def seconds(function, text):
    begun = time.process_time()
    function(text)
    return time.process_time() - begun


def prefilter():
    text = prefilters.as_bytes(loads.prose(MEGABYTE))
    rows = {name: way and rate(way, text, n=3) for name, way in prefilters.ways()}
    print("## finding the words, MB/s of prose\n\n| | MB/s |\n|---|--:|")
    for name, value in rows.items():
        print(f"| {name} | {value or '–'} |")
    print()
    return rows


def memory():
    rows = {}
    for megabytes in (16, 1_000):
        command = [sys.executable, __file__, "--read", str(megabytes)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        rows[f"{megabytes} MB"] = json.loads(done.stdout)
    print(f"## memory\n\n{rows}\n")
    return rows


def read_much(megabytes):
    """Read a file that is made while it is read, and print the highest memory."""
    part = loads.prose(MEGABYTE).encode()
    scanner = Scanner(shipped_rules())
    begun = time.process_time()
    n_found = sum(1 for _each in stream_findings(Repeated(part, megabytes), ".txt", scanner))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({
        "n_found": n_found,
        "peak_megabytes": round(peak / 1024, 1),
        "seconds": round(time.process_time() - begun, 1),
    }))  # fmt: skip


class Repeated(io.BufferedIOBase):
    """The same bytes over and over, as a file that was never on a disk."""

    def __init__(self, part, n_times):
        self._part, self._size, self._place = part, len(part) * n_times, 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self._place

    def seek(self, place, _whence=0):
        self._place = place
        return place

    def read(self, size=-1):
        left = self._size - self._place
        size = left if size is None or size < 0 else min(size, left)
        start = self._place % len(self._part)
        text = self._part[start : start + size]
        self._place += len(text)
        return text

    read1 = read


if __name__ == "__main__":
    main()
