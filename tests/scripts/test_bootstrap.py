"""When the bootstrap installs, and when it knows that everything is there."""

import pytest

from scripts import bootstrap


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    (tmp_path / "requirements").mkdir()
    (tmp_path / ".venv").mkdir()
    for name in bootstrap.SETS:
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"satu=={name}")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    return tmp_path


def remember(name: str) -> None:
    bootstrap.stamp(name).write_text(bootstrap.digest(name))


def test_a_wider_set_covers_the_narrower_but_not_the_reverse(checkout):
    remember("server")
    assert [bootstrap.is_installed(name) for name in bootstrap.SETS] == [True, True, False]


def test_a_changed_requirement_file_is_installed_again(checkout):
    remember("runtime")
    bootstrap.requirement_file("runtime").write_text("satu==2")
    assert not bootstrap.is_installed("runtime")


def test_an_unknown_set_is_refused(capsys):
    assert bootstrap.main(["semua"]) == 2
    assert "runtime|server|dev" in capsys.readouterr().err
