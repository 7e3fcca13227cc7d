from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.indicators.examples import fact, instant

from pendopo.engines.indicators import (
    FactsUnreadable,
    count_values,
    facts_by_day,
    facts_writer,
    write_facts_day,
)


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


def text_row(number, at="2026-01-05 01:00:00+00", payload="{}"):
    return [f"{number:032x}", "X", "1", "case", "not-a-uuid", at, "system", payload]


def test_writer_takes_text_as_either_database_gives_it(tmp_path):
    rows = [
        text_row(1, at="2026-01-05 01:00:00.5", payload='{"a":\n "b"}'),
        text_row(2, at="2026-01-05 08:00:00+07", payload='"\\u001f"'),
        text_row(3, at="2026-01-05 03:00:00.000001+00"),
    ]
    rows[2][6] = ""
    with facts_writer(tmp_path) as writer:
        assert writer.write_day(tmp_path / "day=2026-01-05" / "facts.parquet", rows) == 3

    uuid = "00000000-0000-0000-0000-00000000000"
    assert read(tmp_path / "day=2026-01-05" / "facts.parquet") == [
        (f"{uuid}2", "X", 1, "case", "not-a-uuid", naive("2026-01-05T01:00"), "system", '"\\u001f"'),
        (f"{uuid}1", "X", 1, "case", "not-a-uuid", naive("2026-01-05T01:00:00.5"), "system", '{"a":  "b"}'),
        (f"{uuid}3", "X", 1, "case", "not-a-uuid", naive("2026-01-05T03:00:00.000001"), "", "{}"),
    ]  # fmt: skip
    assert [one.name for one in tmp_path.iterdir()] == ["day=2026-01-05"]


def test_a_day_has_the_same_bytes_alone_and_among_others(tmp_path):
    rows = [text_row(n, payload=f'{{"n":{n}}}') for n in range(500)]
    with facts_writer(tmp_path) as writer:
        for name in ("one", "two", "three"):
            writer.write_day(tmp_path / name, rows if name == "three" else rows[:100])
    with facts_writer(tmp_path) as writer:
        writer.write_day(tmp_path / "alone", reversed(rows))

    assert (tmp_path / "alone").read_bytes() == (tmp_path / "three").read_bytes()


@pytest.mark.parametrize(
    "row",
    [
        text_row(1)[:7],
        text_row(1, payload="{}\x1f"),
        text_row(1, at="kemarin"),
        [*text_row(1)[:2], "satu", *text_row(1)[3:]],
    ],
)
def test_writer_refuses_text_it_cannot_place(tmp_path, row):
    with facts_writer(tmp_path) as writer, pytest.raises(FactsUnreadable):
        writer.write_day(tmp_path / "facts.parquet", [row])
    assert list(tmp_path.iterdir()) == []


def test_killed_writer_leaves_the_old_file(tmp_path):
    path = tmp_path / "day=2026-01-05" / "facts.parquet"
    write_facts_day(path, [fact(1, "X", "2026-01-05T01:00")])
    before = path.read_bytes()
    script = (
        "import os, sys; from pathlib import Path\n"
        "from pendopo.engines.indicators import facts_writer\n"
        "def rows():\n"
        f"    yield {text_row(2)!r}\n"
        "    os._exit(9)\n"
        "with facts_writer(Path(sys.argv[1])) as writer:\n"
        "    writer.write_day(Path(sys.argv[2]), rows())\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path), str(path)]
    assert (
        subprocess.run(command, check=False, env={"PYTHONPATH": ":".join(sys.path)}).returncode == 9
    )

    assert path.read_bytes() == before
    assert facts_by_day(tmp_path) == {"2026-01-05": 1}


def test_days_are_counted_and_a_damaged_folder_holds_nothing(tmp_path):
    assert facts_by_day(tmp_path) == {}
    for day, n in (("2026-01-05", 2), ("2026-01-06", 1)):
        rows = [fact(i, "X", f"{day}T01:00") for i in range(n)]
        write_facts_day(tmp_path / f"day={day}" / "facts.parquet", rows)
    assert facts_by_day(tmp_path) == {"2026-01-05": 2, "2026-01-06": 1}

    (tmp_path / "day=2026-01-06" / "facts.parquet").write_bytes(b"PAR1")
    assert facts_by_day(tmp_path) == {}


def test_values_of_a_field_are_counted_up_to_the_cut_off(tmp_path):
    rows = [
        fact(1, "Opened", "2026-01-05T01:00", channel="web"),
        fact(2, "Opened", "2026-01-05T02:00", channel="desk"),
        fact(3, "Opened", "2026-01-05T03:00", channel="web"),
        fact(4, "Opened", "2026-01-05T04:00", channel="late"),
        fact(5, "Opened", "2026-01-05T01:00"),
        fact(6, "Closed", "2026-01-05T01:00", channel="web"),
    ]
    at = datetime(2026, 1, 5, 3, tzinfo=UTC)
    assert count_values(tmp_path, name="Opened", field="channel", at=at) == {}
    write_facts_day(tmp_path / "day=2026-01-05" / "facts.parquet", rows)

    found = count_values(tmp_path, name="Opened", field="channel", at=at)
    assert found == {"": 1, "desk": 1, "web": 2}
