"""Canonical JSON, byte for byte that of the reference package."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.merkle import NotCanonical, canonical


@given(
    st.dictionaries(
        st.text(max_size=8),
        st.recursive(
            st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
            lambda inner: st.dictionaries(st.text(max_size=4), inner, max_size=3),
            max_leaves=5,
        ),
    )
)
def test_canonical_bytes_are_those_of_the_rfc8785_package(document):
    try:
        expected = rfc8785.dumps(document)
    except ValueError:
        with pytest.raises(NotCanonical):
            canonical(document)
    else:
        assert canonical(document) == expected
