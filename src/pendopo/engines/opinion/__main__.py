"""The command line: python -m pendopo.engines.opinion VOTES.csv --out map.json."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pendopo.engines.command import Parser, reason, refused, write_whole
from pendopo.engines.opinion import (
    BadOption,
    OpinionError,
    OpinionMap,
    group_letter,
    opinion_map,
    read_population,
    read_votes,
    to_json,
    weigh,
)
from pendopo.engines.opinion.weighing import to_document

Json = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, map, write; return 0, or 2 after one sentence on what is wrong."""
    options = _parser().parse_args(arguments)
    try:
        result = opinion_map(
            read_votes(options.votes),
            seed=options.seed,
            stability=options.stability,
            k=options.k,
        )
        weighed = _weighed(options, result)
    except OpinionError as error:
        return refused(str(error))
    except OSError as error:
        return refused(f"Berkas {error.filename or options.votes} {reason(error)}.")
    try:
        write_whole(options.out, to_json(result, people=options.people, weighed=weighed))
    except OSError as error:
        return refused(f"Hasil tidak dapat ditulis: {options.out} {reason(error)}.")
    sys.stdout.write(_told(result) + f"\nHasil ditulis ke {options.out}.\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m pendopo.engines.opinion",
        description="Membuat peta pendapat dari tabel suara.",
    )
    parser.add_argument("votes", type=Path, metavar="VOTES.csv", help="tabel suara")
    parser.add_argument("--out", type=Path, required=True, help="berkas JSON hasil")
    parser.add_argument("--stability", type=int, default=50, help="jumlah ulangan uji kestabilan")
    parser.add_argument("--seed", type=int, default=1, help="bibit bilangan acak")
    parser.add_argument(
        "--k", type=_group_count, default=None, help="auto, atau 2 sampai 5 kelompok"
    )
    parser.add_argument(
        "--people", action="store_true", help="sertakan id orang; jangan diterbitkan"
    )
    parser.add_argument(
        "--population",
        type=Path,
        metavar="MARGINS.csv",
        help="bagian penduduk: margin, cell, share",
    )
    parser.add_argument(
        "--attributes",
        type=Path,
        metavar="PEOPLE.csv",
        help="ciri tiap pemilih: voter-id, lalu ciri",
    )
    return parser


def _weighed(options: argparse.Namespace, result: OpinionMap) -> Json | None:
    if options.population is None and options.attributes is None:
        return None
    if options.population is None or options.attributes is None:
        raise BadOption(name="population", value="sendirian", allowed="bersama --attributes")
    population = read_population(options.population, options.attributes, result.ballots)
    return to_document(weigh(result, population), population, result)


def _group_count(text: str) -> int | None:
    if text == "auto":
        return None
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}” bukan auto atau bilangan 2 sampai 5")
    return int(text)


def _told(result: OpinionMap) -> str:
    ballots, explained = result.ballots, result.axes.explained
    lines = {
        "Orang": f"{ballots.n_people} ({result.grouping.eligible.sum()} cukup banyak memilih)",
        "Pernyataan": ballots.n_statements,
        "Suara": ballots.n_votes,
        "Keragaman yang terlihat pada peta": (
            f"{_percent(explained.sum())} ({_percent(explained[0])} + {_percent(explained[1])})"
        ),
        "Kelompok": _told_groups(result),
    }
    return "\n".join(f"{name}: {told}" for name, told in lines.items())


def _told_groups(result: OpinionMap) -> str:
    chosen = result.grouping.chosen
    if chosen is None:
        return "tidak ada kelompok pendapat yang stabil"
    sizes = ", ".join(
        f"{group_letter(g)} {(result.grouping.labels == g).sum()} orang" for g in range(chosen.k)
    )
    if chosen.stability is None:
        return f"{sizes}; kestabilan tidak diperiksa"
    stability = chosen.stability
    return (
        f"{sizes}; kestabilan {_decimal(stability.median)} "
        f"(desil bawah {_decimal(stability.lower_decile)}), "
        f"{_percent(stability.secure_share)} orang mantap di kelompoknya"
    )


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%".replace(".", ",")


if __name__ == "__main__":  # pragma: no cover -- tested in a process of its own
    sys.exit(main())
