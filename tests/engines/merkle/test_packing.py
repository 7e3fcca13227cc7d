from __future__ import annotations

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.merkle.examples import PUBLIC, promised_receipt, sealed_receipt

from pendopo.engines.merkle import ReceiptMalformed, pack_receipt, unpack_receipt, verify_receipt
from pendopo.engines.merkle.packing import _base45, _from_base45

TEXT = pack_receipt(sealed_receipt())


@pytest.mark.parametrize("receipt", [promised_receipt(), sealed_receipt()])
def test_packed_receipt_comes_back_equal_and_valid(receipt):
    assert unpack_receipt(f"  {pack_receipt(receipt)}\n") == receipt
    assert verify_receipt(unpack_receipt(pack_receipt(receipt)), [PUBLIC]).ok


@given(st.binary(max_size=40))
def test_base45_there_and_back(data):
    assert _from_base45(_base45(data)) == data


@pytest.mark.parametrize(
    ("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")]
)
def test_base45_examples_of_rfc_9285(data, text):
    assert _base45(data) == text
    assert _from_base45(text) == data


def test_receipt_with_twenty_hashes_fits_a_qr_code_of_version_25():
    receipt = sealed_receipt()
    path = [f"{i:02x}" * 16 + "5a" * 16 for i in range(20)]
    receipt["block"] |= {"path": path, "index": 1_000_000}
    receipt["block"]["header"]["size"] = 1_048_576
    code = segno.make(pack_receipt(receipt), error="l", boost_error=False)

    assert code.mode == "alphanumeric"
    assert code.version <= 25


@given(st.data())
def test_changed_text_never_verifies(data):
    i = data.draw(st.integers(0, len(TEXT) - 1))
    sign = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"))
    text = TEXT[:i] + sign + TEXT[i + 1 :]
    try:
        document = unpack_receipt(text)
    except ReceiptMalformed:
        return
    assert text == TEXT or not verify_receipt(document, [PUBLIC]).ok


@given(st.integers(0, len(TEXT) - 1))
def test_cut_text_is_refused(length):
    with pytest.raises(ReceiptMalformed):
        unpack_receipt(TEXT[:length])


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: f"PDP1:{_base45(raw)}:"))
def test_other_text_is_refused(text):
    with pytest.raises(ReceiptMalformed):
        unpack_receipt(text)


def test_left_over_bytes_are_refused():
    longer = "PDP1:" + _base45(_from_base45(TEXT[5:-1]) + b"\x00") + ":"

    with pytest.raises(ReceiptMalformed, match="sisa"):
        unpack_receipt(longer)


def test_too_large_a_fact_is_refused():
    receipt = promised_receipt()
    receipt["fact"]["payload"] = {f"k{i}": i**9 for i in range(60)} | {"long": "a1" * 20_000}

    with pytest.raises(ReceiptMalformed, match="terlalu besar"):
        pack_receipt(receipt)
