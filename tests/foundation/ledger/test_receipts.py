"""A receipt proves itself to anyone who has the public key, and to nobody else."""

import json
import re
import subprocess
import sys
import uuid
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.factories.ledger import AT, publish_facts

from pendopo.engines import merkle
from pendopo.foundation.ledger import receipts
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.ledger.sealing import seal_block

NUMBER = "26-0482-9357-9"
pytestmark = pytest.mark.django_db


def our_key():
    return merkle.load_public_key(receipts.public_key_pem().encode())


def sealed_receipt() -> dict:
    ids = publish_facts(5)
    seal_block(at=AT + timedelta(seconds=5))
    return receipts.receipt_for(ids[2], number=NUMBER)


def test_a_receipt_is_a_promise_first_and_a_seal_later_for_the_same_fact():
    (fact_id,) = publish_facts()
    promised = receipts.receipt_for(fact_id, number=NUMBER)
    assert merkle.verify_receipt(promised, [our_key()]).level == "promised"
    seal_block(at=AT)
    sealed = receipts.receipt_for(fact_id, number=NUMBER)
    assert merkle.verify_receipt(sealed, [our_key()]).level == "sealed"
    assert sealed["fact"] == promised["fact"]
    assert sealed["promise"] == promised["promise"]


def test_another_key_does_not_vouch_for_it():
    stranger = Ed25519PrivateKey.generate().public_key()
    assert not merkle.verify_receipt(sealed_receipt(), [stranger]).ok


def test_a_receipt_verifies_without_django_and_without_a_network(tmp_path):
    receipt, key = tmp_path / "tanda-terima.json", tmp_path / "kunci.pem"
    receipt.write_text(receipts.receipt_file(sealed_receipt()))
    key.write_text(receipts.public_key_pem())
    command = [sys.executable, "-m", "pendopo.engines.merkle", "verify", receipt, "--key", key]
    done = subprocess.run(command, capture_output=True, text=True, cwd="src", check=False)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "SAH (bersegel)")


def test_there_is_no_receipt_for_what_never_happened():
    with pytest.raises(FactRow.DoesNotExist):
        receipts.receipt_for(uuid.uuid4(), number=NUMBER)


def test_the_card_says_what_the_receipt_holds():
    promised = receipts.receipt_card(receipts.receipt_for(publish_facts()[0], number=NUMBER))
    assert (promised.is_sealed, promised.height, promised.sealed_at) == (False, None, None)
    card = receipts.receipt_card(sealed_receipt())
    assert (card.number, card.received_at, card.is_sealed, card.height) == (NUMBER, AT, True, 0)
    assert card.sealed_at == AT + timedelta(seconds=5)
    assert merkle.verify_receipt(merkle.unpack_receipt(card.packed), [our_key()]).ok


def test_the_qr_code_obeys_a_strict_policy():
    svg = receipts.receipt_qr_svg(sealed_receipt())
    assert svg.startswith("<svg ")
    assert not re.search(r"style|<script|on\w+=|href", svg)


@pytest.mark.parametrize("write", [json.dumps, receipts.receipt_file, merkle.pack_receipt])
def test_every_written_form_is_read_back(write):
    receipt = sealed_receipt()
    assert receipts.read_pasted(write(receipt)) == receipt


@pytest.mark.parametrize(
    "text",
    ["", "halo", "PDP1:ABC:", '{"a": 1, "a": 2}', "[" * 10_000, "9" * 30_000],
    ids=["empty", "words", "cut", "twice", "deep", "long"],
)
def test_other_texts_are_refused_with_a_sentence(text):
    with pytest.raises(merkle.ReceiptMalformed) as refused:
        receipts.read_pasted(text)
    assert str(refused.value).endswith(".")


def test_the_first_fact_about_a_subject_is_found():
    (fact_id,) = publish_facts()
    subject = FactRow.objects.get(id=fact_id).subject_id
    assert receipts.first_fact_of(subject, "OfficeRegistered") == fact_id
    assert receipts.first_fact_of(subject, "CaseOpened") is None
