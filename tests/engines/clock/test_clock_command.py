"""The engine alone, from the command line."""

import json

import pytest

from pendopo.engines.clock.__main__ import main

START = ["due", "--start", "2026-03-17T10:00+07:00", "--amount", "5"]
LATE = ["due", "--start", "2026-12-24T16:30+08:00", "--amount", "3", "--zone", "Asia/Makassar"]


def test_due_prints_the_deadline_and_each_skipped_day(capsys):
    assert main([*START, "--unit", "work_days"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Diterima      : Selasa, 2026-03-17"
    assert lines[1] == (
        "Batas waktu   : Selasa, 2026-03-31 23.59.59 Asia/Jakarta (2026-03-31T16:59:59Z)"
    )
    assert lines[2:4] == ["Dihitung      : 5 dari 5 hari kerja", "Hari yang tidak dihitung:"]
    assert lines[5] == "  Kamis, 2026-03-19  Hari Suci Nyepi [libur_nasional]"
    assert len(lines) == 4 + 9


def test_due_prints_doubt_and_delay(capsys):
    assert main(LATE) == 0
    text = capsys.readouterr().out
    assert "Sebelum diterima:\n  Kamis, 2026-12-24  Cuti Bersama Hari Raya Natal" in text
    assert text.splitlines()[1].startswith("Batas waktu   : Kamis, 2026-12-31 23.59.59")
    assert "Catatan" not in text
    assert main([*LATE[:3], "--amount", "4"]) == 0
    assert "tahun 2027 belum dipastikan" in capsys.readouterr().out


def test_due_as_json_has_both_clocks(capsys):
    assert main([*START, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["at"] == "2026-03-31T16:59:59+00:00"
    assert answer["at_local"] == "2026-03-31T23:59:59+07:00"
    assert answer["counted"][-1] == "2026-03-31"
    assert answer["skipped"][0]["kind"] == "cuti_bersama"


def test_due_with_an_open_pause_has_no_deadline_yet(capsys):
    pause = ["--pause", "2026-03-26T09:00+07:00/"]
    assert main([*START, *pause]) == 0
    assert "belum dapat ditentukan selama jeda berjalan" in capsys.readouterr().out
    assert main([*START, *pause, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["at"], answer["at_local"], answer["counted"]) == (None, None, ["2026-03-25"])


def test_due_with_a_closed_pause_and_another_calendar(capsys, tmp_path):
    (tmp_path / "empty.yaml").write_text("days: []\n", encoding="utf-8")
    pause = ["--pause", "2026-03-18T09:00+07:00/2026-03-18T10:00+07:00"]
    assert main([*START, *pause, "--calendar", str(tmp_path / "empty.yaml")]) == 0
    assert "  Rabu, 2026-03-18  Menunggu pelapor [jeda]" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        {"--start": "kemarin"},
        {"--start": "2026-03-17T10:00"},
        {"--amount": "lima"},
        {"--amount": "-5"},
        {"--unit": "minggu"},
        {"--zone": "Asia/Nowhere"},
        {"--calendar": "none.yaml"},
        {"--pause": "2026-03-18T09:00+07:00/2026-03-17T09:00+07:00"},
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_two(capsys, change):
    words = [f"{name}={value}" for name, value in change.items()]
    assert main([*START, *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert told.err.endswith(".\n")


def test_incomplete_command_shows_one_that_works(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["due"])
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith(
        "Perintah tidak lengkap atau keliru; contoh: python -m"
    )


def test_due_in_hours_with_an_office_calendar_of_its_own(capsys, tmp_path):
    """A shift from 20.00 to 04.00: from 23.00 five hours, an hour of them the next night."""
    (tmp_path / "jaga.yaml").write_text(
        "weeks:\n- hours: {sabtu: '20.00-24.00', minggu: '00.00-04.00', senin: '20.00-24.00'}\n"
        "  valid_to: null\n",
        encoding="utf-8",
    )
    start = ["due", "--start", "2026-07-04T23:00+07:00", "--amount", "6", "--unit", "work_hours"]
    assert main([*start, "--calendar", str(tmp_path / "jaga.yaml")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("Batas waktu   : Senin, 2026-07-06 21.00.00")
    assert lines[2] == "Dihitung      : 6 jam kerja, terpakai pada 3 hari"


def test_due_in_months(capsys):
    assert main([*START[:3], "--amount", "2", "--unit", "months"]) == 0
    assert "Batas waktu   : Minggu, 2026-05-17 23.59.59" in capsys.readouterr().out
