"""Compare offices from a CSV file, from the command line."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from pendopo.engines.comparison.funnel import Comparison, Count, Placed, compare

WORDS = {
    "inside": "dalam variasi wajar",
    "beyond_95": "patut diperhatikan (95%)",
    "beyond_998": "patut ditanyakan sebabnya (99,8%)",
}
SIDES = {"above": ", di atas", "below": ", di bawah", "": ""}


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 2 refused."""
    parser = argparse.ArgumentParser(
        prog="python -m pendopo.engines.comparison",
        description="Bandingkan perangkat daerah secara adil; CSV berkolom code,k,n.",
    )
    parser.add_argument("file", type=Path)
    asked = parser.parse_args(arguments)
    try:
        result = compare(_read(asked.file))
    except (OSError, KeyError, ValueError) as error:
        print(f"Tidak dapat dibandingkan: {error}", file=sys.stderr)
        return 2
    print(_head(result))
    for office in sorted(result.offices, key=lambda one: one.code):
        print(_line(office))
    return 0


def _read(path: Path) -> list[Count]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Count(row["code"], int(row["k"]), int(row["n"])) for row in csv.DictReader(file)]


def _head(result: Comparison) -> str:
    if result.theta is None:
        return "Tidak ada yang dapat dibandingkan."
    spread = f"τ² {result.spread.tau2:.5f}" if result.spread.is_estimated else "τ² tidak dihitung"
    return f"Bagian bersama {result.theta:.1%}; {result.spread.n_units} perangkat daerah; {spread}"


def _line(one: Placed) -> str:
    return (
        f"{one.code}: {one.k} dari {one.n} ({one.share:.1%}), {WORDS[one.state]}{SIDES[one.side]}"
    )


if __name__ == "__main__":
    sys.exit(main())
