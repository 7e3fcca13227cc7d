"""The receipt a citizen keeps: one fact, the promise to seal it, and its place in a block.

A receipt is plain JSON. Its shape is read strictly (exact fields, exact types, lower-case
hex) so that there is one valid spelling and any change of a field is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pendopo.engines.merkle.canonical import canonical
from pendopo.engines.merkle.signing import INSTANT, BlockHeader, Promise
from pendopo.engines.merkle.tree import leaf_hash

FORMAT = 1
_HASH = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_KEY_ID = re.compile(r"[0-9a-f]{16}")
_MAX_PATH = 64


class ReceiptMalformed(ValueError):
    """A document is not a receipt; the text is an Indonesian sentence for the reader."""


@dataclass(frozen=True)
class Place:
    """Where a fact lies in a sealed block."""

    header: BlockHeader
    signature: bytes
    index: int
    path: tuple[bytes, ...]


@dataclass(frozen=True)
class Receipt:
    """A receipt, read and well formed, not yet verified."""

    number: str
    issuer: str
    fact: Mapping[str, Any]
    promise: Promise
    place: Place | None

    @property
    def leaf(self) -> bytes:
        """Return the leaf hash of the fact in this receipt."""
        return leaf_hash(canonical(self.fact))


def build_receipt(
    *, number: str, issuer: str, fact: Mapping[str, Any], promise: Promise, place: Place | None
) -> dict[str, Any]:
    """Return the receipt document; ``place`` is None while the fact is not yet sealed."""
    return {
        "pendopo_receipt": FORMAT,
        "number": number,
        "issuer": issuer,
        "fact": dict(fact),
        "promise": {
            "key_id": promise.key_id,
            "signed_at": promise.signed_at,
            "signature": promise.signature.hex(),
        },
        "block": None if place is None else _place_document(place),
    }


def read_receipt(document: object) -> Receipt:
    """Return the receipt in ``document``.

    Raises
    ------
    ReceiptMalformed
        If a field is missing, unknown, of another type or spelt in another way.
    """
    names = ("pendopo_receipt", "number", "issuer", "fact", "promise", "block")
    top = _object(document, "tanda terima", names)
    if _integer(top, "pendopo_receipt") != FORMAT:
        raise ReceiptMalformed("Versi tanda terima ini tidak dikenal.")
    fact = top["fact"]
    if not isinstance(fact, Mapping) or not isinstance(fact.get("id"), str):
        raise ReceiptMalformed("Bagian fact harus berupa objek dengan id berupa teks.")
    block = top["block"]
    return Receipt(
        number=_text(top, "number"),
        issuer=_text(top, "issuer"),
        fact=fact,
        promise=_read_promise(top["promise"]),
        place=None if block is None else _read_place(block),
    )


def _place_document(place: Place) -> dict[str, Any]:
    header = place.header
    return {
        "header": {
            "height": header.height,
            "size": header.size,
            "root": header.root.hex(),
            "previous": header.previous.hex(),
            "sealed_at": header.sealed_at,
            "key_id": header.key_id,
        },
        "signature": place.signature.hex(),
        "index": place.index,
        "path": [step.hex() for step in place.path],
    }


def _read_promise(value: object) -> Promise:
    fields = _object(value, "promise", ("key_id", "signed_at", "signature"))
    return Promise(
        key_id=_matching(fields, "key_id", _KEY_ID),
        signed_at=_matching(fields, "signed_at", INSTANT),
        signature=bytes.fromhex(_matching(fields, "signature", _SIGNATURE)),
    )


def _read_place(value: object) -> Place:
    fields = _object(value, "block", ("header", "signature", "index", "path"))
    path = fields["path"]
    if not isinstance(path, Sequence) or isinstance(path, str) or len(path) > _MAX_PATH:
        raise ReceiptMalformed("Bagian path harus berupa daftar paling banyak 64 sidik.")
    return Place(
        header=_read_header(fields["header"]),
        signature=bytes.fromhex(_matching(fields, "signature", _SIGNATURE)),
        index=_integer(fields, "index"),
        path=tuple(bytes.fromhex(_matching({"path": step}, "path", _HASH)) for step in path),
    )


def _read_header(value: object) -> BlockHeader:
    names = ("height", "size", "root", "previous", "sealed_at", "key_id")
    fields = _object(value, "header", names)
    try:
        return BlockHeader(
            height=_integer(fields, "height"),
            size=_integer(fields, "size"),
            root=bytes.fromhex(_matching(fields, "root", _HASH)),
            previous=bytes.fromhex(_matching(fields, "previous", _HASH)),
            sealed_at=_matching(fields, "sealed_at", INSTANT),
            key_id=_matching(fields, "key_id", _KEY_ID),
        )
    except ReceiptMalformed:
        raise
    except ValueError as error:
        raise ReceiptMalformed("Kepala blok memuat nilai yang tidak mungkin.") from error


def _object(value: object, name: str, fields: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or set(value) != set(fields):
        raise ReceiptMalformed(f"Bagian {name} harus memuat tepat: {', '.join(fields)}.")
    return value


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields[name]
    if not isinstance(value, str):
        raise ReceiptMalformed(f"Isian {name} harus berupa teks.")
    return value


def _integer(fields: Mapping[str, Any], name: str) -> int:
    value = fields[name]
    # True and 1.0 equal 1 in Python but are other documents.
    if type(value) is not int:
        raise ReceiptMalformed(f"Isian {name} harus berupa bilangan bulat.")
    return value


def _matching(fields: Mapping[str, Any], name: str, form: re.Pattern[str]) -> str:
    value = _text(fields, name)
    if not form.fullmatch(value):
        raise ReceiptMalformed(f"Isian {name} tidak berbentuk semestinya.")
    return value
