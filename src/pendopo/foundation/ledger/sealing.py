"""Sealing facts into signed blocks, and checking the whole chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from pendopo.engines import merkle
from pendopo.foundation.ledger.models import Block, FactRow
from pendopo.foundation.ledger.services import canonical_fact
from pendopo.kernel import crypto
from pendopo.kernel.time import to_iso

MAX_BLOCK = 4_096
_NO_BLOCK = bytes(32)
# Any fixed number: one name for the one lock of the sealer.
_SEALER_LOCK = 7_301_962


def header_of(block: Block) -> merkle.BlockHeader:
    """Return the signed part of a stored block."""
    return merkle.BlockHeader(
        height=block.height,
        size=block.size,
        root=bytes.fromhex(block.root),
        previous=bytes.fromhex(block.previous),
        sealed_at=to_iso(block.sealed_at),
        key_id=block.key_id,
    )


@transaction.atomic
def seal_block(*, at: datetime, most: int = MAX_BLOCK) -> Block | None:
    """Seal the oldest unsealed facts into the next block; None if there are none.

    One sealer at a time: on SQLite by the immediate transaction, on PostgreSQL by
    an advisory lock that ends with the transaction. A killed sealer leaves nothing.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER_LOCK])
    rows = list(FactRow.objects.filter(block__isnull=True).order_by("id").only("id", "leaf")[:most])
    if not rows:
        return None
    block = _signed_block([bytes.fromhex(row.leaf) for row in rows], at)
    block.save(force_insert=True)
    for index, row in enumerate(rows):
        row.block, row.leaf_index = block, index
    FactRow.objects.bulk_update(rows, ["block", "leaf_index"], batch_size=400)
    return block


def _signed_block(leaves: list[bytes], at: datetime) -> Block:
    key = crypto.load_signing_key(settings.PENDOPO_SIGNING_KEY_FILE)
    last = Block.objects.order_by("-height").first()
    header = merkle.BlockHeader(
        height=last.height + 1 if last else 0,
        size=len(leaves),
        root=merkle.root(leaves),
        previous=merkle.header_hash(header_of(last)) if last else _NO_BLOCK,
        sealed_at=to_iso(at),
        key_id=merkle.key_id(key.public_key()),
    )
    return Block(
        height=header.height,
        size=header.size,
        root=header.root.hex(),
        previous=header.previous.hex(),
        sealed_at=at,
        key_id=header.key_id,
        signature=merkle.sign_header(key, header).hex(),
    )


def seal_all(*, at: datetime) -> int:
    """Seal every waiting fact; returns the number of blocks made."""
    n_blocks = 0
    while seal_block(at=at) is not None:
        n_blocks += 1
    return n_blocks


@dataclass(frozen=True)
class ChainReport:
    """What a check of the chain found; ``faults`` are Indonesian sentences."""

    n_blocks: int
    n_facts: int
    n_unsealed: int
    faults: tuple[str, ...]


def check_chain() -> ChainReport:
    """Recompute every leaf, root, link and signature from the stored facts."""
    key = crypto.load_signing_key(settings.PENDOPO_SIGNING_KEY_FILE).public_key()
    faults: list[str] = []
    previous, height, n_facts = _NO_BLOCK, -1, 0
    for block in Block.objects.order_by("height").iterator():
        height += 1
        faults.extend(_faults_of(block, height, previous, key))
        n_facts += block.size
        previous = merkle.header_hash(header_of(block))
    n_unsealed = 0
    for row in FactRow.objects.filter(block__isnull=True).order_by("id").iterator():
        n_unsealed += 1
        faults.extend(_leaf_faults(row))
    return ChainReport(height + 1, n_facts, n_unsealed, tuple(faults))


def _faults_of(block: Block, height: int, previous: bytes, key: object) -> Iterator[str]:
    header = header_of(block)
    if block.height != height:
        yield f"Blok {height} hilang."
    if header.previous != previous:
        yield f"Blok {block.height} tidak menyambung ke blok sebelumnya."
    if not merkle.verify_header(key, header, bytes.fromhex(block.signature)):
        yield f"Tanda tangan blok {block.height} tidak sah."
    rows = list(block.facts.order_by("leaf_index"))
    for row in rows:
        yield from _leaf_faults(row)
    if [row.leaf_index for row in rows] != list(range(block.size)):
        yield f"Isi blok {block.height} tidak lengkap."
    elif merkle.root([bytes.fromhex(row.leaf) for row in rows]) != header.root:
        yield f"Akar Merkle blok {block.height} tidak cocok dengan isinya."


def _leaf_faults(row: FactRow) -> Iterator[str]:
    if merkle.leaf_hash(merkle.canonical(canonical_fact(row))).hex() != row.leaf:
        yield f"Fakta {row.id} berubah setelah dicatat."
