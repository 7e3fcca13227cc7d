"""Speed, memory and quality of the opinion map, beside red-dwarf and a dense mean-imputed PCA.

Planted groups: three, in two dimensions; log-normal activity, unequal exposure of
statements, logistic noise, about 9 % passes. Prints one line of JSON:

    PYTHONPATH=src .venv-benchmark/bin/python benchmarks/bench_opinion.py [--size 20k] [--live]

The peer lives in an environment of its own (see bench_privacy.py); where it is not
installed the line says so. Times are of whole computations from votes in memory, without
bootstrap, as the peer has none.
"""

import argparse
import importlib.util
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion import Ballots, LiveMap, opinion_map
from pendopo.engines.opinion.agreement import adjusted_rand
from pendopo.engines.opinion.ballots import canonical_order
from pendopo.engines.opinion.cells import occupied_cells
from pendopo.engines.opinion.kmeans import nearest, weighted_kmeans

SIZES = {
    "desa": (200, 40, 0.30),
    "kecamatan": (5_000, 150, 0.10),
    "10k": (10_000, 500, 0.05),
    "20k": (20_000, 1_000, 0.05),
    "100k": (100_000, 1_000, 0.05),
    "1m": (1_000_000, 2_000, 0.02),
}
# People are drawn so many at a time: a dense table of a million would not fit.
BLOCK = 20_000
GROUPS = np.array([[1.9, 0.4], [-1.5, 1.1], [-0.3, -1.9]])
GROUP_SHARES = (0.45, 0.33, 0.22)
RUNS = 5

Outcome = tuple[NDArray[np.bool_], NDArray[np.intp]]


def planted(
    n_people: int, n_statements: int, density: float, seed: int
) -> tuple[Ballots, NDArray[np.intp]]:
    """Invent ballots and the group each person truly belongs to."""
    rng = np.random.default_rng(seed)
    statements = rng.normal(0, 1, (n_statements, 2))
    appeal = rng.normal(0.3, 0.8, n_statements)
    exposure = rng.lognormal(0, 0.6, n_statements)
    exposure /= exposure.mean()
    truths, counts, columns, votes = [], [], [], []
    for first in range(0, n_people, BLOCK):
        n = min(BLOCK, n_people - first)
        truth = rng.choice(len(GROUPS), n, p=GROUP_SHARES)
        people = GROUPS[truth] + rng.normal(0, 0.3, (n, 2))
        shown = _shown(rng.lognormal(0, 0.9, n), exposure, density, rng)
        i, j = np.nonzero(shown)
        leaning = np.einsum("ij,ij->i", people[i], statements[j]) + appeal[j]
        agrees = rng.random(len(i)) < 1 / (1 + np.exp(-leaning))
        passes = rng.random(len(i)) < 0.16 * np.exp(-np.abs(leaning) / 2)
        truths.append(truth)
        counts.append(shown.sum(axis=1))
        columns.append(j.astype(np.int32))
        votes.append(np.where(passes, 0, np.where(agrees, 1, -1)).astype(np.int8))
    n_votes = np.concatenate(counts)
    ballots = Ballots(
        person_ids=tuple(canonical_order(map(str, range(n_people)))),
        statement_ids=tuple(canonical_order(map(str, range(n_statements)))),
        indptr=np.concatenate([[0], np.cumsum(n_votes)]),
        indices=np.concatenate(columns),
        values=np.concatenate(votes),
    ).voted()
    return ballots, np.concatenate(truths)[n_votes > 0].astype(np.intp)


def _shown(
    activity: NDArray[np.float64],
    exposure: NDArray[np.float64],
    density: float,
    rng: np.random.Generator,
) -> NDArray[np.bool_]:
    chance = np.outer(activity, exposure).astype(np.float32)
    # Chances cut off at 1 lose mass; a few rounds bring the density back.
    for _ in range(6):
        chance *= density / np.minimum(chance, 1).mean()
    return rng.random(chance.shape, dtype=np.float32) < chance


def sparse_map(ballots: Ballots, stability: int) -> Outcome:
    """Group people with the engine as it ships."""
    result = opinion_map(ballots, seed=1, stability=stability)
    return result.grouping.eligible, result.grouping.labels


def dense_map(ballots: Ballots, stability: int) -> Outcome:  # noqa: ARG001 -- same face as sparse_map
    """Group people as the classical tools do: fill gaps, dense SVD, k-means on people.

    Easier than the classical tools in one respect: the number of groups is given.
    """
    table = np.full((ballots.n_people, ballots.n_statements), np.nan)
    table[ballots.rows(), ballots.indices] = ballots.values
    mean = np.nanmean(table, axis=0)
    filled = np.where(np.isnan(table), mean, table) - mean
    axes = np.linalg.svd(filled, full_matrices=False)[2][:2]
    n_votes = ballots.votes_per_person()
    scale = np.sqrt(ballots.n_statements / np.maximum(n_votes, 1))
    eligible = n_votes >= 7
    people = (scale[:, None] * (filled @ axes.T))[eligible]
    cells = occupied_cells(people, np.ones(len(people)))
    labels = np.full(ballots.n_people, -1, dtype=np.intp)
    labels[eligible] = nearest(people, weighted_kmeans(cells, 3, np.random.default_rng(1)))
    return eligible, labels


def red_dwarf_map(ballots: Ballots, stability: int) -> Outcome:  # noqa: ARG001 -- same face as sparse_map
    """Group people with red-dwarf, which chooses 2 to 5 groups by silhouette."""
    from reddwarf.implementations.base import run_pipeline  # noqa: PLC0415 -- only where it is

    result = run_pipeline(_red_dwarf_votes(ballots), random_state=1)
    found = result.participants_df["cluster_id"].dropna()
    labels = np.full(ballots.n_people, -1, dtype=np.intp)
    labels[found.index.to_numpy(dtype=np.intp)] = found.to_numpy(dtype=np.intp)
    return labels >= 0, labels


def _red_dwarf_votes(ballots: Ballots) -> list[dict[str, int]]:
    """Give the votes as the peer takes them; kept, so that it is timed for its own work."""
    if ballots not in _AS_DICTS:
        rows = zip(ballots.rows().tolist(), ballots.indices.tolist(), ballots.values.tolist())  # noqa: B905
        _AS_DICTS[ballots] = [
            {"participant_id": i, "statement_id": j, "vote": vote, "modified": 0}
            for i, j, vote in rows
        ]
    return _AS_DICTS[ballots]


_AS_DICTS: dict[Ballots, list[dict[str, int]]] = {}
METHODS: dict[str, Callable[[Ballots, int], Outcome]] = {
    "sparse": sparse_map,
    "dense": dense_map,
    "red-dwarf": red_dwarf_map,
}
DENSE_TOO_LARGE = 50_000


def live(ballots: Ballots, n_votes: int = 2_000) -> dict[str, Any]:
    """Time single votes and refreshes of the live state."""
    start = time.perf_counter()
    state = LiveMap(ballots)
    built = time.perf_counter() - start
    rng = np.random.default_rng(1)
    axes, cast, turns = state.refresh(), [], []
    for _ in range(n_votes):
        person = ballots.person_ids[rng.integers(ballots.n_people)]
        statement = ballots.statement_ids[rng.integers(ballots.n_statements)]
        vote = int(rng.integers(-1, 2))
        start = time.perf_counter()
        state.vote(person, statement, vote)
        state.position(person, axes)
        cast.append(time.perf_counter() - start)
    for _ in range(10):
        start = time.perf_counter()
        axes = state.refresh()
        turns.append(time.perf_counter() - start)
    milliseconds = 1000 * np.array(cast)
    return {
        "build_seconds": round(built, 2),
        "vote_ms_median": round(float(np.median(milliseconds)), 3),
        "vote_ms_p99": round(float(np.quantile(milliseconds, 0.99)), 3),
        "refresh_ms_median": round(1000 * float(np.median(turns)), 1),
        "peak_mb": _peak_mb(),
    }


def measure(method: str, path: Path, stability: int) -> dict[str, Any]:
    """Run one method in this process and report time, peak memory and quality."""
    ballots, truth = _loaded(path)
    if method == "red-dwarf":
        _red_dwarf_votes(ballots)
    before = _peak_mb()
    seconds = []
    for _ in range(1 if method == "red-dwarf" else RUNS):
        start = time.perf_counter()
        eligible, labels = METHODS[method](ballots, stability)
        seconds.append(time.perf_counter() - start)
    grouped = eligible & (labels >= 0)
    quality = adjusted_rand(labels[grouped], truth[grouped]) if grouped.any() else None
    return {
        "seconds_min": round(min(seconds), 3),
        "seconds_median": round(float(np.median(seconds)), 3),
        "peak_mb_before": before,
        "peak_mb": _peak_mb(),
        "n_groups": int(labels.max()) + 1,
        "ari": None if quality is None else round(quality, 3),
    }


def _peak_mb() -> int:
    # Not getrusage: a child started from a large parent inherits the parent's peak.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _saved(path: Path, ballots: Ballots, truth: NDArray[np.intp]) -> None:
    np.savez(
        path,
        people=np.array(ballots.person_ids),
        statements=np.array(ballots.statement_ids),
        indptr=ballots.indptr,
        indices=ballots.indices,
        values=ballots.values,
        truth=truth,
    )


def _loaded(path: Path) -> tuple[Ballots, NDArray[np.intp]]:
    with np.load(path) as stored:
        ballots = Ballots(
            person_ids=tuple(stored["people"].tolist()),
            statement_ids=tuple(stored["statements"].tolist()),
            indptr=stored["indptr"],
            indices=stored["indices"],
            values=stored["values"],
        )
        return ballots, stored["truth"]


def main() -> None:
    """Measure each method in a process of its own, so that peaks do not mix."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=SIZES, default="10k")
    parser.add_argument("--live", action="store_true", help="time single votes too")
    parser.add_argument("--stability", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--stored", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stored:
        found = (
            live(_loaded(options.stored)[0])
            if options.live
            else measure(options.methods[0], options.stored, options.stability)
        )
        sys.stdout.write(json.dumps(found) + "\n")
        return
    sys.stdout.write(json.dumps(_report(options), sort_keys=True) + "\n")


def _report(options: argparse.Namespace) -> dict[str, Any]:
    ballots, truth = planted(*SIZES[options.size], options.seed)
    report: dict[str, Any] = {
        "benchmark": "opinion",
        "size": options.size,
        "n_people": ballots.n_people,
        "n_statements": ballots.n_statements,
        "n_votes": ballots.n_votes,
        "passes": round(float((ballots.values == 0).mean()), 3),
        "stability": options.stability,
        "seed": options.seed,
        "machine": f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}",
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.npz"
        _saved(path, ballots, truth)
        for method in options.methods:
            report[method] = _measured(method, path, options.stability, ballots.n_people)
        if options.live:
            report["live"] = _in_own_process("sparse", path, options.stability, "--live")
    return report


def _measured(method: str, path: Path, stability: int, n_people: int) -> dict[str, Any] | str:
    if method != "sparse" and n_people > DENSE_TOO_LARGE:
        return "takes minutes and gigabytes at this size; not run"
    if method == "red-dwarf" and importlib.util.find_spec("reddwarf") is None:
        return "not installed here"
    return _in_own_process(method, path, stability)


def _in_own_process(method: str, path: Path, stability: int, *more: str) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", __file__, "--methods", method]
    command += ["--stored", str(path), "--stability", str(stability), *more]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(output)
    return found


if __name__ == "__main__":
    main()
