"""Merkle trees, signed blocks and receipts that anyone can check offline."""

from pendopo.engines.merkle.canonical import NotCanonical, canonical
from pendopo.engines.merkle.packing import pack_receipt, unpack_receipt
from pendopo.engines.merkle.receipt import (
    Place,
    Receipt,
    ReceiptMalformed,
    build_receipt,
    read_receipt,
)
from pendopo.engines.merkle.signing import (
    FIRST_PREVIOUS,
    BlockHeader,
    Promise,
    header_bytes,
    header_hash,
    key_id,
    load_public_key,
    promise_bytes,
    sign_header,
    sign_promise,
    verify_header,
    verify_promise,
)
from pendopo.engines.merkle.tree import (
    EMPTY_ROOT,
    PathError,
    audit_path,
    audit_paths,
    digest,
    leaf_hash,
    node_hash,
    root,
    root_from_path,
)
from pendopo.engines.merkle.verification import Verdict, verify_receipt

__all__ = [
    "EMPTY_ROOT",
    "FIRST_PREVIOUS",
    "BlockHeader",
    "NotCanonical",
    "PathError",
    "Place",
    "Promise",
    "Receipt",
    "ReceiptMalformed",
    "Verdict",
    "audit_path",
    "audit_paths",
    "build_receipt",
    "canonical",
    "digest",
    "header_bytes",
    "header_hash",
    "key_id",
    "leaf_hash",
    "load_public_key",
    "node_hash",
    "pack_receipt",
    "promise_bytes",
    "read_receipt",
    "root",
    "root_from_path",
    "sign_header",
    "sign_promise",
    "unpack_receipt",
    "verify_header",
    "verify_promise",
    "verify_receipt",
]
