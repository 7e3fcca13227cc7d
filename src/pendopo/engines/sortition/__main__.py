"""The command line: python -m pendopo.engines.sortition POOL.csv --quotas Q.csv --size 22."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pendopo.engines.command import Parser, refused, write_whole
from pendopo.engines.sortition import (
    BadPool,
    Draw,
    Lottery,
    Pool,
    Quota,
    SortitionError,
    draw,
    gather,
    make_lottery,
    proportional_quotas,
    read_quotas,
    read_volunteers,
    replacement_lottery,
    to_json,
    to_register,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, print the slips, draw, write; return 0, or 2 after saying what is wrong."""
    options = _parser().parse_args(arguments)
    try:
        pool = _pool(options)
        lottery = _lottery(options, pool)
        drawn = None if options.seed is None else draw(lottery, options.seed)
    except SortitionError as error:
        return refused(str(error))
    except OSError as error:
        return refused(f"Berkas {error.filename} tidak dapat dibaca.")
    try:
        write_whole(options.out, to_json(lottery, drawn, sealed=options.sealed))
        if options.register is not None:
            # It says who is who: not for other accounts of this computer.
            write_whole(options.register, to_register(lottery, drawn).encode(), mode=0o600)
    except OSError as error:
        return refused(f"Hasil tidak dapat ditulis: {error.filename}.")
    sys.stdout.write(_told(lottery, drawn) + f"Hasil ditulis ke {options.out}.\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m pendopo.engines.sortition",
        description="Mengundi panel warga dengan peluang yang diumumkan.",
    )
    parser.add_argument("pool", type=Path, metavar="POOL.csv", help="sukarelawan: id, lalu ciri")
    rules = parser.add_mutually_exclusive_group()
    rules.add_argument("--quotas", type=Path, help="kuota: feature, value, min, max")
    rules.add_argument("--strata", metavar="CIRI", help="bagi kursi menurut satu ciri saja")
    parser.add_argument("--size", type=int, required=True, help="jumlah kursi panel")
    parser.add_argument("--seed", help="bibit yang diumumkan; tanpa ini hanya peluang ditulis")
    parser.add_argument("--out", type=Path, required=True, help="berkas JSON untuk diterbitkan")
    parser.add_argument("--register", type=Path, help="nomor undian tiap id; jangan diterbitkan")
    parser.add_argument("--sealed", action="store_true", help="tanpa karcis, hanya sidik jarinya")
    parser.add_argument("--declined", nargs="+", metavar="ID", help="yang mengundurkan diri")
    parser.add_argument("--panel", nargs="+", metavar="ID", help="panel yang sudah terpilih")
    return parser


def _pool(options: argparse.Namespace) -> Pool:
    volunteers = read_volunteers(options.pool)
    quotas: tuple[Quota, ...] = ()
    if options.quotas is not None:
        quotas = read_quotas(options.quotas)
    elif options.strata is not None:
        quotas = proportional_quotas(volunteers, options.strata, options.size)
    return gather(volunteers, quotas, options.size)


def _lottery(options: argparse.Namespace, pool: Pool) -> Lottery:
    if options.declined is None:
        return make_lottery(pool)
    if options.panel is None:
        raise BadPool("Sebutkan panel yang sudah terpilih dengan --panel.")
    lots = {id_: lot for lot, id_ in enumerate(pool.ids)}
    unknown = [id_ for id_ in (*options.panel, *options.declined) if id_ not in lots]
    if unknown:
        raise BadPool(f"Sukarelawan {unknown[0]} tidak ada.")
    return replacement_lottery(
        pool, [lots[id_] for id_ in options.panel], [lots[id_] for id_ in options.declined]
    )


def _told(lottery: Lottery, drawn: Draw | None) -> str:
    told = (
        f"Sukarelawan: {len(lottery.taking_part)}, kursi: {len(lottery.slips[0])}\n"
        f"Peluang terkecil: {lottery.smallest} dari 1.000 "
        f"(yang terbaik yang mungkin: {_decimal(1000 * lottery.ceiling)})\n"
        f"Sidik jari undian: {lottery.digest}\n"
    )
    if drawn is not None:
        lots = ", ".join(str(lot + 1) for lot in drawn.panel)
        told += f"Karcis {drawn.slip + 1} terpilih, nomor undian {lots}\n"
    return told


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


if __name__ == "__main__":  # pragma: no cover -- tested in a process of its own
    sys.exit(main())
