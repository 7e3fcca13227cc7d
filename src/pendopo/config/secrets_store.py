"""Secrets of an installation: from the environment, else made once in its home."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

from pendopo.config import env


def _made_once(path: Path, value: str) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_whole(path, value)
    kept = path.read_text(encoding="ascii").strip()
    if not kept:
        # An empty key would still seal and index, and open to everyone.
        message = f"{path} is empty; restore it from a backup"
        raise ValueError(message)
    return kept


def _write_whole(path: Path, value: str) -> None:
    # Written beside and linked: a killed process leaves no empty key, and of two one wins.
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(value + "\n")
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def secret_key(home: Path) -> str:
    """Return the key of sessions and signed values."""
    return env.text("PENDOPO_SECRET_KEY") or _made_once(
        home / "secrets" / "secret_key", secrets.token_urlsafe(48)
    )


def field_keys(home: Path) -> list[str]:
    """Return the keys of encrypted fields, newest first; only the first one writes."""
    given = env.words("PENDOPO_FIELD_KEYS")
    if given:
        return given
    made = _made_once(home / "secrets" / "field_keys", Fernet.generate_key().decode("ascii"))
    return made.split()


def index_key(home: Path) -> str:
    """Return the key of blind indexes."""
    return env.text("PENDOPO_INDEX_KEY") or _made_once(
        home / "secrets" / "index_key", secrets.token_hex(32)
    )
