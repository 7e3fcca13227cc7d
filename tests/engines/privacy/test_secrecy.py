"""What is found never leaves by a side door: not in logs, messages, traces or printed objects."""

import io
import json
import logging
import subprocess
import sys
import traceback

import pytest

from pendopo.engines.privacy import (
    PrivacyError,
    Scanner,
    Tally,
    file_findings,
    masked,
    stream_findings,
)
from pendopo.engines.privacy.__main__ import main

NIK, PHONE, SECRET = "3276060101909998", "081200000000", "Rahasia123"
TEXT = f"Bapak Budi, NIK {NIK}, HP {PHONE}, password: {SECRET}, Jl. Mawar No. 9 RT 03/RW 05"
VALUES = (NIK, PHONE, SECRET, "Mawar", "327606", "9998")


def holds_a_value(text):
    return [value for value in VALUES if value in text]


def test_nothing_is_logged(tmp_path, scanner, rules, caplog):
    caplog.set_level(logging.NOTSET)
    path = tmp_path / "a.csv"
    path.write_text(f"nama,nik\n{TEXT}\n", encoding="utf-8")
    list(file_findings(path, scanner))
    masked(TEXT, scanner, dict.fromkeys(rules.kinds, "[x disamarkan]"))
    tally = Tally(rules)
    Scanner(rules, tally=tally).scan(TEXT)
    assert caplog.records == []


def test_findings_tallies_and_verdicts_show_no_value_when_printed(scanner, rules):
    tally = Tally(rules)
    found = Scanner(rules, tally=tally).scan(TEXT)
    assert len(found) >= 4
    assert holds_a_value(f"{found!r} {tally!r} {vars(tally)!r} {tally.verdict()!r}") == []


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".pdf", ".jpg", ".bin"])
@pytest.mark.parametrize("begin", [b"PK\x03\x04", b"%PDF-1.4\n", b"\xff\xd8\xff", b"\x00"])
def test_a_refusal_quotes_nothing_even_in_its_trace(scanner, suffix, begin):
    file = io.BytesIO(begin + TEXT.encode())
    with pytest.raises(PrivacyError) as refusal:
        list(stream_findings(file, suffix, scanner))
    assert holds_a_value("".join(traceback.format_exception(refusal.value))) == []


def test_the_command_tells_place_and_kind_without_the_value(tmp_path, capsys):
    path = tmp_path / "surat.txt"
    path.write_text(f"Yth.\n{TEXT}\n", encoding="utf-8")
    assert main([str(path)]) == 1
    said = capsys.readouterr()
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [line["kind"] for line in lines] == ["nik", "phone", "secret", "address"]
    assert lines[0] == {
        "kind": "nik", "start": 21, "end": 37, "line": 2, "column": 17, "confidence": 3, "severity": 4,
    }  # fmt: skip
    assert "4 temuan" in said.err
    assert "tahan" in said.err
    assert holds_a_value(said.out + said.err) == []


def test_the_command_says_that_nothing_was_found(tmp_path, capsys):
    path = tmp_path / "bersih.txt"
    path.write_text("Rapat hari Senin", encoding="utf-8")
    assert main([str(path)]) == 0
    assert capsys.readouterr().err == "Tidak ditemukan data pribadi atau rahasia.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["tidak-ada.txt"], "Berkas tidak-ada.txt tidak dapat dibuka."),
        ([], "Perintah tidak lengkap atau keliru; contoh:"),
        (["a.txt", "--rules", "tidak-ada"], "Berkas aturan kinds.yaml tidak dapat dibaca."),
    ],
)
def test_the_command_refuses_in_indonesian(arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    try:
        code = main(arguments)
    except SystemExit as left:
        code = left.code
    assert code == 2
    assert said.getvalue().startswith(words)


def test_the_engine_runs_without_django(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"NIK {NIK}", encoding="utf-8")
    script = (
        "import sys; from pendopo.engines.privacy.__main__ import main; "
        f"code = main([{str(path)!r}]); sys.exit(code if 'django' not in sys.modules else 9)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
