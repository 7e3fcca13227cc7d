"""Look through a file from the command line; what is printed never holds a value."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from pendopo.engines.privacy.counted import SmallCount, small_counts
from pendopo.engines.privacy.errors import PrivacyError
from pendopo.engines.privacy.files import file_findings
from pendopo.engines.privacy.kinds import Confidence
from pendopo.engines.privacy.rules import Rules, read_rules
from pendopo.engines.privacy.scanning import Scanner
from pendopo.engines.privacy.shipped import REGIONS, shipped_rules
from pendopo.engines.privacy.weighing import Tally
from pendopo.engines.privacy.where import Located

EXAMPLE = "python -m pendopo.engines.privacy surat.docx"
NOTHING, FOUND, REFUSED = 0, 1, 2
_LEVELS = {
    "clear": "tidak ada yang menghalangi",
    "warn": "ingatkan",
    "hold": "tahan untuk diperiksa orang",
    "block": "jangan diterbitkan",
}


class _Parser(argparse.ArgumentParser):
    """A parser whose refusal is one Indonesian sentence."""

    def error(self, message: str) -> NoReturn:
        """Leave with code 2 and show a command that works."""
        self.exit(REFUSED, f"Perintah tidak lengkap atau keliru; contoh: {EXAMPLE}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 nothing found, 1 found, 2 refused."""
    options = _parser().parse_args(argv)
    try:
        rules = read_rules(options.rules, REGIONS) if options.rules else shipped_rules()
        return _look(options.file, rules, Confidence(options.least))
    except PrivacyError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m pendopo.engines.privacy",
        description="Cari data pribadi dan rahasia dalam sebuah berkas; isinya tidak ditampilkan.",
    )
    parser.add_argument("file", type=Path, help="teks, CSV, XLSX, DOCX, PDF, atau gambar")
    parser.add_argument("--rules", type=Path, metavar="FOLDER", help="aturan kantor sendiri")
    parser.add_argument(
        "--least",
        type=int,
        choices=[int(each) for each in Confidence],
        default=int(Confidence.LIKELY),
        help="keyakinan terendah yang ditampilkan (1 bentuknya saja, 2 mungkin, 3 pasti)",
    )
    return parser


def _look(path: Path, rules: Rules, least: Confidence) -> int:
    tally = Tally(rules)
    scanner = Scanner(rules, least=least, tally=tally)
    for located in file_findings(path, scanner):
        sys.stdout.write(as_json(located) + "\n")
    n_small = 0
    with path.open("rb") as file:
        for each in small_counts(file, path.suffix.lower(), rules):
            n_small += 1
            sys.stdout.write(_small_as_json(each) + "\n")
    sys.stderr.write(_summary(tally, rules) + "\n")
    if n_small:
        sys.stderr.write(
            f"{n_small} sel angka kecil perlu ditutup sebelum tabel ini diterbitkan.\n"
        )
    return FOUND if tally.n_by_kind or n_small else NOTHING


def _small_as_json(small: SmallCount) -> str:
    place = {name: value for name, value in small.where._asdict().items() if value}
    fields = {"kind": "small_cell", **place, "complementary": small.is_complementary}
    return json.dumps(fields, ensure_ascii=False)


def as_json(located: Located) -> str:
    """Return a finding as one line of JSON: what, where, how sure and how bad."""
    finding, where = located
    fields = {
        "kind": finding.kind,
        "start": finding.start,
        "end": finding.end,
        **{name: value for name, value in where._asdict().items() if value},
        "confidence": int(finding.confidence),
        "severity": int(finding.severity),
    }
    return json.dumps(fields, ensure_ascii=False)


def _summary(tally: Tally, rules: Rules) -> str:
    if not tally.n_by_kind:
        return "Tidak ditemukan data pribadi atau rahasia."
    kinds = ", ".join(f"{n} {rules.kinds[kind].name}" for kind, n in tally.n_by_kind.most_common())
    total = sum(tally.n_by_kind.values())
    return f"{total} temuan: {kinds}. Saran: {_LEVELS[tally.verdict().level]}."


if __name__ == "__main__":
    sys.exit(main())
