"""Find reports of the same thing in a CSV file, from the command line."""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import UTC, datetime
from pathlib import Path

from pendopo.engines.matching.scoring import Item, Match, rank


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 2 refused."""
    parser = argparse.ArgumentParser(
        prog="python -m pendopo.engines.matching",
        description="Cari laporan yang mungkin sama; CSV berkolom "
        "id,text,at dan boleh topic,area,latitude,longitude.",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("id", help="id laporan yang dicari kembarannya")
    parser.add_argument("--most", type=int, default=10)
    asked = parser.parse_args(arguments)
    try:
        items = {item.key: item for item in _read(asked.file)}
        new = items.pop(asked.id)
    except (OSError, KeyError, ValueError) as error:
        print(f"Tidak dapat dibaca: {error}", file=sys.stderr)
        return 2
    for match in rank(new, items.values(), most=asked.most):
        print(_line(match))
    return 0


def _read(path: Path) -> list[Item]:
    with path.open(encoding="utf-8", newline="") as file:
        return [_item(row) for row in csv.DictReader(file)]


def _item(row: dict[str, str]) -> Item:
    at = datetime.fromisoformat(row["at"])
    return Item(
        key=row["id"],
        text=row["text"],
        at=at if at.tzinfo else at.replace(tzinfo=UTC),
        topic=row.get("topic", ""),
        area=row.get("area", ""),
        latitude=float(row["latitude"]) if row.get("latitude") else None,
        longitude=float(row["longitude"]) if row.get("longitude") else None,
    )


def _line(match: Match) -> str:
    where = "tanpa titik" if match.metres is None else f"{match.metres:.0f} m"
    return (
        f"{match.score:.3f}  {match.key}  {where}  {match.days:.1f} hari  {', '.join(match.words)}"
    )


if __name__ == "__main__":
    sys.exit(main())
