"""RFC 6962 section 2.1 written down as it stands there: slow, recursive, obvious."""

from __future__ import annotations

from hashlib import sha256


def split(n):
    """Return the largest power of two below ``n``."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def tree_hash(entries):
    """MTH(D[n])."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + tree_hash(entries[:k]) + tree_hash(entries[k:])).digest()


def path(m, entries):
    """PATH(m, D[n])."""
    if len(entries) == 1:
        return ()
    k = split(len(entries))
    if m < k:
        return (*path(m, entries[:k]), tree_hash(entries[k:]))
    return (*path(m - k, entries[k:]), tree_hash(entries[:k]))
