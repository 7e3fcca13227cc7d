"""Check a receipt, or compute a root, from the command line and without any network."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pendopo.engines.merkle import (
    ReceiptMalformed,
    load_public_key,
    root,
    unpack_receipt,
    verify_receipt,
)

_LARGEST_FILE = 1_000_000
_HASH_BYTES = 32


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 valid, 1 not valid, 2 unreadable."""
    asked = _parser().parse_args(arguments)
    try:
        code: int = asked.run(asked)
    except (OSError, ValueError) as error:
        print(f"Tidak dapat dibaca: {error}", file=sys.stderr)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pendopo.engines.merkle", description="Periksa tanda terima Pendopo."
    )
    commands = parser.add_subparsers(required=True)
    verify = commands.add_parser("verify", help="periksa satu tanda terima")
    verify.add_argument("receipt", help="berkas JSON, berkas teks QR, atau teks QR itu sendiri")
    verify.add_argument("--key", action="append", required=True, type=Path, metavar="PUBLIC.pem")
    verify.set_defaults(run=_verify)
    tree = commands.add_parser("root", help="hitung akar dari daftar sidik daun")
    tree.add_argument("file", type=Path, help="satu sidik heksadesimal per baris")
    tree.set_defaults(run=_root)
    return parser


def _verify(asked: argparse.Namespace) -> int:
    keys = [load_public_key(path.read_bytes()) for path in asked.key]
    verdict = verify_receipt(_document(asked.receipt), keys)
    level = {"sealed": " (bersegel)", "promised": " (diterima, belum bersegel)", None: ""}
    print(f"{'SAH' if verdict.ok else 'TIDAK SAH'}{level[verdict.level]}")
    for reason in verdict.reasons:
        print(f"- {reason}")
    return 0 if verdict.ok else 1


def _root(asked: argparse.Namespace) -> int:
    leaves = [bytes.fromhex(line) for line in asked.file.read_text("ascii").split()]
    if any(len(leaf) != _HASH_BYTES for leaf in leaves):
        raise ValueError("setiap baris harus berisi 64 angka heksadesimal")
    print(root(leaves).hex())
    return 0


def _document(source: str) -> Any:
    text = source
    if not source.startswith("PDP1:"):
        path = Path(source)
        if path.stat().st_size > _LARGEST_FILE:
            raise ValueError("berkas terlalu besar untuk sebuah tanda terima")
        text = path.read_text("utf-8")
    if text.lstrip().startswith("PDP1:"):
        return unpack_receipt(text)
    return json.loads(text, object_pairs_hook=_without_repeats)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # A reader that shows the first of two equal keys would show what was not verified.
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ReceiptMalformed("Dokumen memuat isian yang sama dua kali.")
    return found


if __name__ == "__main__":
    sys.exit(main())
