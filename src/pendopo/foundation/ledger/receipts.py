"""Receipts: what a citizen holds to prove that their entry is in the record."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings

from pendopo.engines import merkle
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.ledger.sealing import header_of
from pendopo.foundation.ledger.services import canonical_fact
from pendopo.kernel import crypto
from pendopo.kernel.time import to_iso


def receipt_for(fact_id: uuid.UUID, *, number: str) -> dict[str, Any]:
    """Return the receipt of a fact: the signed promise, and its place once sealed.

    Raises FactRow.DoesNotExist if there is no such fact.
    """
    row = FactRow.objects.select_related("block").get(id=fact_id)
    key = crypto.load_signing_key(settings.PENDOPO_SIGNING_KEY_FILE)
    issuer = settings.PENDOPO_GOVERNMENT
    promise = merkle.sign_promise(
        key, bytes.fromhex(row.leaf), str(row.id), to_iso(row.at), number=number, issuer=issuer
    )
    return merkle.build_receipt(
        number=number,
        issuer=issuer,
        fact=canonical_fact(row),
        promise=promise,
        place=_place(row),
    )


def _place(row: FactRow) -> merkle.Place | None:
    block = row.block
    if block is None or row.leaf_index is None:
        return None
    leaves = block.facts.order_by("leaf_index").values_list("leaf", flat=True)
    path = merkle.audit_path([bytes.fromhex(leaf) for leaf in leaves], row.leaf_index)
    return merkle.Place(
        header=header_of(block),
        signature=bytes.fromhex(block.signature),
        index=row.leaf_index,
        path=tuple(path),
    )


def first_fact_of(subject_id: uuid.UUID, name: str) -> uuid.UUID | None:
    """Return the id of the first fact ``name`` about a subject, if any."""
    return (
        FactRow.objects.filter(subject_id=subject_id, name=name)
        .order_by("id")
        .values_list("id", flat=True)
        .first()
    )


def public_key_pem() -> str:
    """Return the public key against which receipts are checked."""
    key = crypto.load_signing_key(settings.PENDOPO_SIGNING_KEY_FILE).public_key()
    return crypto.public_pem(key).decode("ascii")
