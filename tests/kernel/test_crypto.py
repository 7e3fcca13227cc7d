"""Sealed fields open with any key of the installation and are found by blind index."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet

from pendopo.kernel import crypto

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


def test_sealed_text_hides_and_opens(settings):
    settings.PENDOPO_FIELD_KEYS = [OLD]
    token = crypto.encrypt("+6281234567890")

    assert "8123" not in token
    assert crypto.decrypt(token) == "+6281234567890"
    assert crypto.encrypt("+6281234567890") != token


def test_new_key_in_front_still_opens_what_the_old_one_sealed(settings):
    settings.PENDOPO_FIELD_KEYS = [OLD]
    token = crypto.encrypt("rahasia")
    settings.PENDOPO_FIELD_KEYS = [NEW, OLD]
    rotated = crypto.rotate(token)
    settings.PENDOPO_FIELD_KEYS = [NEW]

    assert crypto.decrypt(rotated) == "rahasia"
    with pytest.raises(crypto.Undecryptable):
        crypto.decrypt(token)


def test_blind_index_is_equal_for_equal_values_and_apart_for_other_purposes(settings):
    first = crypto.blind_index("081234567890", purpose="phone")

    assert first == crypto.blind_index("081234567890", purpose="phone")
    assert first != crypto.blind_index("081234567890", purpose="nik")
    assert first != crypto.blind_index("081234567891", purpose="phone")
    settings.PENDOPO_INDEX_KEY = "another"
    assert first != crypto.blind_index("081234567890", purpose="phone")


def test_signing_key_is_made_once_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "secrets" / "key.pem"
    first = crypto.load_signing_key(path).public_key().public_bytes_raw()

    assert crypto.load_signing_key(path).public_key().public_bytes_raw() == first
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in path.parent.iterdir()] == ["key.pem"]


def test_threads_that_make_the_key_at_once_get_the_same_one(tmp_path):
    path = tmp_path / "key.pem"
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: crypto.load_signing_key(path), range(32)))

    assert len({key.public_key().public_bytes_raw() for key in keys}) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["key.pem"]
