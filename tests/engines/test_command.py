"""What all engines' commands share: Indonesian refusals and files that are whole or not there."""

import stat

import pytest

from pendopo.engines import command
from pendopo.engines.budgeting.__main__ import main as budgeting
from pendopo.engines.norms.__main__ import main as norms
from pendopo.engines.opinion.__main__ import main as opinion
from pendopo.engines.sortition.__main__ import main as sortition


@pytest.mark.parametrize("main", [budgeting, norms, opinion, sortition])
def test_a_command_without_its_words_is_refused_in_one_indonesian_sentence(main, capsys):
    with pytest.raises(SystemExit) as left:
        main([])
    told = capsys.readouterr().err
    assert left.value.code == command.REFUSED
    assert told.startswith("Perintah tidak dapat dibaca: belum diisi: ")
    assert told.count("\n") == 1


def test_a_file_that_can_not_be_replaced_stays_and_nothing_is_left_beside_it(tmp_path):
    target = tmp_path / "hasil.json"
    target.mkdir()
    (target / "isi").write_text("lama", encoding="utf-8")
    with pytest.raises(OSError, match="hasil") as failed:
        command.write_whole(target, b"baru")
    assert failed.value.filename == str(target)
    assert [path.name for path in tmp_path.iterdir()] == ["hasil.json"]
    assert (target / "isi").read_text(encoding="utf-8") == "lama"


def test_a_private_file_is_for_its_owner_alone(tmp_path):
    target = tmp_path / "daftar.csv"
    command.write_whole(target, b"siapa", mode=0o600)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
