"""Results as files: two Parquet tables and a manifest, swapped in whole."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pendopo.engines.indicators.compute import ENGINE_VERSION, Cell, Member, Result
from pendopo.engines.indicators.facts import write_parquet

_MEMBERS = {
    "case_id": "VARCHAR",
    "clock_id": "VARCHAR",
    "office": "VARCHAR",
    "month": "VARCHAR",
    "due_at": "TIMESTAMP",
    "stopped_at": "TIMESTAMP",
    "outcome": "VARCHAR",
    "days": "BIGINT",
}
_CELLS = {
    "month": "VARCHAR",
    "office": "VARCHAR",
    "numerator": "BIGINT",
    "denominator": "BIGINT",
    "exclusions": "MAP(VARCHAR, BIGINT)",
    "interval_low": "DOUBLE",
    "interval_high": "DOUBLE",
    "interval_kind": "VARCHAR",
    "n_timed": "BIGINT",
    "median_days": "BIGINT",
    "p90_days": "BIGINT",
}


class OutputInUse(ValueError):
    """The output path is a folder this engine did not make."""


def write_result(result: Result, out: Path) -> Path:
    """Write ``members.parquet``, ``cells.parquet`` and ``manifest.json`` to ``out``.

    ``out`` becomes a link to a finished folder beside it, so a reader sees the old result
    or the new one, never a mixture. The folder before it is kept for readers still busy.

    Raises
    ------
    OutputInUse
        If ``out`` is there and is not such a link.
    """
    if out.exists() and not out.is_symlink():
        raise OutputInUse(f"out must be new or a link made before, got the folder {out}")
    out.parent.mkdir(parents=True, exist_ok=True)
    build = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        build.chmod(0o755)
        _fill(build, result)
    except BaseException:
        shutil.rmtree(build)
        raise
    _swap(out, build)
    return build


def manifest(result: Result) -> dict[str, Any]:
    """Return what is needed to compute ``result`` again and to see that it is the same."""
    definition = result.definition
    return {
        "definition": {
            "code": definition.code,
            "version": definition.version,
            "digest": definition.digest,
        },
        "engine": {"name": "pendopo.engines.indicators", "version": ENGINE_VERSION},
        "input": {"n_facts": result.n_facts, "digest": result.input_digest},
        "cut_off": result.cut_off.isoformat().replace("+00:00", "Z"),
        "zone": result.zone,
        "uncertainty": definition.uncertainty,
        "n_members": len(result.members),
        "n_cells": len(result.cells),
        "total": _cell_row(result.total),
    }


def _fill(folder: Path, result: Result) -> None:
    members = (json.dumps(_member_row(one)) for one in result.members)
    order = "month, office, case_id, clock_id"
    write_parquet(folder / "members.parquet", members, _MEMBERS, order_by=order)
    cells = (json.dumps(_cell_row(one)) for one in result.cells)
    write_parquet(folder / "cells.parquet", cells, _CELLS, order_by="month, office")
    text = json.dumps(manifest(result), indent=2, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, "utf-8")


def _swap(out: Path, build: Path) -> None:
    before = out.with_name(f".{out.name}.before")
    for stale in _target(before):
        shutil.rmtree(stale)
    for replaced in _target(out):
        _link(before, replaced)
    _link(out, build)


def _target(link: Path) -> Iterator[Path]:
    if link.is_symlink() and link.exists():
        yield link.parent / link.readlink()


def _link(link: Path, folder: Path) -> None:
    fresh = link.with_name(f"{folder.name}.link")
    fresh.symlink_to(folder.name, target_is_directory=True)
    fresh.replace(link)


def _member_row(member: Member) -> dict[str, Any]:
    return {
        "case_id": member.case_id,
        "clock_id": member.clock_id,
        "office": member.office,
        "month": member.month,
        "due_at": _instant(member.due_at),
        "stopped_at": None if member.stopped_at is None else _instant(member.stopped_at),
        "outcome": member.outcome,
        "days": member.days,
    }


def _cell_row(cell: Cell) -> dict[str, Any]:
    interval = cell.interval
    return {
        "month": cell.month,
        "office": cell.office,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "exclusions": dict(cell.exclusions),
        "interval_low": None if interval is None else interval.low,
        "interval_high": None if interval is None else interval.high,
        "interval_kind": None if interval is None else interval.kind,
        "n_timed": cell.n_timed,
        "median_days": cell.median_days,
        "p90_days": cell.p90_days,
    }


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")
