"""Receipts: what a citizen holds to prove that their entry is in the record."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pendopo.engines import merkle
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.ledger.sealing import header_of
from pendopo.foundation.ledger.services import canonical_fact
from pendopo.kernel import crypto
from pendopo.kernel.time import from_iso, to_iso

# A page and a form carry at most this; a real receipt needs a tenth of it.
MAX_PASTED = 20_000


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


@dataclass(frozen=True)
class ReceiptCard:
    """What a page shows of a receipt; draw it with ``ledger/_receipt.html``."""

    number: str
    received_at: datetime
    is_sealed: bool
    height: int | None
    sealed_at: datetime | None
    packed: str
    qr: SafeString


def receipt_card(receipt: dict[str, Any]) -> ReceiptCard:
    """Return what a page shows of a receipt, with its QR code."""
    header = receipt["block"]["header"] if receipt["block"] else None
    return ReceiptCard(
        number=receipt["number"],
        received_at=from_iso(receipt["promise"]["signed_at"]),
        is_sealed=header is not None,
        height=header["height"] if header else None,
        sealed_at=from_iso(header["sealed_at"]) if header else None,
        packed=merkle.pack_receipt(receipt),
        qr=receipt_qr_svg(receipt),
    )


def receipt_qr_svg(receipt: dict[str, Any]) -> SafeString:
    """Return the receipt's packed text as a QR code in SVG, without any style attribute."""
    # The packed text is compressed, so its modules look random under any mask: trying all
    # eight for the calmest one would cost most of the page and gain nothing.
    code = segno.make(merkle.pack_receipt(receipt), error="l", micro=False, mask=0)
    drawing = code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, light="#fff")
    drawing = drawing.replace("<svg ", '<svg width="288" height="288" ', 1)
    # Drawn from modules alone: no text of the receipt stands in it.
    return mark_safe(drawing)  # noqa: S308


def receipt_file(receipt: dict[str, Any]) -> str:
    """Return the receipt as the JSON text a person keeps."""
    return json.dumps(receipt, ensure_ascii=False, indent=2) + "\n"


def read_pasted(text: str) -> object:
    """Return the document in pasted text: JSON or the packed text of a QR code.

    Raises
    ------
    ReceiptMalformed
        Neither, or a document that says the same thing twice.
    """
    if len(text) > MAX_PASTED:
        raise merkle.ReceiptMalformed(_("Teks ini terlalu panjang untuk sebuah tanda terima."))
    if text.lstrip().startswith("PDP1:"):
        return merkle.unpack_receipt(text)
    try:
        return json.loads(text, object_pairs_hook=_without_repeats)
    except merkle.ReceiptMalformed:
        raise
    except (ValueError, RecursionError) as error:
        raise merkle.ReceiptMalformed(_("Teks ini bukan tanda terima Pendopo.")) from error


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # A reader that shows the first of two equal keys would show what was not verified.
    found = dict(pairs)
    if len(found) != len(pairs):
        raise merkle.ReceiptMalformed(_("Dokumen memuat isian yang sama dua kali."))
    return found


def verdict_on(document: object) -> merkle.Verdict:
    """Return what our own public key says of a receipt; the pure engine decides."""
    key = merkle.load_public_key(public_key_pem().encode("ascii"))
    return merkle.verify_receipt(document, [key])
