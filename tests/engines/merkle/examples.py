"""Invented receipts and keys for the tests of this engine."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pendopo.engines.merkle import (
    FIRST_PREVIOUS,
    BlockHeader,
    Place,
    audit_path,
    build_receipt,
    canonical,
    key_id,
    leaf_hash,
    root,
    sign_header,
    sign_promise,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC = KEY.public_key()
ISSUER = "Pemerintah Kabupaten Wanasari"


def fact(number=0):
    return {
        "id": f"019ab1c2-7d3e-7f40-8a51-9b62c7d3{number:04x}",
        "name": "CaseOpened",
        "version": 1,
        "subject_type": "case",
        "subject_id": "019ab1c2-7d3e-7a11-8b22-33c4d5e6f708",
        "at": "2026-11-02T02:15:30.123456Z",
        "by": "9f3c1e5a7b2d4f60",
        "payload": {"procedure": "pengaduan", "office": "dpupr", "is_secret": False, "n": number},
    }


def promise(document, number="WNS-2026-000123-K"):
    leaf = leaf_hash(canonical(document))
    at = "2026-11-02T02:15:31Z"
    return sign_promise(KEY, leaf, document["id"], at, number=number, issuer=ISSUER)


def header(leaves, **changes):
    values = {
        "height": 0,
        "size": len(leaves),
        "root": root(leaves),
        "previous": FIRST_PREVIOUS,
        "sealed_at": "2026-11-02T03:00:00Z",
        "key_id": key_id(PUBLIC),
    }
    return BlockHeader(**(values | changes))


def promised_receipt():
    document = fact()
    return build_receipt(
        number="WNS-2026-000123-K",
        issuer=ISSUER,
        fact=document,
        promise=promise(document),
        place=None,
    )


def sealed_receipt(index=3, size=6):
    facts = [fact(i) for i in range(size)]
    leaves = [leaf_hash(canonical(one)) for one in facts]
    top = header(leaves, height=7, previous=leaf_hash(b"before"))
    place = Place(top, sign_header(KEY, top), index, audit_path(leaves, index))
    return build_receipt(
        number="WNS-2026-000123-K",
        issuer=ISSUER,
        fact=facts[index],
        promise=promise(facts[index]),
        place=place,
    )
