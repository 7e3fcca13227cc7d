from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.oracles import merkle_tree as oracle

from pendopo.engines.merkle import (
    PathError,
    audit_path,
    audit_paths,
    leaf_hash,
    node_hash,
    root,
    root_from_path,
)

# The test tree of the certificate-transparency reference code.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
entry_lists = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


@pytest.mark.parametrize(("size", "expected"), ROOTS.items())
def test_root_equals_the_published_vectors(size, expected):
    assert root([leaf_hash(entry) for entry in ENTRIES[:size]]).hex() == expected


def test_published_path_of_leaf_0_in_8():
    path = audit_path([leaf_hash(entry) for entry in ENTRIES], 0)

    assert [step.hex() for step in path] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


def test_three_leaves_by_hand():
    a, b, c = (sha256(b"\x00" + name).digest() for name in (b"a", b"b", b"c"))
    ab = sha256(b"\x01" + a + b).digest()

    assert root([a, b, c]) == sha256(b"\x01" + ab + c).digest() == node_hash(ab, c)
    assert audit_paths([a, b, c]) == ((b, c), (a, c), (ab,))


@given(entry_lists)
def test_tree_equals_the_recursive_oracle(entries):
    leaves = [leaf_hash(entry) for entry in entries]
    paths = tuple(oracle.path(m, entries) for m in range(len(entries)))

    assert root(leaves) == oracle.tree_hash(entries)
    assert audit_paths(leaves) == paths
    assert tuple(audit_path(leaves, m) for m in range(len(leaves))) == paths


@given(entry_lists)
def test_every_path_leads_to_the_root(entries):
    leaves = [leaf_hash(entry) for entry in entries]
    reached = {
        root_from_path(leaf, i, len(leaves), path)
        for i, (leaf, path) in enumerate(zip(leaves, audit_paths(leaves), strict=True))
    }

    assert reached == {root(leaves)}


@given(st.sets(st.binary(max_size=4), min_size=2, max_size=40), st.data())
def test_a_path_never_fits_another_index_leaf_or_order(entries, data):
    leaves = [leaf_hash(entry) for entry in sorted(entries)]
    i, other = data.draw(st.permutations(range(len(leaves))))[:2]
    path = audit_path(leaves, i)

    assert root_from_path(leaves[other], i, len(leaves), path) != root(leaves)
    try:
        reached = root_from_path(leaves[i], other, len(leaves), path)
    except PathError:
        reached = b""
    assert reached != root(leaves)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_index_outside_the_tree_is_refused(index, size):
    with pytest.raises(PathError, match="index must be in"):
        root_from_path(leaf_hash(b""), index, size, ())


def test_audit_path_outside_the_tree_is_refused():
    with pytest.raises(PathError, match=r"index must be in 0\.\.1, got 2"):
        audit_path([leaf_hash(b"a"), leaf_hash(b"b")], 2)


@given(entry_lists, st.data())
def test_longer_or_shorter_path_is_refused(entries, data):
    leaves = [leaf_hash(entry) for entry in entries]
    i = data.draw(st.integers(0, len(leaves) - 1))
    path = audit_path(leaves, i)

    with pytest.raises(PathError, match="too long"):
        root_from_path(leaves[i], i, len(leaves), (*path, leaves[0]))
    if path:
        with pytest.raises(PathError, match="too short"):
            root_from_path(leaves[i], i, len(leaves), path[:-1])


def test_no_leaves_have_no_paths():
    assert audit_paths([]) == ()
