"""The command line: python -m pendopo.engines.budgeting FILE.pb --out result.json."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pendopo.engines.budgeting import (
    BudgetError,
    Outcome,
    Pabulib,
    Utility,
    equal_shares,
    money,
    read_pabulib,
    to_json,
    write_pabulib,
)
from pendopo.engines.command import Parser, refused, write_whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, count, write; return 0, or 2 after one sentence on what is wrong."""
    options = _parser().parse_args(arguments)
    try:
        file = read_pabulib(options.file)
        outcome = equal_shares(
            file.election(),
            utility=Utility(options.utility),
            complete=not options.no_completion,
            step=None if options.step is None else options.step * file.unit,
        )
    except BudgetError as error:
        return refused(str(error))
    except OSError as error:
        return refused(f"Berkas {error.filename or options.file} tidak dapat dibaca.")
    try:
        _write(options, file, outcome)
    except OSError as error:
        return refused(f"Hasil tidak dapat ditulis: {error.filename}.")
    sys.stdout.write(_told(outcome, file.unit) + f"\nHasil ditulis ke {options.out}.\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m pendopo.engines.budgeting",
        description="Membagi anggaran dengan bagian yang sama bagi setiap pemilih.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.pb", help="usulan dan suara")
    parser.add_argument("--out", type=Path, required=True, help="berkas JSON hasil")
    parser.add_argument(
        "--utility",
        choices=[each.value for each in Utility],
        default=Utility.COST.value,
        help="nilai sebuah usulan: biayanya (cost), atau satu (count)",
    )
    parser.add_argument("--step", type=int, help="tambahan kantong setiap langkah")
    parser.add_argument("--no-completion", action="store_true", help="jangan habiskan sisa")
    parser.add_argument("--pb", type=Path, metavar="FILE.pb", help="salinan dengan kolom selected")
    return parser


def _write(options: argparse.Namespace, file: Pabulib, outcome: Outcome) -> None:
    write_whole(options.out, to_json(outcome, file.unit))
    if options.pb is not None:
        funded = [outcome.election.projects[place].id for place in outcome.funded]
        write_whole(options.pb, write_pabulib(file.with_selection(funded)).encode())


def _told(outcome: Outcome, unit: int) -> str:
    election = outcome.election
    return (
        f"Pemilih: {election.voters}\n"
        f"Usulan: {len(election.projects)}, didanai {len(outcome.funded)}\n"
        f"Anggaran: {money(election.budget, unit)}, terpakai {money(outcome.spent, unit)}"
    )


if __name__ == "__main__":  # pragma: no cover -- tested in a process of its own
    sys.exit(main())
