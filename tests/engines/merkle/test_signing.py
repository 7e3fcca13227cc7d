from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from tests.engines.merkle.examples import ISSUER, KEY, OTHER_KEY, PUBLIC, fact, header, promise

from pendopo.engines.merkle import (
    NotCanonical,
    canonical,
    header_bytes,
    header_hash,
    key_id,
    leaf_hash,
    load_public_key,
    promise_bytes,
    sign_header,
    verify_header,
    verify_promise,
)

LEAVES = [leaf_hash(b"a"), leaf_hash(b"b")]


def pem(key):
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def test_canonical_sorts_keys_and_keeps_unicode():
    assert canonical({"b": [1, True, None], "a": "é", "c": 1.50}) == (
        '{"a":"é","b":[1,true,null],"c":1.5}'.encode()
    )


@pytest.mark.parametrize("value", [float("nan"), 2**53, "\ud800", b"raw", {1: "a"}])
def test_canonical_refuses_what_json_cannot_carry(value):
    with pytest.raises(NotCanonical, match="no canonical JSON form"):
        canonical({"value": value})


def test_header_bytes_are_prefixed_canonical_json():
    assert header_bytes(header(LEAVES)).decode() == (
        'pendopo-block-v1\n{"height":0,"key_id":"' + key_id(PUBLIC) + '",'
        '"previous":"' + "00" * 32 + '","root":"' + header(LEAVES).root.hex() + '",'
        '"sealed_at":"2026-11-02T03:00:00Z","size":2}'
    )


def test_header_hash_chains_blocks():
    first = header(LEAVES)
    second = header(LEAVES, height=1, previous=header_hash(first))

    assert second.previous == sha256(header_bytes(first)).digest()


def test_key_id_is_the_start_of_the_digest_of_the_raw_key():
    assert key_id(PUBLIC) == sha256(PUBLIC.public_bytes_raw()).hexdigest()[:16]


def test_header_signature_holds_for_its_key_only():
    signature = sign_header(KEY, header(LEAVES))

    assert verify_header(PUBLIC, header(LEAVES), signature)
    assert not verify_header(OTHER_KEY.public_key(), header(LEAVES), signature)
    assert not verify_header(PUBLIC, header(LEAVES, height=1), signature)


def test_sign_header_refuses_a_header_of_another_key():
    with pytest.raises(ValueError, match=r"header\.key_id must be"):
        sign_header(OTHER_KEY, header(LEAVES))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"height": -1}, "height must be"),
        ({"size": 0}, "size >= 1"),
        ({"root": b"short"}, "32 bytes"),
        ({"previous": b"\x01" * 32}, "zero bytes at height 0"),
        ({"sealed_at": "2026-11-02T10:00:00+07:00"}, "ending in Z"),
    ],
)
def test_impossible_header_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        header(LEAVES, **changes)


def test_promise_holds_for_its_values_only():
    given, leaf = promise(fact()), leaf_hash(canonical(fact()))
    said = {"number": "WNS-2026-000123-K", "issuer": ISSUER}

    assert verify_promise(PUBLIC, given, leaf, fact()["id"], **said)
    assert not verify_promise(PUBLIC, given, leaf_hash(b""), fact()["id"], **said)
    assert not verify_promise(PUBLIC, given, leaf, "another", **said)
    assert not verify_promise(PUBLIC, given, leaf, fact()["id"], **said | {"number": "X"})
    assert not verify_promise(PUBLIC, given, leaf, fact()["id"], **said | {"issuer": "X"})
    late = replace(given, signed_at="2026-11-02T02:15:32Z")
    assert not verify_promise(PUBLIC, late, leaf, fact()["id"], **said)
    assert not verify_promise(OTHER_KEY.public_key(), given, leaf, fact()["id"], **said)


def test_promise_and_block_signatures_cannot_stand_for_each_other():
    signed = promise_bytes(LEAVES[0], "a", "2026-11-02T02:15:31Z", number="n", issuer="i")

    assert not verify_header(PUBLIC, header(LEAVES), KEY.sign(signed))
    assert signed.startswith(b"pendopo-promise-v1\n")


@pytest.mark.parametrize(("leaf", "at"), [(b"short", "2026-11-02T02:15:31Z"), (LEAVES[0], "now")])
def test_promise_refuses_a_wrong_leaf_or_time(leaf, at):
    with pytest.raises(ValueError, match="must"):
        promise_bytes(leaf, "a", at, number="n", issuer="i")


def test_load_public_key_reads_ed25519_only():
    assert load_public_key(pem(PUBLIC)) == PUBLIC
    with pytest.raises(ValueError, match="must hold an Ed25519 public key"):
        load_public_key(pem(generate_private_key(SECP256R1()).public_key()))
