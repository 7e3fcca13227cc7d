"""Facts on disk are the facts of the record: all of them, once, and nothing rewritten in vain."""

from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from django.db import transaction
from tests.factories.evidence import LATER, NOON, make_case
from tests.factories.ledger import an_office_registered

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.ledger.services import publish
from pendopo.journey.evidence.export import export_facts, facts_folder
from pendopo.journey.evidence.models import ExportState

EARLIER = NOON - timedelta(days=3)


def publish_at(*moments):
    with transaction.atomic():
        publish(*(an_office_registered(at) for at in moments))


def exported():
    query = 'SELECT id, "at", payload FROM read_parquet(?, hive_partitioning = false) ORDER BY id'
    return duckdb.execute(query, [str(facts_folder() / "day=*/*.parquet")]).fetchall()


def stamps():
    return {file.parent.name: file.stat().st_ino for file in facts_folder().glob("day=*/*")}


def test_export_holds_exactly_the_facts_of_the_record():
    make_case()
    publish_at(EARLIER, EARLIER.replace(microsecond=250_000))
    days = export_facts(at=LATER)

    rows = FactRow.objects.order_by("id")
    assert [(one, at.replace(tzinfo=UTC)) for one, at, _ in exported()] == [
        (str(row.id), row.at) for row in rows
    ]
    assert days == 2
    assert ExportState.objects.get().n_facts == rows.count()


def test_payload_reads_back_as_it_was_recorded():
    make_case()
    export_facts(at=LATER)

    read = duckdb.execute(
        "SELECT name, json_extract_string(payload, '$.digest') FROM read_parquet(?)"
        " WHERE name = 'VoiceReceived'",
        [str(facts_folder() / "day=*/*.parquet")],
    ).fetchall()
    (recorded,) = FactRow.objects.filter(name="VoiceReceived").values_list("payload", flat=True)
    assert read == [("VoiceReceived", recorded["digest"])]


def test_a_day_is_the_office_s_day_not_that_of_utc():
    publish_at(
        datetime(2026, 11, 16, 17, 0, tzinfo=UTC),
        datetime(2026, 11, 16, 16, 59, 59, 999_999, tzinfo=UTC),
    )
    export_facts(at=LATER)
    assert sorted(stamps()) == ["day=2026-11-16", "day=2026-11-17"]


def test_only_touched_days_are_written_again():
    publish_at(EARLIER, NOON)
    assert export_facts(at=NOON) == 2
    before = stamps()
    assert export_facts(at=NOON) == 0
    assert stamps() == before

    publish_at(NOON)
    assert export_facts(at=NOON) == 1
    after = stamps()
    assert [day for day in before if before[day] != after[day]] == ["day=2026-11-17"]
    assert len(exported()) == 3


def test_transaction_that_committed_late_with_an_older_id_is_picked_up():
    with transaction.atomic():
        (late_id,) = publish(an_office_registered(EARLIER))
        publish(an_office_registered(NOON))
    (late,) = FactRow.objects.filter(id=late_id).values()
    export_facts(at=NOON)
    known = {one for one, _at, _payload in exported()}
    with transaction.atomic():
        publish(an_office_registered(NOON))
        # As if written before all the others, and committed only now.
        FactRow.objects.create(**late | {"id": "00000000-0000-7000-8000-000000000000"})

    assert export_facts(at=NOON + timedelta(days=30)) == 2
    assert len(exported()) == len(known) + 2


def test_lost_and_damaged_files_are_written_again():
    publish_at(EARLIER, NOON)
    export_facts(at=NOON)
    before = exported()

    (facts_folder() / "day=2026-11-14" / "facts.parquet").unlink()
    assert export_facts(at=NOON) == 1
    (facts_folder() / "day=2026-11-17" / "facts.parquet").write_bytes(b"PAR1")
    assert export_facts(at=NOON) == 2
    assert exported() == before


def test_killed_export_leaves_the_old_file_and_is_made_up_for():
    publish_at(EARLIER, NOON)
    export_facts(at=NOON)
    before = (facts_folder() / "day=2026-11-17" / "facts.parquet").read_bytes()
    publish_at(EARLIER, NOON)

    def pull_the_plug(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_facts(at=NOON, on_day=pull_the_plug)
    assert (facts_folder() / "day=2026-11-17" / "facts.parquet").read_bytes() == before
    assert len(exported()) == 3
    assert export_facts(at=NOON) == 1
    assert len(exported()) == 4


def test_leftovers_of_a_killed_export_are_removed_after_a_day():
    publish_at(NOON)
    left = facts_folder() / ".build-left"
    left.mkdir(parents=True)
    (left / "rows.text").write_text("half")
    made = datetime.fromtimestamp(left.stat().st_mtime, UTC)

    export_facts(at=made + timedelta(hours=1))
    assert left.exists()
    export_facts(at=made + timedelta(days=2))
    assert not left.exists()


def test_progress_is_told_day_by_day():
    publish_at(EARLIER, NOON)
    told = []
    export_facts(at=NOON, on_day=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_empty_record_gives_nothing():
    assert export_facts(at=NOON) == 0
    assert ExportState.objects.get().n_facts == 0
