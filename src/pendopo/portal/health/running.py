"""What runs by itself: messages that go out, facts that arrive, duties, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.foundation.ledger import selectors as ledger
from pendopo.foundation.people.messages import messenger
from pendopo.journey.cases.models import Case
from pendopo.journey.evidence.models import IndicatorRun
from pendopo.portal.health.findings import Finding
from pendopo.ui.context import resolve

_OLD_EVIDENCE = timedelta(days=2)
_FILE_MAIL = ("filebased", "console", "dummy", "locmem")


def channels(_at: datetime) -> Iterator[Finding]:
    """Look for channels that seem to send and reach nobody."""
    if any(word in settings.EMAIL_BACKEND for word in _FILE_MAIL):
        yield Finding(
            "look",
            _("Surel hanya ditulis ke folder mail."),
            _("Isi PENDOPO_EMAIL_URL dengan alamat peladen surel."),
            _("Kode masuk dan kabar tentang laporan tidak sampai kepada siapa pun."),
        )
    if not messenger().reaches_phones:
        yield Finding(
            "look",
            _("SMS hanya ditulis ke folder mail."),
            _("Isi PENDOPO_MESSENGER dengan gerbang SMS."),
            _("Warga yang hanya punya telepon tidak menerima kode dan kabar."),
        )


def deliveries(_at: datetime) -> Iterator[Finding]:
    """Look for facts that were given up on their way."""
    for subscriber, count in ledger.dead_letters():
        yield Finding(
            "fault",
            _("%(n)s fakta tidak sampai ke %(name)s.") % {"n": count, "name": subscriber},
            _("Lihat tabel delivery, lalu ulangi."),
            _("Kabar atau akibat dari suatu langkah tidak terjadi."),
            resolve("ledger:record"),
        )


def duties(_at: datetime) -> Iterator[Finding]:
    """Look for recurring work that failed the last time."""
    failed = tuple(
        f"{row.name}: {row.last_error}" for row in ledger.duty_states() if row.last_error
    )
    if failed:
        yield Finding(
            "fault",
            _("%(n)s pekerjaan berkala gagal pada putaran terakhir.") % {"n": len(failed)},
            _("Baca log pekerja, perbaiki sebabnya; putaran berikutnya mengulang sendiri."),
            _("Yang seharusnya terjadi sendiri, misalnya pengingat, tidak terjadi."),
            names=failed,
        )


def evidence(at: datetime) -> Iterator[Finding]:
    """Look whether the published numbers follow the record."""
    runs = {run.indicator: run.cut_off for run in IndicatorRun.objects.filter(is_current=True)}
    old = tuple(sorted(code for code, cut_off in runs.items() if at - cut_off > _OLD_EVIDENCE))
    meaning = _("Halaman kinerja menunjukkan keadaan yang sudah lewat.")
    if old:
        yield Finding(
            "look",
            _("%(n)s angka kinerja belum dihitung ulang selama lebih dari dua hari.")
            % {"n": len(old)},
            _("Jalankan pendopo worker."),
            meaning,
            resolve("evidence:indicators"),
            old,
        )
    elif not runs and Case.objects.exists():
        yield Finding(
            "look",
            _("Angka kinerja belum pernah dihitung."),
            _("Jalankan pendopo worker."),
            meaning,
            resolve("evidence:indicators"),
        )
