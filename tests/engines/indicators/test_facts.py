from __future__ import annotations

from datetime import datetime, timedelta, timezone

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.indicators.examples import fact, instant

from pendopo.engines.indicators import FactsUnreadable, write_facts_day


def read(path):
    columns = 'id, name, version, subject_type, subject_id, "at", by_ref, payload'
    return duckdb.read_parquet(str(path)).project(columns).fetchall()


def naive(text):
    return instant(text).replace(tzinfo=None)


def test_facts_come_back_in_utc_with_payload_as_json_text(tmp_path):
    path = tmp_path / "day=2026-01-05" / "facts.parquet"
    late = datetime(2026, 1, 5, 9, tzinfo=timezone(timedelta(hours=7)))
    rows = [fact("b", "X", late, case_id="é"), fact("a", "Y", "2026-01-05T01:00:00.5")]
    rows[1] |= {"payload": '{"raw": "it\'s"}', "by_ref": None}

    assert write_facts_day(path, rows) == 2
    assert read(path) == [
        (
            "a", "Y", 1, "case", None, naive("2026-01-05T01:00:00.5"), None,
            '{"raw": "it\'s"}',
        ),
        ("b", "X", 1, "case", "é", naive("2026-01-05T02:00"), "system", '{"case_id":"é"}'),
    ]  # fmt: skip
    assert [one.name for one in path.parent.iterdir()] == ["facts.parquet"]


def test_folder_name_with_a_quote_is_no_trouble(tmp_path):
    path = tmp_path / "it's" / "facts.parquet"

    assert write_facts_day(path, [fact(1, "X", "2026-01-05T01:00")]) == 1
    assert path.exists()


def test_a_day_without_facts_is_an_empty_table(tmp_path):
    path = tmp_path / "facts.parquet"

    assert write_facts_day(path, []) == 0
    assert read(path) == []


@settings(max_examples=10, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_order_of_rows_changes_no_byte(tmp_path_factory, chance):
    folder = tmp_path_factory.mktemp("facts")
    rows = [fact(i, "X", instant("2026-01-05") + timedelta(hours=i % 3)) for i in range(9)]
    write_facts_day(folder / "one", rows)
    write_facts_day(folder / "two", chance.sample(rows, len(rows)))

    assert (folder / "one").read_bytes() == (folder / "two").read_bytes()


@pytest.mark.parametrize(
    ("change", "message"),
    [({"at": datetime(2026, 1, 5)}, "at must be a datetime with its zone"), ({}, "id must occur")],  # noqa: DTZ001 -- the fault itself
)
def test_unfit_row_is_refused_and_the_old_file_stays(tmp_path, change, message):
    path = tmp_path / "facts.parquet"
    good = fact(1, "X", "2026-01-05T01:00")
    write_facts_day(path, [good])
    before = path.read_bytes()

    with pytest.raises(FactsUnreadable, match=message):
        write_facts_day(path, [good, good | change])
    assert path.read_bytes() == before


def test_missing_column_is_named(tmp_path):
    row = fact(1, "X", "2026-01-05T01:00")
    del row["by_ref"]

    with pytest.raises(FactsUnreadable, match="missing by_ref"):
        write_facts_day(tmp_path / "facts.parquet", [row])
