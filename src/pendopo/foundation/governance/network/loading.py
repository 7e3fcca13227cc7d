"""Sites that come with the software become rows once; an office's own changes stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pendopo.engines.network import domain
from pendopo.foundation.governance.models import NetworkSite

COLUMNS = ("category", "legal_basis", "confidence", "source", "valid_from", "valid_to")


def load_sites(path: Path) -> int:
    """Add the domains of a file that were never listed.

    Raises
    ------
    NetworkError
        A domain is badly written.
    """
    known = set(NetworkSite.objects.values_list("domain", flat=True))
    fresh = [row for row in _rows(path) if row.domain not in known]
    NetworkSite.objects.bulk_create(fresh)
    return len(fresh)


def _rows(path: Path) -> Iterator[NetworkSite]:
    with path.open(encoding="utf-8") as file:
        groups: list[dict[str, Any]] = yaml.load(file, Loader=yaml.CSafeLoader)["sites"]
    for group in groups:
        for name in group["domains"]:
            yield NetworkSite(domain=domain(name), **{key: group[key] for key in COLUMNS})
