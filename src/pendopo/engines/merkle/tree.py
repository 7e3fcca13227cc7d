"""Merkle tree hashing of RFC 6962 section 2.1: roots, audit paths and their check."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()
HASH_BYTES = 32


class PathError(ValueError):
    """An audit path cannot belong to the stated index and size."""


def digest(data: bytes) -> bytes:
    """Return the SHA-256 of ``data`` (32 bytes)."""
    return hashlib.sha256(data).digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of one entry: SHA-256(0x00 || data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash; for no leaves, SHA-256 of nothing."""
    return _levels(leaf_hashes)[-1][0] if leaf_hashes else EMPTY_ROOT


def audit_path(leaf_hashes: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the sibling hashes from leaf ``index`` up to the root, lowest first."""
    if not 0 <= index < len(leaf_hashes):
        message = f"index must be in 0..{len(leaf_hashes) - 1}, got {index}"
        raise PathError(message)
    path = []
    for level in _levels(leaf_hashes)[:-1]:
        if index ^ 1 < len(level):
            path.append(level[index ^ 1])
        index >>= 1
    return tuple(path)


def audit_paths(leaf_hashes: Sequence[bytes]) -> tuple[tuple[bytes, ...], ...]:
    """Return the audit path of every leaf, in leaf order.

    Built from the root downwards: a node's path is its sibling and then its parent's
    path, so all paths cost one pass over the nodes.
    """
    if not leaf_hashes:
        return ()
    paths: list[tuple[bytes, ...]] = [()]
    for level in reversed(_levels(leaf_hashes)[:-1]):
        paths = [
            (level[i ^ 1], *paths[i >> 1]) if i ^ 1 < len(level) else paths[i >> 1]
            for i in range(len(level))
        ]
    return tuple(paths)


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root that ``path`` leads to from leaf ``index`` of ``size`` leaves.

    Follows RFC 9162 section 2.1.3.2.

    Raises
    ------
    PathError
        If the index lies outside the tree, or the path is too short or too long for it.
    """
    if not 0 <= index < size:
        message = f"index must be in 0..{size - 1}, got {index}"
        raise PathError(message)
    position, last, reached = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            message = f"path of {len(path)} hashes is too long for index {index} of {size}"
            raise PathError(message)
        if position & 1 or position == last:
            reached = node_hash(sibling, reached)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            reached = node_hash(reached, sibling)
        position, last = position >> 1, last >> 1
    if last:
        message = f"path of {len(path)} hashes is too short for index {index} of {size}"
        raise PathError(message)
    return reached


def _levels(leaf_hashes: Sequence[bytes]) -> list[Sequence[bytes]]:
    # Pairing neighbours and lifting a lone last node gives the same tree as the RFC's
    # split at the largest power of two, without recursion.
    levels: list[Sequence[bytes]] = [leaf_hashes]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        if len(below) % 2:
            above.append(below[-1])
        levels.append(above)
    return levels
