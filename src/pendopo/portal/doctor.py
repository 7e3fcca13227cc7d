"""What a healthy installation looks like, checked one thing at a time."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pendopo.foundation.ledger import selectors as ledger
from pendopo.foundation.ledger.sealing import key_fits
from pendopo.foundation.people import selectors as people
from pendopo.kernel.crypto import Undecryptable
from pendopo.kernel.models import Region
from pendopo.portal import health
from pendopo.portal.health import Finding

_LEAST_FREE = 1024**3
_LATE_SEAL = timedelta(minutes=10)


def examine(*, at: datetime) -> list[Finding]:
    """Look at everything; one failing check does not hide the others.

    Where tables still wait to be changed, only at what can be looked at without them.
    """
    checks = _WITHOUT_TABLES if _waiting_migrations() else _CHECKS
    return [finding for check in checks for finding in check(at)]


def _waiting_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _home(_at: datetime) -> Iterator[Finding]:
    home = settings.PENDOPO_HOME
    free = shutil.disk_usage(home).free
    if free < _LEAST_FREE:
        yield Finding("fault", f"Sisa ruang simpan di {home} kurang dari 1 GiB.", "Tambah ruang.")
    else:
        yield Finding("good", f"Folder instalasi {home}, sisa ruang {free / 1024**3:.0f} GiB.")
    for path in (home / "secrets").glob("*"):
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield Finding(
                "fault", f"Rahasia {path.name} dapat dibaca orang lain.", f"chmod 600 {path}"
            )


def _database(_at: datetime) -> Iterator[Finding]:
    waiting = _waiting_migrations()
    if waiting:
        yield Finding(
            "fault",
            f"{waiting} perubahan tabel belum dijalankan.",
            "pendopo migrate, lalu pendopo load-law, lalu periksa lagi.",
        )
    else:
        yield Finding("good", f"Basis data {connection.vendor}, tabel mutakhir.")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        if mode != "wal":
            yield Finding(
                "fault", f"SQLite memakai jurnal {mode}, seharusnya WAL.", "Periksa disk."
            )


def _serving(_at: datetime) -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding("fault", "Mode pengembangan menyala.", "Hapus PENDOPO_DEBUG.")
    if not settings.HTTPS:
        yield Finding(
            "look",
            "HTTPS belum dinyatakan; hanya pantas untuk mesin sendiri.",
            "Pasang proksi TLS lalu PENDOPO_HTTPS=yes.",
        )
    if not settings.PENDOPO_REGION:
        yield Finding(
            "look", "Wilayah pemerintah daerah belum diisi.", "PENDOPO_REGION=kode Kemendagri."
        )


def _regions(_at: datetime) -> Iterator[Finding]:
    if not Region.objects.exists():
        yield Finding("fault", "Tabel wilayah kosong.", "pendopo load-law")


def _ledger(at: datetime) -> Iterator[Finding]:
    oldest = ledger.oldest_unsealed_at()
    if oldest is not None and at - oldest > _LATE_SEAL:
        yield Finding(
            "fault", "Ada fakta belum disegel lebih dari 10 menit.", "Jalankan pendopo worker."
        )
    else:
        yield Finding("good", "Catatan tersegel.")


def _keys(_at: datetime) -> Iterator[Finding]:
    try:
        is_index_right = people.index_key_fits()
    except Undecryptable:
        yield Finding(
            "fault",
            "Data pribadi tidak terbuka dengan kunci ini.",
            "Kembalikan PENDOPO_FIELD_KEYS yang lama di belakang kunci baru.",
        )
        return
    if is_index_right:
        yield Finding("good", "Kunci data pribadi cocok.")
    else:
        yield Finding(
            "fault",
            "Kunci indeks bukan yang dipakai semula: kode pelacakan dan kontak tidak ditemukan.",
            "Kembalikan secrets/index_key dari cadangan.",
        )
    if not key_fits():
        yield Finding(
            "fault",
            "Kunci tanda tangan catatan bukan yang menyegel blok terakhir; penyegelan berhenti.",
            "Kembalikan secrets/ledger_ed25519.pem dari cadangan.",
        )


_WITHOUT_TABLES: tuple[Callable[[datetime], Iterator[Finding]], ...] = (
    _home,
    _database,
    _serving,
)
_CHECKS = (
    *_WITHOUT_TABLES,
    _regions,
    _keys,
    _ledger,
    *health.CHECKS,
)
