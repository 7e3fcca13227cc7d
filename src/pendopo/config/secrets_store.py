"""Secrets of an installation: from the environment, else made once in its home."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

from pendopo.config import env


def _made_once(path: Path, value: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(value + "\n")
    return value


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
