"""The record's pages, for anyone."""

import json
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from tests.factories.ledger import AT, publish_facts

from pendopo.engines import merkle
from pendopo.foundation.ledger import receipts
from pendopo.foundation.ledger.models import Block
from pendopo.foundation.ledger.sealing import header_of, seal_block

NUMBER = "26-0482-9357-9"
pytestmark = pytest.mark.django_db


def chain(n_blocks: int) -> None:
    for height in range(n_blocks):
        publish_facts(2)
        seal_block(at=AT + timedelta(minutes=height))


def test_the_record_says_how_large_it_is_and_shows_its_newest_blocks(client):
    chain(2)
    publish_facts()
    answer = client.get(reverse("ledger:record"))
    size, shown = answer.context["size"], answer.context["blocks"]
    assert (size.n_blocks, size.n_sealed, size.n_waiting) == (2, 4, 1)
    assert [block.height for block in shown] == [1, 0]
    newest = Block.objects.get(height=1)
    assert newest.root[:16] in answer.content.decode()
    assert newest.signature[:16] in answer.content.decode()


def test_an_empty_record_says_so(client):
    assert "Belum ada blok" in client.get(reverse("ledger:record")).content.decode()


def test_every_block_appears_on_exactly_one_page(client):
    chain(45)
    seen, query = [], ""
    while True:
        answer = client.get(reverse("ledger:record") + query)
        seen += [block.height for block in answer.context["blocks"]]
        query = answer.context["next"]
        if not query:
            break
    assert seen == list(range(44, -1, -1))


@pytest.mark.parametrize("n_blocks", [1, 3])
def test_the_record_asks_the_database_three_times(client, n_blocks, django_assert_num_queries):
    chain(n_blocks)
    with django_assert_num_queries(3):
        client.get(reverse("ledger:record"))


@pytest.mark.parametrize(
    "query", ["?sebelum=x", "?sebelum=-1", "?sebelum=²", "?sebelum=" + "9" * 99]
)
def test_a_nonsense_page_is_the_first_page(client, query):
    chain(1)
    assert len(client.get(reverse("ledger:record") + query).context["blocks"]) == 1


def test_the_published_key_is_the_one_that_signed(client):
    chain(1)
    key = merkle.load_public_key(client.get(reverse("ledger:key")).content)
    block = Block.objects.get()
    assert merkle.verify_header(key, header_of(block), bytes.fromhex(block.signature))


def test_a_block_can_be_checked_from_its_file_alone(client):
    chain(2)
    document = client.get(reverse("ledger:block", args=[1])).json()
    fields = document["header"]
    header = merkle.BlockHeader(
        **fields | {name: bytes.fromhex(fields[name]) for name in ("root", "previous")}
    )
    key = merkle.load_public_key(receipts.public_key_pem().encode())
    assert merkle.verify_header(key, header, bytes.fromhex(document["signature"]))
    assert client.get("/catatan/2.json").status_code == 404


@pytest.mark.parametrize("write", [json.dumps, merkle.pack_receipt])
def test_a_true_receipt_is_confirmed_in_words(client, write):
    (fact_id,) = publish_facts()
    seal_block(at=AT)
    pasted = write(receipts.receipt_for(fact_id, number=NUMBER))
    answer = client.post(reverse("ledger:verify"), {"receipt": pasted})
    assert answer.context["verdict"].level == "sealed"
    page = answer.content.decode()
    assert "Tanda terima ini sah" in page
    assert NUMBER in page


def test_a_changed_receipt_is_refused_in_words(client):
    receipt = receipts.receipt_for(publish_facts()[0], number=NUMBER)
    receipt["number"] = "26-0000-0000-0"
    answer = client.post(reverse("ledger:verify"), {"receipt": json.dumps(receipt)})
    assert not answer.context["verdict"].ok
    assert "Tanda terima ini tidak sah" in answer.content.decode()
    assert "isi tanda terima telah berubah" in answer.content.decode()


def test_what_is_no_receipt_is_a_mistake_in_the_form(client):
    answer = client.post(reverse("ledger:verify"), {"receipt": "halo"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["receipt"] == ["Teks ini bukan tanda terima Pendopo."]


@pytest.mark.parametrize("text", ["[]", "null", "1e999", '{"block": 1}', '"PDP1"'])
def test_json_that_is_no_receipt_gets_a_verdict(client, text):
    answer = client.post(reverse("ledger:verify"), {"receipt": text})
    assert answer.status_code == 200
    assert not answer.context["verdict"].ok


def test_the_fragment_shows_number_state_and_the_link_it_is_given():
    (fact_id,) = publish_facts()

    def drawn() -> str:
        card = receipts.receipt_card(receipts.receipt_for(fact_id, number=NUMBER))
        return render_to_string("ledger/_receipt.html", {"card": card, "download_url": "/unduh/"})

    promised = drawn()
    assert all(part in promised for part in (NUMBER, "menunggu segel", "<svg", 'href="/unduh/"'))
    seal_block(at=AT)
    assert "Bersegel" in drawn()
    assert "blok 0" in drawn()
