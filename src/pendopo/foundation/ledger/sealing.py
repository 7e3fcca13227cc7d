"""Sealing facts into signed blocks, and checking the whole chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction

from pendopo.engines import merkle
from pendopo.foundation.ledger.models import Block, FactRow
from pendopo.foundation.ledger.services import canonical_fact
from pendopo.kernel import crypto
from pendopo.kernel.time import to_iso

MAX_BLOCK = 4_096
# Any fixed number: one name for the one lock of the sealer.
_SEALER_LOCK = 7_301_962


class OtherKey(RuntimeError):
    """The signing key is not the one that signed the chain so far."""


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
    waiting = FactRow.objects.filter(block__isnull=True).order_by("id")
    rows = list(waiting.values_list("id", "leaf")[:most])
    if not rows:
        return None
    block = _signed_block([bytes.fromhex(leaf) for _, leaf in rows], at)
    block.save(force_insert=True)
    _give_places(block, [fact_id for fact_id, _ in rows])
    return block


def _give_places(block: Block, fact_ids: list[UUID]) -> None:
    # Not bulk_update: its CASE grows with the square of a batch.
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE ledger_factrow SET block_id = %s, leaf_index = place.n - 1"
                " FROM unnest(%s::uuid[]) WITH ORDINALITY AS place (id, n)"
                " WHERE ledger_factrow.id = place.id",
                [block.height, fact_ids],
            )
        else:
            cursor.executemany(
                "UPDATE ledger_factrow SET block_id = %s, leaf_index = %s WHERE id = %s",
                [(block.height, index, each.hex) for index, each in enumerate(fact_ids)],
            )


def _signed_block(leaves: list[bytes], at: datetime) -> Block:
    key = crypto.load_signing_key(settings.PENDOPO_SIGNING_KEY_FILE)
    last = Block.objects.order_by("-height").first()
    if last is not None and not is_signed_with(key.public_key(), last):
        # A lost key is made anew without a word; going on would cut the chain in two.
        message = "the signing key is not the one of the last block; restore it from a backup"
        raise OtherKey(message)
    # A clock set back must not make the chain run backwards in time.
    sealed_at = max(at, last.sealed_at) if last else at
    header = merkle.BlockHeader(
        height=last.height + 1 if last else 0,
        size=len(leaves),
        root=merkle.root(leaves),
        previous=merkle.header_hash(header_of(last)) if last else merkle.FIRST_PREVIOUS,
        sealed_at=to_iso(sealed_at),
        key_id=merkle.key_id(key.public_key()),
    )
    return Block(
        height=header.height,
        size=header.size,
        root=header.root.hex(),
        previous=header.previous.hex(),
        sealed_at=sealed_at,
        key_id=header.key_id,
        signature=merkle.sign_header(key, header).hex(),
    )


def is_signed_with(key: Ed25519PublicKey, block: Block) -> bool:
    """Return whether a block names this key."""
    return block.key_id == merkle.key_id(key)


def key_fits() -> bool:
    """Return whether the signing key is the one that signed the newest block."""
    last = Block.objects.order_by("-height").first()
    key = crypto.load_signing_key(settings.PENDOPO_SIGNING_KEY_FILE).public_key()
    return last is None or is_signed_with(key, last)


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
    previous, n_blocks, n_facts, next_height = merkle.FIRST_PREVIOUS, 0, 0, 0
    for block in Block.objects.order_by("height").iterator():
        faults.extend(f"Blok {height} hilang." for height in range(next_height, block.height))
        header = _readable_header(block)
        if header is None:
            faults.append(f"Kepala blok {block.height} memuat nilai yang tidak mungkin.")
        else:
            faults.extend(_header_faults(block, header, previous, key))
            previous = merkle.header_hash(header)
        faults.extend(_content_faults(block))
        n_blocks, n_facts, next_height = n_blocks + 1, n_facts + block.size, block.height + 1
    n_unsealed = 0
    for row in FactRow.objects.filter(block__isnull=True).order_by("id").iterator():
        n_unsealed += 1
        faults.extend(_leaf_faults(row))
    return ChainReport(n_blocks, n_facts, n_unsealed, tuple(faults))


def _readable_header(block: Block) -> merkle.BlockHeader | None:
    try:
        return header_of(block)
    except ValueError:
        return None


def _header_faults(
    block: Block, header: merkle.BlockHeader, previous: bytes, key: Ed25519PublicKey
) -> Iterator[str]:
    if header.previous != previous:
        yield f"Blok {block.height} tidak menyambung ke blok sebelumnya."
    if not merkle.verify_header(key, header, bytes.fromhex(block.signature)):
        yield f"Tanda tangan blok {block.height} tidak sah."


def _content_faults(block: Block) -> Iterator[str]:
    rows = list(block.facts.order_by("leaf_index"))
    for row in rows:
        yield from _leaf_faults(row)
    if [row.leaf_index for row in rows] != list(range(block.size)):
        yield f"Isi blok {block.height} tidak lengkap."
    elif merkle.root([bytes.fromhex(row.leaf) for row in rows]).hex() != block.root:
        yield f"Akar Merkle blok {block.height} tidak cocok dengan isinya."


def _leaf_faults(row: FactRow) -> Iterator[str]:
    if merkle.leaf_hash(merkle.canonical(canonical_fact(row))).hex() != row.leaf:
        yield f"Fakta {row.id} berubah setelah dicatat."
