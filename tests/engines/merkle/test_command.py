from __future__ import annotations

import json
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives import serialization
from tests.engines.merkle.examples import OTHER_KEY, PUBLIC, promised_receipt, sealed_receipt

from pendopo.engines.merkle import leaf_hash, pack_receipt
from pendopo.engines.merkle.__main__ import main


@pytest.fixture
def keys(tmp_path):
    paths = []
    for name, key in (("other", OTHER_KEY.public_key()), ("own", PUBLIC)):
        path = tmp_path / f"{name}.pem"
        path.write_bytes(
            key.public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )
        paths += ["--key", str(path)]
    return paths


def written(tmp_path, text):
    path = tmp_path / "receipt"
    path.write_text(text)
    return str(path)


def test_valid_receipt_prints_sah(tmp_path, keys, capsys):
    path = written(tmp_path, json.dumps(sealed_receipt()))

    assert main(["verify", path, *keys]) == 0
    assert capsys.readouterr().out == (
        "SAH (bersegel)\n"
        "- Tanda tangan penerimaan sah: catatan ini diterima oleh penerbit.\n"
        "- Catatan ini ada di dalam blok bersegel dan tidak berubah sejak disegel.\n"
    )


def test_packed_text_is_read_from_a_file_or_an_argument(tmp_path, keys, capsys):
    text = pack_receipt(promised_receipt())

    assert main(["verify", text, *keys]) == 0
    assert main(["verify", written(tmp_path, f"{text}\n"), *keys]) == 0
    assert capsys.readouterr().out.count("SAH (diterima, belum bersegel)") == 2


def test_altered_receipt_fails(tmp_path, keys, capsys):
    path = written(tmp_path, json.dumps(sealed_receipt() | {"issuer": "Pemerintah Lain"}))

    assert main(["verify", path, *keys]) == 1
    assert capsys.readouterr().out.startswith("TIDAK SAH\n")


def test_receipt_without_its_key_fails(tmp_path, keys):
    path = written(tmp_path, json.dumps(sealed_receipt()))

    assert main(["verify", path, *keys[:2]]) == 1


@pytest.mark.parametrize("text", ["{", "PDP1:AAA", '{"a": 1, "a": 2}', " " * 1_000_001])
def test_unreadable_receipt_is_said_to_be_so(tmp_path, keys, capsys, text):
    assert main(["verify", written(tmp_path, text), *keys]) == 2
    assert capsys.readouterr().err.startswith("Tidak dapat dibaca: ")


def test_root_of_a_list_of_leaves(tmp_path, capsys):
    leaves = "\n".join(leaf_hash(entry).hex() for entry in (b"", b"\x00"))

    assert main(["root", written(tmp_path, leaves)]) == 0
    expected = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert capsys.readouterr().out.strip() == expected
    assert main(["root", written(tmp_path, "abcd")]) == 2


def test_module_runs_alone_without_django(tmp_path, keys):
    path = written(tmp_path, json.dumps(sealed_receipt()))
    code = (
        "import sys, runpy\n"
        f"sys.argv = ['merkle', 'verify', {path!r}, *{keys!r}]\n"
        "try:\n    runpy.run_module('pendopo.engines.merkle', run_name='__main__')\n"
        "except SystemExit as end:\n    assert 'django' not in sys.modules\n    raise\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": "src"},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("SAH (bersegel)")
