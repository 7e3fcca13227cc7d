from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.merkle.examples import OTHER_KEY, PUBLIC, promised_receipt, sealed_receipt

from pendopo.engines.merkle import verify_receipt
from pendopo.engines.merkle.verification import NOT_SEALED, PROMISE_BAD, ROOT_BAD, SEAL_BAD

RECEIPTS = {"promised": promised_receipt(), "sealed": sealed_receipt()}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**60) | st.floats() | st.text(max_size=80),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=4,
)


def places(value, here=()):
    """Return the way to every field and list member inside ``value``."""
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    else:
        return [here]
    return [here, *(way for key, part in inner for way in places(part, (*here, key)))]


def changed(receipt, way, new):
    """Return the receipt with the value at ``way`` replaced by ``new(old)``."""
    document = copy.deepcopy(receipt)
    parent = document
    for key in way[:-1]:
        parent = parent[key]
    parent[way[-1]] = new(parent[way[-1]])
    return document


def near(value):
    """Return close misses of ``value``, where a sloppy check would look away."""
    if isinstance(value, str):
        return [value.upper(), value + " ", value[:-1], value[1:], value + "0", value[::-1]]
    if isinstance(value, bool):
        return [not value, int(value)]
    if isinstance(value, int):
        return [value + 1, value - 1, -value, str(value), value ^ 1]
    if isinstance(value, list):
        return [value[:-1], value[::-1], [*value, "00" * 32]]
    return [None]


def same(one, other):
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@pytest.mark.parametrize("level", RECEIPTS)
def test_true_receipt_is_valid(level):
    verdict = verify_receipt(RECEIPTS[level], [OTHER_KEY.public_key(), PUBLIC])

    assert (verdict.ok, verdict.level) == (True, level)
    assert (NOT_SEALED in verdict.reasons) == (level == "promised")


def test_receipt_survives_being_written_as_json():
    assert verify_receipt(json.loads(json.dumps(RECEIPTS["sealed"])), [PUBLIC]).level == "sealed"


@pytest.mark.parametrize("index", range(6))
def test_receipt_of_every_leaf_is_valid(index):
    assert verify_receipt(sealed_receipt(index), [PUBLIC]).ok


@pytest.mark.parametrize("level", RECEIPTS)
def test_every_near_miss_of_every_field_is_invalid(level):
    receipt = RECEIPTS[level]
    tried = 0
    for way in places(receipt)[1:]:
        old = receipt
        for key in way:
            old = old[key]
        for new in near(old):
            document = changed(receipt, way, lambda _, new=new: new)
            # A block taken out leaves the true receipt of the day before the sealing.
            if same(document, receipt) or way == ("block",):
                continue
            assert not verify_receipt(document, [PUBLIC]).ok, (way, new)
            tried += 1
    assert tried > 60


@given(st.sampled_from(list(RECEIPTS)), st.data())
def test_any_single_change_makes_a_receipt_invalid(level, data):
    receipt = RECEIPTS[level]
    way = data.draw(st.sampled_from(places(receipt)[1:]))
    document = changed(receipt, way, lambda _: data.draw(json_values))

    if way == ("block",) and document["block"] is None:
        assert verify_receipt(document, [PUBLIC]).level == "promised"
    elif not same(document, receipt):
        verdict = verify_receipt(document, [PUBLIC])
        assert (verdict.ok, verdict.level) == (False, None)
        assert verdict.reasons


@given(st.sampled_from(list(RECEIPTS)), st.data(), st.integers(0, 7))
def test_any_flipped_bit_in_a_hash_or_signature_is_noticed(level, data, bit):
    receipt = RECEIPTS[level]
    ways = [way for way in places(receipt)[1:] if way[-1] in {"signature", "root", "previous", 0}]
    way = data.draw(st.sampled_from(ways))

    def flip(text):
        raw = bytearray.fromhex(text)
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << bit
        return raw.hex()

    assert not verify_receipt(changed(receipt, way, flip), [PUBLIC]).ok


@given(st.sampled_from(list(RECEIPTS)), st.data())
def test_any_field_left_out_or_added_makes_a_receipt_invalid(level, data):
    receipt = copy.deepcopy(RECEIPTS[level])
    ways = [way for way in places(receipt) if isinstance(_at(receipt, way), dict)]
    inside = _at(receipt, data.draw(st.sampled_from(ways)))
    if data.draw(st.booleans()):
        del inside[data.draw(st.sampled_from(sorted(inside)))]
    else:
        inside["extra"] = 1

    assert not verify_receipt(receipt, [PUBLIC]).ok


def _at(document, way):
    for key in way:
        document = document[key]
    return document


@given(json_values)
def test_no_json_value_breaks_the_verifier(document):
    assert not verify_receipt(document, [PUBLIC]).ok


def test_unknown_key_is_named():
    verdict = verify_receipt(RECEIPTS["sealed"], [OTHER_KEY.public_key()])

    assert not verdict.ok
    assert all("tidak diberikan" in reason for reason in verdict.reasons)


def test_each_broken_part_gives_its_own_reason():
    sealed = RECEIPTS["sealed"]
    other = sealed_receipt(index=2)

    def reasons(document):
        return verify_receipt(document, [PUBLIC]).reasons

    assert reasons(sealed | {"number": "B"}) == (PROMISE_BAD,)
    assert reasons(sealed | {"block": other["block"]}) == (ROOT_BAD,)
    assert reasons(changed(sealed, ("block", "header", "height"), lambda _: 8)) == (SEAL_BAD,)
    too_short = changed(sealed, ("block", "path"), lambda path: path[:-1])
    assert reasons(too_short) == (
        "Jalur bukti tidak mungkin untuk letak dan ukuran blok yang tertulis.",
    )
