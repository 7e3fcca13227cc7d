"""A receipt as one short line of text that fits in a QR code.

Hashes and signatures do not compress, so they travel as raw bytes after the compressed
rest; the whole is written in base 45 (RFC 9285), which QR codes store most densely.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from pendopo.engines.merkle.canonical import canonical
from pendopo.engines.merkle.receipt import ReceiptMalformed, read_receipt

PREFIX = "PDP1:"
SUFFIX = ":"
MAX_BYTES = 5_000
_MAX_TEXT = 8_000
_MAX_UNPACKED = 100_000
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE = {sign: value for value, sign in enumerate(_ALPHABET)}
# Part of format PDP1: changing one byte makes older texts unreadable.
_DICTIONARY = (
    b'"payload":{"case_id":"subject_type":"case","subject_id":"version":1,"name":"CaseOpened"'
    b'"fact":{"at":"2026-01-01T00:00:00Z","by":"by_ref":"id":"0199'
    b'{"block":null,"issuer":"Pemerintah Kabupaten Kota ","number":"'
    b'{"block":{"header":{"height":1,"key_id":"","previous":"","root":"","sealed_at":"202'
    b'","size":1},"index":0,"path":20,"signature":""},"fact":{"'
    b'"pendopo_receipt":1,"promise":{"key_id":"","signature":"","signed_at":"202'
)


def pack_receipt(receipt: Mapping[str, Any]) -> str:
    """Return ``receipt`` as one line of QR-alphanumeric text.

    Raises
    ------
    ReceiptMalformed
        If the document is not a well-formed receipt, or its fact is too large to carry.
    """
    canonical(read_receipt(receipt).fact)
    skeleton, blobs = _taken_apart(receipt)
    text = json.dumps(skeleton, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _DICTIONARY)
    body = squeeze.compress(text.encode("utf-8")) + squeeze.flush()
    # The two ends are signs, so that trimming spaces cannot eat a part of the text.
    if len(body) + len(blobs) > MAX_BYTES or len(text) > MAX_BYTES * 4:
        raise ReceiptMalformed("Tanda terima ini terlalu besar untuk dikemas sebagai teks.")
    return PREFIX + _base45(len(body).to_bytes(2, "big") + body + blobs) + SUFFIX


def unpack_receipt(text: str) -> dict[str, Any]:
    """Return the receipt that :func:`pack_receipt` wrote.

    Raises
    ------
    ReceiptMalformed
        If the text was cut, changed or is something else.
    """
    trimmed = text.strip()
    framed = trimmed.startswith(PREFIX) and trimmed.endswith(SUFFIX)
    if not framed or not len(PREFIX) < len(trimmed) <= _MAX_TEXT:
        raise ReceiptMalformed("Teks ini bukan tanda terima Pendopo yang utuh.")
    try:
        data = _from_base45(trimmed[len(PREFIX) : -len(SUFFIX)])
        length = int.from_bytes(data[:2], "big")
        skeleton = json.loads(_inflated(data[2 : 2 + length]))
        receipt = _put_together(skeleton, data[2 + length :])
        read_receipt(receipt)
    except ReceiptMalformed:
        raise
    except (ValueError, KeyError, TypeError, zlib.error, RecursionError) as error:
        raise ReceiptMalformed("Teks tanda terima ini rusak atau terpotong.") from error
    return receipt


def _taken_apart(receipt: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    promise, block = dict(receipt["promise"]), receipt["block"]
    hexes = [promise.pop("signature")]
    if block is not None:
        block, header = dict(block), dict(block["header"])
        hexes += [block.pop("signature"), header.pop("root"), header.pop("previous")]
        hexes += block["path"]
        block |= {"path": len(block["path"]), "header": header}
    skeleton = dict(receipt) | {"promise": promise, "block": block}
    return skeleton, bytes.fromhex("".join(hexes))


def _put_together(skeleton: dict[str, Any], blobs: bytes) -> dict[str, Any]:
    pieces = _Pieces(blobs)
    skeleton["promise"]["signature"] = pieces.take(64)
    block = skeleton["block"]
    if block is not None:
        block["signature"] = pieces.take(64)
        block["header"]["root"] = pieces.take(32)
        block["header"]["previous"] = pieces.take(32)
        block["path"] = [pieces.take(32) for _ in range(block["path"])]
    pieces.end()
    return skeleton


class _Pieces:
    """Raw bytes handed out in order, as hex."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, n_bytes: int) -> str:
        piece = self._data[self._at : self._at + n_bytes]
        if len(piece) != n_bytes:
            raise ReceiptMalformed("Teks tanda terima ini terpotong.")
        self._at += n_bytes
        return piece.hex()

    def end(self) -> None:
        if self._at != len(self._data):
            raise ReceiptMalformed("Teks tanda terima ini memuat sisa yang tidak dikenal.")


def _inflated(body: bytes) -> str:
    stretch = zlib.decompressobj(-15, zdict=_DICTIONARY)
    text = stretch.decompress(body, _MAX_UNPACKED)
    if not stretch.eof or stretch.unused_data:
        raise ReceiptMalformed("Teks tanda terima ini rusak atau terlalu besar.")
    return text.decode("utf-8")


def _base45(data: bytes) -> str:
    return "".join(_signs(data))


def _signs(data: bytes) -> Iterator[str]:
    for i in range(0, len(data) - 1, 2):
        value = data[i] * 256 + data[i + 1]
        yield _ALPHABET[value % 45] + _ALPHABET[value // 45 % 45] + _ALPHABET[value // 2025]
    if len(data) % 2:
        yield _ALPHABET[data[-1] % 45] + _ALPHABET[data[-1] // 45]


def _from_base45(text: str) -> bytes:
    out = bytearray()
    for i in range(0, len(text), 3):
        signs = [_VALUE[sign] for sign in text[i : i + 3]]
        value = sum(sign * 45**place for place, sign in enumerate(signs))
        # One sign alone holds nothing; too large a value is another spelling of a smaller one.
        if len(signs) == 1 or value >= 256 ** (len(signs) - 1):
            raise ReceiptMalformed("Teks tanda terima ini memuat tanda yang salah.")
        out += value.to_bytes(len(signs) - 1, "big")
    return bytes(out)
