"""Field encryption, blind indexes and the ledger's key; all on ``cryptography``."""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Undecryptable(ValueError):
    """No key of this installation opens the value."""


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _current_box() -> MultiFernet:
    return _box(tuple(settings.PENDOPO_FIELD_KEYS))


def encrypt(text: str) -> str:
    """Return ``text`` sealed with the newest field key (Fernet token)."""
    return _current_box().encrypt(text.encode("utf-8")).decode("ascii")


def decrypt(token: str) -> str:
    """Return the text inside ``token``, whichever of the installation's keys sealed it."""
    try:
        return _current_box().decrypt(token.encode("ascii")).decode("utf-8")
    except InvalidToken as error:
        message = "no field key of this installation opens the value"
        raise Undecryptable(message) from error


def rotate(token: str) -> str:
    """Return ``token`` sealed anew with the newest key, keeping its content."""
    return _current_box().rotate(token.encode("ascii")).decode("ascii")


def is_newest(token: str) -> bool:
    """Return whether ``token`` is sealed with the newest field key."""
    try:
        _box((settings.PENDOPO_FIELD_KEYS[0],)).decrypt(token.encode("ascii"))
    except InvalidToken:
        return False
    return True


def new_file_key() -> str:
    """Return a fresh key for one file; kept in an encrypted column beside the file's name.

    Rotating the column's key then needs no file, and erasing the column closes the file.
    """
    return Fernet.generate_key().decode("ascii")


def seal_file(content: bytes, key: str) -> bytes:
    """Return ``content`` sealed with a file's own key."""
    return Fernet(key.encode("ascii")).encrypt(content)


def open_file(sealed: bytes, key: str) -> bytes:
    """Return what ``seal_file`` sealed.

    Raises
    ------
    Undecryptable
        Another key, or the file was altered.
    """
    try:
        return Fernet(key.encode("ascii")).decrypt(sealed)
    except (InvalidToken, ValueError) as error:
        message = "the key does not open the file"
        raise Undecryptable(message) from error


@lru_cache(maxsize=64)
def _index_key(key: str, purpose: str) -> bytes:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode("ascii"))
    return derive.derive(key.encode("ascii"))


def blind_index(value: str, *, purpose: str) -> str:
    """Return a keyed digest of ``value`` (64 hex) by which equal values can be found.

    ``purpose`` separates fields: the same digits as NIK and as phone do not match.
    """
    mac = hmac.HMAC(_index_key(settings.PENDOPO_INDEX_KEY, purpose), hashes.SHA256())
    mac.update(value.encode("utf-8"))
    return mac.finalize().hex()


def load_signing_key(path: Path) -> Ed25519PrivateKey:
    """Return the Ed25519 key in ``path``; made once, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        _write_once(path, fresh)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        message = f"{path.name} holds no Ed25519 key"
        raise TypeError(message)
    return key


def public_pem(key: Ed25519PublicKey) -> bytes:
    """Return the public key as PEM, the form in which it is published."""
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _write_once(path: Path, content: bytes) -> None:
    # Written beside and linked: whoever else does it at once, in another process or
    # thread, either wins or sees the whole file. A killed one leaves a stray beside.
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
