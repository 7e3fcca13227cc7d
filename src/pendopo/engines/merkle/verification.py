"""Verify a receipt offline, with nothing but published public keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pendopo.engines.merkle.canonical import NotCanonical
from pendopo.engines.merkle.receipt import Place, Receipt, ReceiptMalformed, read_receipt
from pendopo.engines.merkle.signing import key_id, verify_header, verify_promise
from pendopo.engines.merkle.tree import PathError, root_from_path

Level = Literal["promised", "sealed"]

PROMISE_GOOD = "Tanda tangan penerimaan sah: catatan ini diterima oleh penerbit."
PROMISE_BAD = "Tanda tangan penerimaan tidak cocok: isi tanda terima telah berubah."
NOT_SEALED = "Catatan ini belum masuk blok bersegel; mintalah tanda terima baru setelah penyegelan."
SEAL_GOOD = "Catatan ini ada di dalam blok bersegel dan tidak berubah sejak disegel."
SEAL_BAD = "Tanda tangan kepala blok tidak cocok: blok ini bukan dari penerbit atau telah diubah."
ROOT_BAD = "Jalur bukti tidak menuju akar blok: catatan ini tidak ada di dalam blok tersebut."
NOT_JSON = "Isi tanda terima tidak dapat ditulis sebagai JSON baku."
PATH_BAD = "Jalur bukti tidak mungkin untuk letak dan ukuran blok yang tertulis."


@dataclass(frozen=True)
class Verdict:
    """What can be said of a receipt.

    Attributes
    ----------
    ok
        Whether every signature and hash in the receipt holds.
    level
        ``sealed`` if the fact lies in a signed block, ``promised`` if only its receipt was
        signed; None when the receipt does not hold.
    reasons
        Indonesian sentences for the reader, in the order of the checks.
    """

    ok: bool
    level: Level | None
    reasons: tuple[str, ...]


def verify_receipt(document: object, public_keys: Iterable[Ed25519PublicKey]) -> Verdict:
    """Return whether ``document`` is a true receipt under one of ``public_keys``."""
    keys = {key_id(key): key for key in public_keys}
    try:
        receipt = read_receipt(document)
        faults = _faults(receipt, keys)
    except ReceiptMalformed as error:
        return Verdict(ok=False, level=None, reasons=(str(error),))
    except NotCanonical:
        return Verdict(ok=False, level=None, reasons=(NOT_JSON,))
    if faults:
        return Verdict(ok=False, level=None, reasons=faults)
    if receipt.place is None:
        return Verdict(ok=True, level="promised", reasons=(PROMISE_GOOD, NOT_SEALED))
    return Verdict(ok=True, level="sealed", reasons=(PROMISE_GOOD, SEAL_GOOD))


def _faults(receipt: Receipt, keys: dict[str, Ed25519PublicKey]) -> tuple[str, ...]:
    leaf = receipt.leaf
    faults = _promise_faults(receipt, leaf, keys)
    if receipt.place is not None:
        faults += _place_faults(receipt.place, leaf, keys)
    return faults


def _promise_faults(
    receipt: Receipt, leaf: bytes, keys: dict[str, Ed25519PublicKey]
) -> tuple[str, ...]:
    key = keys.get(receipt.promise.key_id)
    if key is None:
        return (_unknown_key("penerimaan", receipt.promise.key_id),)
    good = verify_promise(
        key,
        receipt.promise,
        leaf,
        receipt.fact["id"],
        number=receipt.number,
        issuer=receipt.issuer,
    )
    return () if good else (PROMISE_BAD,)


def _place_faults(place: Place, leaf: bytes, keys: dict[str, Ed25519PublicKey]) -> tuple[str, ...]:
    key = keys.get(place.header.key_id)
    if key is None:
        return (_unknown_key("blok", place.header.key_id),)
    faults = () if verify_header(key, place.header, place.signature) else (SEAL_BAD,)
    try:
        reached = root_from_path(leaf, place.index, place.header.size, place.path)
    except PathError:
        return (*faults, PATH_BAD)
    return faults if reached == place.header.root else (*faults, ROOT_BAD)


def _unknown_key(what: str, name: str) -> str:
    return f"Kunci publik {name} untuk tanda tangan {what} tidak diberikan."
