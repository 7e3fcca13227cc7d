"""Limits, rules and calendars: what is missing, and what nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.foundation.governance.selectors import definitions
from pendopo.foundation.governance.shipping import offers
from pendopo.journey.cases.models import ClockPolicy, EscalationRule
from pendopo.journey.cases.selectors import classes_without_policy
from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.procedures.types import VersionState
from pendopo.kernel.models import ClosedDay, RuleNumber
from pendopo.kernel.time import local
from pendopo.portal.health.findings import Finding
from pendopo.portal.law_loader import waiting_files
from pendopo.ui.context import resolve

_LOAD = "pendopo load-law"


def shipped(_at: datetime) -> Iterator[Finding]:
    """Look whether the law that came with this version was loaded after the upgrade."""
    files = tuple(waiting_files())
    if files:
        yield Finding(
            "look",
            _("%(n)s berkas aturan dari versi ini belum dimuat.") % {"n": len(files)},
            _LOAD,
            _("Hari libur, batas waktu, atau layanan yang baru belum berlaku."),
            names=files,
        )
    else:
        yield Finding("good", _("Aturan yang dikirim bersama versi ini sudah dimuat."))


def limits(at: datetime) -> Iterator[Finding]:
    """Look for classes and procedures without a limit."""
    missing = classes_without_policy(at=at)
    if missing:
        yield Finding(
            "fault",
            _("Belum ada batas waktu untuk: %(names)s.") % {"names": ", ".join(missing)},
            _LOAD,
            _("Warga tidak dijanjikan kapan dijawab, dan tidak ada yang dapat terlambat."),
        )
    else:
        yield Finding("good", _("Setiap kelas laporan punya batas waktu."))
    rows = ProcedureVersion.objects.filter(state=VersionState.PUBLISHED).only(
        "procedure", "title", "definition"
    )
    bare = tuple(row.title for row in rows if not _has_limit(row.definition))
    if bare:
        yield Finding(
            "fault",
            _("%(n)s layanan tidak punya batas waktu penyelesaian.") % {"n": len(bare)},
            _("Tambahkan batasnya pada versi baru prosedur itu."),
            _("Pemohon tidak tahu kapan permohonannya selesai."),
            resolve("procedures:desk"),
            bare,
        )


def _has_limit(definition: dict[str, Any]) -> bool:
    return any(rule.get("clock") == "answer" for rule in definition.get("clocks", ()))


def confidence(at: datetime) -> Iterator[Finding]:
    """Look for rules in force that nobody has checked against their decree."""
    day = local(at, settings.PENDOPO_ZONE).date()
    kinds: tuple[tuple[str, QuerySet[Any]], ...] = (
        (_("batas waktu"), ClockPolicy.objects.all()),
        (_("angka aturan"), RuleNumber.objects.all()),
        (_("tangga eskalasi"), EscalationRule.objects.all()),
    )
    for kind, rows in kinds:
        codes = tuple(_unconfirmed(rows, day))
        if codes:
            yield Finding(
                "look",
                _("%(n)s baris %(kind)s dipakai tanpa dikonfirmasi.")
                % {"n": len(codes), "kind": kind},
                _("Cocokkan dengan peraturannya, lalu tambahkan baris yang berdasar hukum."),
                _("Halaman publik menandainya “belum dikonfirmasi”."),
                names=codes,
            )


def policies(_at: datetime) -> Iterator[Finding]:
    """Look for newer rules on information, and for those nobody has checked."""
    newer = tuple(offer.code for offer in offers())
    if newer:
        yield Finding(
            "look",
            _("%(n)s himpunan kebijakan informasi punya versi bawaan yang lebih baru.")
            % {"n": len(newer)},
            _("Lihat bedanya, ambil sebagai rancangan, lalu tetapkan."),
            _("Yang berlaku tetap aturan yang lama."),
            resolve("governance:desk"),
            newer,
        )
    codes = tuple(
        f"{code}: {rule['id']}"
        for code, raw in sorted(definitions().items())
        for rule in raw["rules"]
        if rule["confidence"] == "unconfirmed"
    )
    if codes:
        yield Finding(
            "look",
            _("%(n)s aturan kebijakan informasi dipakai atau ditawarkan tanpa dikonfirmasi.")
            % {"n": len(codes)},
            _("Cocokkan dengan peraturannya, lalu tetapkan versi yang berdasar hukum."),
            _("Halaman publik menandainya “belum dikonfirmasi”."),
            resolve("governance:desk"),
            codes,
        )


def _unconfirmed(rows: QuerySet[Any], day: date) -> list[str]:
    in_force = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)
    return list(
        in_force.filter(confidence="unconfirmed")
        .order_by("code")
        .values_list("code", flat=True)
        .distinct()
    )


def years(at: datetime) -> Iterator[Finding]:
    """Look whether the holidays of this year and the next are known and decreed."""
    this_year = local(at, settings.PENDOPO_ZONE).year
    for year in (this_year, this_year + 1):
        days = ClosedDay.objects.filter(date__year=year, confidence="verified")
        if not days.filter(kind=ClosedDay.Kind.NATIONAL).exists() and year == this_year:
            yield Finding(
                "fault",
                _("Hari libur %(year)s belum ada.") % {"year": year},
                _LOAD,
                _("Batas waktu dihitung seolah-olah tidak ada hari libur."),
            )
        elif not days.filter(kind=ClosedDay.Kind.COLLECTIVE_LEAVE).exists():
            yield Finding(
                "look",
                _("Cuti bersama %(year)s belum ada SKB yang terkonfirmasi.") % {"year": year},
                _("Muat daftar hari libur yang baru setelah SKB-nya terbit."),
                _("Batas waktu yang melewati tahun itu ditandai belum pasti."),
            )
