"""Ed25519 signatures over a block header and over the promise to seal a fact.

The signed bytes begin with a domain prefix, so that a signature made for one purpose
can never pass for another.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pendopo.engines.merkle.canonical import canonical
from pendopo.engines.merkle.tree import HASH_BYTES, digest

BLOCK_DOMAIN = b"pendopo-block-v1\n"
PROMISE_DOMAIN = b"pendopo-promise-v1\n"
FIRST_PREVIOUS = bytes(HASH_BYTES)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)


@dataclass(frozen=True)
class BlockHeader:
    """What is signed when a block of facts is sealed.

    Attributes
    ----------
    height
        0 for the first block, then one more for each.
    size
        Number of leaves (facts) in this block's tree.
    root
        Merkle root of those leaves, 32 bytes.
    previous
        Hash of the header before this one; 32 zero bytes at height 0.
    sealed_at
        UTC instant in ISO 8601, ending in ``Z``.
    key_id
        Which key signed, see :func:`key_id`.
    """

    height: int
    size: int
    root: bytes
    previous: bytes
    sealed_at: str
    key_id: str

    def __post_init__(self) -> None:
        """Refuse a header that no block could have."""
        problem = _header_problem(self)
        if problem:
            raise ValueError(problem)


@dataclass(frozen=True)
class Promise:
    """A signed promise that a fact will be sealed (the role of an SCT in RFC 6962)."""

    key_id: str
    signed_at: str
    signature: bytes


def key_id(public_key: Ed25519PublicKey) -> str:
    """Return the key's short name: the first 16 hex digits of its SHA-256."""
    return digest(public_key.public_bytes_raw()).hex()[:16]


def header_bytes(header: BlockHeader) -> bytes:
    """Return the bytes that are signed and chained for ``header``."""
    fields = asdict(header) | {"root": header.root.hex(), "previous": header.previous.hex()}
    return BLOCK_DOMAIN + canonical(fields)


def header_hash(header: BlockHeader) -> bytes:
    """Return the hash by which the next block names ``header`` as its predecessor."""
    return digest(header_bytes(header))


def sign_header(private_key: Ed25519PrivateKey, header: BlockHeader) -> bytes:
    """Return the signature (64 bytes); refuses a header that names another key."""
    own = key_id(private_key.public_key())
    if header.key_id != own:
        message = f"header.key_id must be {own}, got {header.key_id}"
        raise ValueError(message)
    return private_key.sign(header_bytes(header))


def verify_header(public_key: Ed25519PublicKey, header: BlockHeader, signature: bytes) -> bool:
    """Return whether ``signature`` is this key's signature of ``header``."""
    return header.key_id == key_id(public_key) and _is_signed(
        public_key, signature, header_bytes(header)
    )


def promise_bytes(leaf: bytes, fact_id: str, at: str, *, number: str, issuer: str) -> bytes:
    """Return the bytes signed when a fact is taken in, before any block holds it.

    ``number`` and ``issuer`` stand in them because a receipt prints both: unsigned they
    could be changed without trace.
    """
    if len(leaf) != HASH_BYTES:
        message = f"leaf must have {HASH_BYTES} bytes, got {len(leaf)}"
        raise ValueError(message)
    if not INSTANT.fullmatch(at):
        message = f"at must be a UTC instant ending in Z, got {at!r}"
        raise ValueError(message)
    fields = {"leaf": leaf.hex(), "fact": fact_id, "at": at, "number": number, "issuer": issuer}
    return PROMISE_DOMAIN + canonical(fields)


def sign_promise(
    private_key: Ed25519PrivateKey, leaf: bytes, fact_id: str, at: str, *, number: str, issuer: str
) -> Promise:
    """Return the promise to seal the fact whose leaf hash is ``leaf``."""
    signed = promise_bytes(leaf, fact_id, at, number=number, issuer=issuer)
    return Promise(key_id(private_key.public_key()), at, private_key.sign(signed))


def verify_promise(
    public_key: Ed25519PublicKey,
    promise: Promise,
    leaf: bytes,
    fact_id: str,
    *,
    number: str,
    issuer: str,
) -> bool:
    """Return whether ``promise`` was signed by this key for exactly these values."""
    if promise.key_id != key_id(public_key):
        return False
    signed = promise_bytes(leaf, fact_id, promise.signed_at, number=number, issuer=issuer)
    return _is_signed(public_key, promise.signature, signed)


def load_public_key(pem: bytes) -> Ed25519PublicKey:
    """Return the Ed25519 public key written in ``pem``."""
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        message = f"pem must hold an Ed25519 public key, got {type(key).__name__}"
        raise ValueError(message)  # noqa: TRY004 -- the file's content is wrong, not a type
    return key


def _is_signed(public_key: Ed25519PublicKey, signature: bytes, signed: bytes) -> bool:
    try:
        public_key.verify(signature, signed)
    except InvalidSignature:
        return False
    return True


def _header_problem(header: BlockHeader) -> str | None:
    if header.height < 0 or header.size < 1:
        return f"height must be >= 0 and size >= 1, got {header.height} and {header.size}"
    if len(header.root) != HASH_BYTES or len(header.previous) != HASH_BYTES:
        return f"root and previous must have {HASH_BYTES} bytes"
    if header.height == 0 and header.previous != FIRST_PREVIOUS:
        return "previous must be 32 zero bytes at height 0"
    if not INSTANT.fullmatch(header.sealed_at):
        return f"sealed_at must be a UTC instant ending in Z, got {header.sealed_at!r}"
    return None
