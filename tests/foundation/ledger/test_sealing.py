"""The chain: sealed once, signed, linked, and any change in it is found."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from tests.factories.ledger import AT, publish_facts

from pendopo.engines import merkle
from pendopo.foundation.ledger import receipts
from pendopo.foundation.ledger.guard import lifted_guard
from pendopo.foundation.ledger.models import Block, FactRow
from pendopo.foundation.ledger.sealing import check_chain, header_of, seal_all, seal_block
from pendopo.kernel.time import to_iso


def run(sql: str, parameters=()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.mark.django_db
def test_blocks_link_to_each_other_and_hold_every_fact_in_order():
    ids = publish_facts(5)
    first = seal_block(at=AT, most=3)
    second = seal_block(at=AT + timedelta(seconds=5), most=3)
    assert seal_block(at=AT) is None
    assert (first.height, first.size, second.height, second.size) == (0, 3, 1, 2)
    assert second.previous == merkle.header_hash(header_of(first)).hex()
    places = FactRow.objects.order_by("id").values_list("id", "block_id", "leaf_index")
    expected = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]
    assert list(places) == [
        (each, *place) for each, place in zip(sorted(ids), expected, strict=True)
    ]
    report = check_chain()
    assert (report.n_blocks, report.n_facts, report.n_unsealed, report.faults) == (2, 5, 0, ())


@pytest.mark.django_db
def test_a_stored_header_is_the_one_that_was_signed():
    publish_facts()
    block = seal_block(at=AT)
    stored = Block.objects.get(height=block.height)
    key = merkle.load_public_key(receipts.public_key_pem().encode())
    assert to_iso(stored.sealed_at) == "2026-03-16T03:00:00.123456Z"
    assert merkle.verify_header(key, header_of(stored), bytes.fromhex(stored.signature))


@pytest.mark.django_db
def test_a_clock_set_back_does_not_turn_the_chain_back():
    publish_facts()
    seal_block(at=AT)
    publish_facts()
    assert seal_block(at=AT - timedelta(days=1)).sealed_at == AT
    assert check_chain().faults == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_factrow SET payload = '{}'",
        "UPDATE ledger_factrow SET by = 'anonymous'",
        "UPDATE ledger_factrow SET name = 'Other'",
        "UPDATE ledger_factrow SET block_id = NULL, leaf_index = NULL",
        "UPDATE ledger_factrow SET leaf_index = 7",
        "DELETE FROM ledger_factrow",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_sealed_fact(statement):
    publish_facts()
    seal_block(at=AT)
    before = list(FactRow.objects.values())
    with pytest.raises(DatabaseError, match=r"cannot be (changed|deleted)"), transaction.atomic():
        run(statement)
    assert list(FactRow.objects.values()) == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_factrow SET by = 'x'", "DELETE FROM ledger_factrow"]
)
def test_the_database_refuses_it_before_sealing_too(statement):
    publish_facts()
    with pytest.raises(DatabaseError, match="cannot be"), transaction.atomic():
        run(statement)
    assert FactRow.objects.count() == 1


@pytest.mark.django_db
def test_sealing_cannot_carry_a_change_along():
    publish_facts()
    Block.objects.create(
        height=0, size=1, root="", previous="", sealed_at=AT, key_id="", signature=""
    )
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        run("UPDATE ledger_factrow SET block_id = 0, leaf_index = 0, by = 'x'")
    assert FactRow.objects.get().block_id is None


@pytest.mark.django_db
def test_emptying_the_table_at_once_is_refused():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    publish_facts()
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="cannot be deleted"), transaction.atomic():
        run("TRUNCATE ledger_factrow CASCADE")
    assert FactRow.objects.count() == 1


def chain_of_three() -> None:
    for step in range(3):
        publish_facts(2)
        seal_block(at=AT + timedelta(seconds=step))
    assert check_chain().faults == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            "UPDATE ledger_factrow SET by = 'x' WHERE block_id = 1 AND leaf_index = 0",
            "berubah setelah dicatat",
        ),
        (
            "DELETE FROM ledger_factrow WHERE block_id = 1 AND leaf_index = 1",
            "Isi blok 1 tidak lengkap.",
        ),
        ("UPDATE ledger_block SET size = 3 WHERE height = 1", "Tanda tangan blok 1 tidak sah."),
        (
            "UPDATE ledger_block SET root = previous WHERE height = 1",
            "Akar Merkle blok 1 tidak cocok",
        ),
        (
            "UPDATE ledger_block SET key_id = '0000000000000000' WHERE height = 1",
            "Tanda tangan blok 1",
        ),
        ("UPDATE ledger_block SET root = 'zz' WHERE height = 1", "Kepala blok 1 memuat nilai"),
    ],
)
def test_what_was_done_behind_the_programs_back_is_found(statement, fault):
    chain_of_three()
    with lifted_guard():
        run(statement)
    found = check_chain().faults
    assert any(fault in sentence for sentence in found), found
    with pytest.raises(DatabaseError, match="cannot be"), transaction.atomic():
        run("DELETE FROM ledger_factrow")


@pytest.mark.django_db
def test_a_block_taken_out_of_the_middle_is_named_once():
    chain_of_three()
    with lifted_guard():
        run("DELETE FROM ledger_factrow WHERE block_id = 1")
    run("DELETE FROM ledger_block WHERE height = 1")
    assert check_chain().faults == (
        "Blok 1 hilang.",
        "Blok 2 tidak menyambung ke blok sebelumnya.",
    )


@pytest.mark.django_db
def test_a_fact_rewritten_with_its_leaf_and_root_betrays_itself_by_the_signature():
    chain_of_three()
    row = FactRow.objects.get(block_id=1, leaf_index=0)
    row.by = "anonymous"
    from pendopo.foundation.ledger.services import canonical_fact

    leaf = merkle.leaf_hash(merkle.canonical(canonical_fact(row)))
    other = bytes.fromhex(FactRow.objects.get(block_id=1, leaf_index=1).leaf)
    with lifted_guard():
        run(
            "UPDATE ledger_factrow SET by = 'anonymous', leaf = %s WHERE block_id = 1 AND leaf_index = 0",
            [leaf.hex()],
        )
    run("UPDATE ledger_block SET root = %s WHERE height = 1", [merkle.root([leaf, other]).hex()])
    assert check_chain().faults == (
        "Tanda tangan blok 1 tidak sah.",
        "Blok 2 tidak menyambung ke blok sebelumnya.",
    )


@pytest.mark.django_db
def test_an_unsealed_fact_that_was_changed_is_found():
    publish_facts()
    with lifted_guard():
        run("UPDATE ledger_factrow SET by = 'x'")
    report = check_chain()
    assert report.n_unsealed == len(report.faults) == 1


@pytest.mark.django_db(transaction=True)
def test_two_sealers_never_seal_a_fact_twice():
    publish_facts(60)
    start, failures = threading.Barrier(4), []

    def seal() -> None:
        start.wait()
        try:
            while seal_block(at=AT, most=7) is not None:
                pass
        except Exception as failure:  # noqa: BLE001 -- shown by the assertion below
            failures.append(failure)
        finally:
            connections.close_all()

    sealers = [threading.Thread(target=seal) for _ in range(4)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join()
    assert failures == []
    assert sum(Block.objects.values_list("size", flat=True)) == 60
    assert FactRow.objects.filter(block__isnull=True).count() == 0
    assert check_chain().faults == ()


@pytest.mark.django_db
def test_sealing_costs_a_few_statements_per_block(django_assert_max_num_queries):
    publish_facts(400)
    with django_assert_max_num_queries(12):
        seal_all(at=AT)
    assert Block.objects.get().size == 400


def test_the_signing_key_is_readable_by_its_owner_only():
    receipts.public_key_pem()
    assert settings.PENDOPO_SIGNING_KEY_FILE.stat().st_mode & 0o077 == 0
