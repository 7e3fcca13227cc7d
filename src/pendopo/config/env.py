"""Every value an installation may set, typed, with the sentence that explains it.

Values come from the environment, then from ``pendopo.env`` in the home.
Nothing else in the program reads the environment.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import environ

_env = environ.Env()


@dataclass(frozen=True)
class Setting:
    """One value read from the environment: its name, default and meaning."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("PENDOPO_HOME", "var", "Folder with everything this installation writes."),
    Setting("PENDOPO_DATABASE_URL", "", "postgres://… ; empty means SQLite inside PENDOPO_HOME."),
    Setting("PENDOPO_DEBUG", "no", "Development pages on errors; never on a public machine."),
    Setting("PENDOPO_HOSTS", "127.0.0.1,localhost,[::1]", "Host names served, comma separated."),
    Setting("PENDOPO_HTTPS", "no", "Yes when a proxy in front speaks TLS: secure cookies, HSTS."),
    Setting("PENDOPO_TRUSTED_PROXIES", "0", "How many proxies of your own stand in front."),
    Setting("PENDOPO_GOVERNMENT", "Pemerintah Daerah", "Name of the local government."),
    Setting("PENDOPO_REGION", "", "Kemendagri code of the government's territory, e.g. 33.69."),
    Setting("PENDOPO_TIME_ZONE", "Asia/Jakarta", "Asia/Jakarta, Asia/Makassar or Asia/Jayapura."),
    Setting("PENDOPO_SECRET_KEY", "", "Session and form secret; empty: made in PENDOPO_HOME."),
    Setting("PENDOPO_FIELD_KEYS", "", "Keys of encrypted fields, newest first, comma separated."),
    Setting("PENDOPO_INDEX_KEY", "", "Key of the blind indexes; changing it needs a re-index."),
    Setting("PENDOPO_EMBEDDED_WORKER", "yes", "Run the worker inside the web process."),
    Setting("PENDOPO_EMAIL_URL", "", "smtp://… ; empty: messages are written to PENDOPO_HOME."),
    Setting("PENDOPO_EMAIL_FROM", "pendopo@localhost", "Sender of the messages."),
    Setting(
        "PENDOPO_MESSENGER",
        "pendopo.foundation.people.messages.FileMessenger",
        "Python class that sends text messages; the default only writes a file.",
    ),
    Setting(
        "PENDOPO_OUTBOUND_HOSTS",
        "",
        "Servers that may be called, e.g. lapor.contoh.go.id,10.0.0.5:8443; empty: none.",
    ),
    Setting(
        "PENDOPO_MEDIA_HOSTS",
        "",
        "Servers from which photos are fetched beside public https ones, e.g. 10.0.0.7:8080.",
    ),
    Setting("PENDOPO_TEST", "no", "Set by the test suite only: cheap password hashes."),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def _read_home_file() -> None:
    """Take what the environment leaves open from ``pendopo.env`` in the home."""
    file = Path(_env.str("PENDOPO_HOME", default="var")).expanduser() / "pendopo.env"
    if file.exists():
        environ.Env.read_env(file)


_read_home_file()


def text(name: str) -> str:
    """Return the value of ``name`` as text, or its default."""
    return str(_env.str(name, default=_BY_NAME[name].default)).strip()


def flag(name: str) -> bool:
    """Return whether ``name`` is switched on (yes, true, on, 1)."""
    return text(name).lower() in {"yes", "true", "on", "1"}


def number(name: str) -> int:
    """Return the value of ``name`` as a whole number; ValueError names the setting."""
    try:
        return int(text(name))
    except ValueError:
        message = f"{name} harus berupa bilangan bulat, bukan “{text(name)}”"
        raise ValueError(message) from None


def words(name: str) -> list[str]:
    """Return the comma-separated parts of ``name`` without blanks."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def home() -> Path:
    """Return the absolute folder in which this installation lives."""
    return Path(text("PENDOPO_HOME")).expanduser().resolve()


def database(home_folder: Path) -> dict[str, object]:
    """Return Django's database settings: PostgreSQL by address, else SQLite.

    Immediate transactions make a writer wait for its turn at the start; with
    deferred ones half of the read-modify-write requests fail under load.
    """
    url = text("PENDOPO_DATABASE_URL")
    if url:
        config: dict[str, object] = dict(environ.Env.db_url_config(url))
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
        # A step asks the same twenty questions each time: they are read once and planned each
        # time. A plan made for any values would count the few cases of a rare status by reading
        # all of a million.
        config["OPTIONS"] = {
            "server_side_binding": True,
            "prepare_threshold": 3,
            "options": "-c plan_cache_mode=force_custom_plan",
        }
        return config
    pragmas = (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "mmap_size=134217728",
        "journal_size_limit=27103364",
        "cache_size=-20000",
        "temp_store=MEMORY",
        # What was erased must not lie on in free pages; not every build of SQLite begins so.
        "secure_delete=ON",
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home_folder / "pendopo.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
    }


def email() -> dict[str, object]:
    """Return Django's mail settings from PENDOPO_EMAIL_URL."""
    return dict(environ.Env.email_url_config(text("PENDOPO_EMAIL_URL")))
