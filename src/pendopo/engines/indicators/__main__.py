"""Compute an indicator from a folder of facts, from the command line."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from pendopo.engines.indicators import Cell, compute, load_definition, write_result


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 2 refused."""
    asked = _parser().parse_args(arguments)
    try:
        definition = load_definition(asked.definition)
        at = datetime.fromisoformat(asked.at)
        result = compute(definition, asked.facts, at=at, zone=asked.zone)
        write_result(result, asked.out)
    except (OSError, ValueError) as error:
        print(f"Tidak dapat dihitung: {error}", file=sys.stderr)
        return 2
    print(f"{definition.name_id} (versi {definition.version})")
    for cell in (*result.by_month, result.total):
        print(_line(cell))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pendopo.engines.indicators", description="Hitung indikator dari fakta."
    )
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("compute", help="hitung satu indikator")
    run.add_argument("definition", type=Path, metavar="DEFINITION.yaml")
    run.add_argument("--facts", type=Path, required=True, help="folder berisi day=*/*.parquet")
    run.add_argument("--out", type=Path, required=True, help="folder hasil")
    run.add_argument("--at", required=True, help="saat penghitungan, ISO 8601 dengan zona")
    run.add_argument("--zone", required=True, help="zona waktu, misalnya Asia/Jakarta")
    return parser


def _line(cell: Cell) -> str:
    name = cell.month or "semua"
    if cell.share is None or cell.interval is None:
        return f"{name}: belum ada yang jatuh tempo"
    low, high = cell.interval.low, cell.interval.high
    share = f"{cell.numerator} dari {cell.denominator} ({cell.share:.1%})"
    return f"{name}: {share}, rentang {low:.1%} sampai {high:.1%}"


if __name__ == "__main__":
    sys.exit(main())
