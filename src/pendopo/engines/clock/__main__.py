"""Command line: ``python -m pendopo.engines.clock due --start ... --amount 5``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from pendopo.engines.clock.calendar import DAY_NAMES, SkippedDay
from pendopo.engines.clock.deadline import Due, Unit, due
from pendopo.engines.clock.errors import ClockError
from pendopo.engines.clock.files import load_calendar
from pendopo.engines.clock.pauses import Pause

CALENDARS = Path(__file__).parents[4] / "data" / "calendars"
SHIPPED = [CALENDARS / "id_national.yaml", CALENDARS / "id_hours.yaml"]
EXAMPLE = "python -m pendopo.engines.clock due --start 2026-03-17T10:00+07:00 --amount 5"
UNIT_WORDS = {Unit.WORK_DAYS: "hari kerja", Unit.CALENDAR_DAYS: "hari kalender"}
LONG_UNITS = {Unit.HOURS: "jam", Unit.WORK_HOURS: "jam kerja", Unit.MONTHS: "bulan"}


class _Parser(argparse.ArgumentParser):
    """A parser whose refusal is one Indonesian sentence."""

    def error(self, message: str) -> NoReturn:
        """Leave with code 2 and show a command that works."""
        self.exit(2, f"Perintah tidak lengkap atau keliru; contoh: {EXAMPLE}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(argv)
    try:
        answer = _answer(options)
    except ClockError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    show = _as_json if options.json else _as_text
    sys.stdout.write(show(answer, options.zone) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m pendopo.engines.clock")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("due", help="hitung batas waktu")
    command.add_argument("--start", required=True, help="waktu masuk, ISO 8601")
    command.add_argument("--amount", required=True, help="jumlah satuan")
    command.add_argument("--unit", default=Unit.WORK_DAYS, help=", ".join(Unit))
    command.add_argument("--calendar", nargs="+", default=SHIPPED, help="berkas YAML/CSV")
    command.add_argument("--zone", default="Asia/Jakarta", help="zona waktu kantor")
    command.add_argument(
        "--pause", action="append", default=[], help="jeda, MULAI/SELESAI atau MULAI/"
    )
    command.add_argument("--json", action="store_true", help="keluaran JSON")
    return parser


def _answer(options: argparse.Namespace) -> Due:
    calendar = load_calendar(options.calendar, options.zone)
    pauses = [_pause(text) for text in options.pause]
    start = _instant(options.start)
    return due(start, _whole(options.amount), options.unit, calendar, pauses)


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        message = f"Waktu '{text}' bukan ISO 8601, contoh: 2026-03-17T10:00+07:00."
        raise ClockError(message) from None


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        message = f"Lama batas waktu '{text}' bukan bilangan bulat."
        raise ClockError(message) from None


def _pause(text: str) -> Pause:
    start, _, end = text.partition("/")
    return Pause(_instant(start), _instant(end) if end else None)


def _as_json(answer: Due, zone: str) -> str:
    fields = asdict(answer)
    fields["at_local"] = answer.at and answer.at.astimezone(ZoneInfo(zone)).isoformat()
    fields["at"] = answer.at and answer.at.isoformat()
    return json.dumps(fields, ensure_ascii=False, indent=2, default=str)


def _as_text(answer: Due, zone: str) -> str:
    lines = [
        f"Diterima      : {_long(answer.received_on.toordinal())}",
        f"Batas waktu   : {_deadline(answer, zone)}",
        f"Dihitung      : {_progress(answer)}",
    ]
    lines += _list("Sebelum diterima:", answer.delayed)
    lines += _list("Hari yang tidak dihitung:", answer.skipped)
    if answer.unsure:
        lines.append(f"Catatan       : {answer.reason}")
    return "\n".join(lines)


def _progress(answer: Due) -> str:
    if answer.unit in LONG_UNITS:
        days = f"{len(answer.counted)} hari"
        return f"{answer.amount} {LONG_UNITS[answer.unit]}, terpakai pada {days}"
    return f"{len(answer.counted)} dari {answer.amount} {UNIT_WORDS[answer.unit]}"


def _deadline(answer: Due, zone: str) -> str:
    if answer.at is None:
        return "belum dapat ditentukan selama jeda berjalan"
    local = answer.at.astimezone(ZoneInfo(zone))
    clock = f"{local:%H.%M.%S}"
    return f"{_long(local.toordinal())} {clock} {zone} ({answer.at:%Y-%m-%dT%H:%M:%SZ})"


def _list(title: str, days: Sequence[SkippedDay]) -> list[str]:
    rows = [f"  {_long(d.date.toordinal())}  {d.name} [{d.kind}]" for d in days]
    return [title, *rows] if rows else []


def _long(ordinal: int) -> str:
    day = datetime.fromordinal(ordinal).date()
    return f"{DAY_NAMES[day.weekday()]}, {day.isoformat()}"


if __name__ == "__main__":
    sys.exit(main())
