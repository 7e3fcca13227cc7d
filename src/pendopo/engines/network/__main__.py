"""Command line: ``python -m pendopo.engines.network render PLAN.yaml --out FOLDER``."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pendopo.engines.clock import Calendar, ClockError, load_calendar
from pendopo.engines.network.errors import NetworkError
from pendopo.engines.network.files import load_plan
from pendopo.engines.network.logs import Reading, Source, sights
from pendopo.engines.network.plan import Plan
from pendopo.engines.network.rendering import render
from pendopo.engines.network.report import days_of, rows
from pendopo.engines.network.tally import Tally

CALENDARS = Path(__file__).parents[4] / "data" / "calendars"
SHIPPED = [CALENDARS / "id_national.yaml", CALENDARS / "id_hours.yaml"]
SCHEDULED_DAYS = 400


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 2 refused."""
    options = _parser().parse_args(argv)
    try:
        plan = load_plan(options.plan)
        calendar = load_calendar(options.calendar, plan.zone)
        options.do(options, plan, calendar)
    except (ClockError, NetworkError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError:
        print("Folder tujuan tidak dapat ditulis.", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pendopo.engines.network")
    commands = parser.add_subparsers(required=True)
    today = datetime.now(UTC).date()

    write = commands.add_parser("render", help="tulis konfigurasi dari sebuah rencana")
    write.add_argument("plan", type=Path)
    write.add_argument("--out", type=Path, required=True, help="folder tujuan")
    write.add_argument("--from", dest="first", type=date.fromisoformat, default=today)
    write.add_argument("--days", type=int, default=SCHEDULED_DAYS, help="panjang jadwal")
    write.set_defaults(do=_render)

    read = commands.add_parser("read", help="baca log menjadi jumlah gabungan")
    read.add_argument("log", type=Path, nargs="+")
    read.add_argument("--plan", type=Path, required=True)
    read.add_argument("--format", type=Source, choices=list(Source), default=None)
    read.add_argument("--until", type=date.fromisoformat, default=today, help="hari terakhir log")
    read.set_defaults(do=_read)
    for command in (write, read):
        command.add_argument("--calendar", nargs="+", default=SHIPPED, help="berkas YAML/CSV")
    return parser


def _render(options: argparse.Namespace, plan: Plan, calendar: Calendar) -> None:
    last = options.first + timedelta(days=max(options.days, 1) - 1)
    files = render(plan, calendar, options.first, last)
    for path, text in files.items():
        target = options.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        if target.suffix == ".sh":
            target.chmod(0o755)
    print(f"{len(files)} berkas; versi {plan.version}, sidik {plan.digest}")


def _read(options: argparse.Namespace, plan: Plan, calendar: Calendar) -> None:
    told, tally = Reading(), Tally(plan, calendar, secrets.token_bytes(32))
    for path in options.log:
        seen = sights(path, calendar.table.offset, options.until, told, options.format)
        tally.count(seen)
    print(json.dumps(_answer(plan, told, tally), ensure_ascii=False, indent=2, default=str))


def _answer(plan: Plan, told: Reading, tally: Tally) -> dict[str, Any]:
    return {
        "plan": {"name": plan.name, "version": plan.version, "digest": plan.digest},
        "privacy": asdict(plan.privacy),
        "lines": told.n_lines,
        "unreadable": told.n_unreadable,
        "from_elsewhere": tally.n_elsewhere,
        "days": days_of(tally),
        "rows": [asdict(row) for row in rows(tally)],
    }


if __name__ == "__main__":
    sys.exit(main())
