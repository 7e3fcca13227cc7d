"""Offices and people: who answers for what, and whether anybody stands there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from pendopo.foundation.people.models import Account, Office, Position
from pendopo.foundation.people.types import Role
from pendopo.journey.cases.escalation.directory import Directory, directory
from pendopo.journey.cases.escalation.selectors import clocks_without_ladder, ladder_gaps
from pendopo.journey.cases.models import Responsibility
from pendopo.journey.voice.models import Topic
from pendopo.kernel.time import local
from pendopo.portal.health.findings import Finding
from pendopo.ui.context import resolve

_APPOINT = "pendopo appoint … --role %s"
_SECOND_FACTORS = ("totp", "webauthn")


def offices(at: datetime) -> Iterator[Finding]:
    """Look for offices without head, officer or superior, and for roles that nobody holds."""
    people = directory(at=at)
    active = sorted(
        (office for office in people.offices.values() if office.is_active),
        key=lambda office: office.code,
    )
    if not active:
        yield Finding(
            "look",
            _("Belum ada perangkat daerah."),
            "pendopo appoint, atau pendopo import-sp4n.",
            _("Laporan tidak dapat diteruskan kepada siapa pun."),
        )
        return
    found = [*_unstaffed(people, active), *_missing_roles(people)]
    yield from found
    if not found:
        yield Finding(
            "good",
            _("%(n)s perangkat daerah, semuanya berkepala, berpetugas, dan beratasan.")
            % {"n": len(active)},
        )


def _unstaffed(people: Directory, active: list[Office]) -> Iterator[Finding]:
    headless = _named(office for office in active if not people.holds(office, Role.HEAD))
    if headless:
        yield Finding(
            "look",
            _("%(n)s perangkat daerah belum punya kepala.") % {"n": len(headless)},
            _APPOINT % "head",
            _("Laporan yang terlambat di sana langsung naik ke jabatan di atasnya."),
            resolve("people:offices"),
            headless,
        )
    workers = (Role.OFFICER, Role.INSPECTOR)
    idle = _named(office for office in active if not people.holds(office, *workers))
    if idle:
        yield Finding(
            "look",
            _("%(n)s perangkat daerah belum punya petugas.") % {"n": len(idle)},
            _APPOINT % "officer",
            _("Laporan yang diteruskan ke sana tidak dibaca siapa pun sampai batasnya lewat."),
            resolve("people:offices"),
            idle,
        )
    alone = _named(office for office in active if not people.supervisors(office))
    if alone and len(active) > 1:
        yield Finding(
            "look",
            _("%(n)s perangkat daerah tidak punya atasan yang menjabat.") % {"n": len(alone)},
            _("Catat perangkat daerah di atasnya, atau angkat kepala sekretariat daerah."),
            _("Laporan yang didiamkan di sana tidak sampai kepada atasan siapa pun."),
            resolve("people:offices"),
            alone,
        )


def _missing_roles(people: Directory) -> Iterator[Finding]:
    wanted = {
        Role.VERIFIER: (
            "fault",
            _("Belum ada admin koordinator yang memverifikasi."),
            _("Tidak satu laporan pun diperiksa dan diteruskan."),
        ),
        Role.ARBITER: (
            "look",
            _("Belum ada arbiter kewenangan."),
            _(
                "Bila dua perangkat daerah saling menolak laporan, admin koordinator yang memutuskan."
            ),
        ),
        Role.INSPECTOR: (
            "look",
            _("Belum ada pengawas Inspektorat."),
            _("Pengaduan tentang penyimpangan tidak ada yang memeriksa."),
        ),
        Role.CLARIFIER: (
            "look",
            _("Belum ada yang ditunjuk memilah kabar beredar."),
            _("Kabar yang dilaporkan warga hanya dipilah PPID, atau tidak dipilah siapa pun."),
        ),
        Role.REGENT: (
            "look",
            _("Kepala daerah belum punya akun."),
            _("Yang paling lama didiamkan tidak sampai kepada kepala daerah."),
        ),
    }
    for role, (state, text, meaning) in wanted.items():
        if not people.with_role(role):
            yield Finding(state, text, _APPOINT % role.value, meaning, resolve("people:offices"))


def ladder(at: datetime) -> Iterator[Finding]:
    """Look for limits without a ladder, and late ones that reached nobody or another than meant."""
    bare = clocks_without_ladder(at=at)
    if bare:
        yield Finding(
            "look",
            _("%(n)s batas waktu tidak punya tangga eskalasi.") % {"n": len(bare)},
            "pendopo load-law",
            _("Bila lewat, tidak seorang atasan pun diberi tahu."),
            names=tuple(bare),
        )
    gaps = ladder_gaps()
    if gaps.n_unplaced:
        yield Finding(
            "fault",
            _("%(n)s batas waktu yang lewat tidak sampai kepada siapa pun.")
            % {"n": gaps.n_unplaced},
            _("Angkat kepala perangkat daerah, sekretaris daerah, atau kepala daerah."),
            _("Keterlambatannya tidak diketahui atasan mana pun."),
        )
    if gaps.n_passed_by:
        yield Finding(
            "look",
            _("%(n)s batas waktu naik melewati jabatan yang kosong.") % {"n": gaps.n_passed_by},
            _APPOINT % "head",
            _("Yang terdekat dengan masalahnya tidak diingatkan."),
        )


def topics(at: datetime) -> Iterator[Finding]:
    """Look for topics that no office answers for, and for responsibilities of closed offices."""
    day = local(at, settings.PENDOPO_ZONE).date()
    in_force = Responsibility.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day
    )
    branches = Topic.objects.filter(parent=OuterRef("pk"), is_active=True)
    mine = in_force.filter(topic=OuterRef("pk"))
    orphans = Topic.objects.filter(~Exists(branches), ~Exists(mine), is_active=True)
    names = tuple(str(topic) for topic in orphans)
    if names:
        yield Finding(
            "look",
            _("%(n)s topik belum ada perangkat daerahnya.") % {"n": len(names)},
            _("Tetapkan perangkat daerah yang bertanggung jawab atas topik itu."),
            _("Verifikator harus mencari sendiri, dan laporan lebih lama di jalan."),
            names=names,
        )
    closed = in_force.filter(office__is_active=False).select_related("topic", "office")
    gone = tuple(f"{row.topic} → {row.office.short_name}" for row in closed.order_by("topic_id"))
    if gone:
        yield Finding(
            "fault",
            _("%(n)s topik masih menunjuk perangkat daerah yang sudah tidak aktif.")
            % {"n": len(gone)},
            _("Tetapkan penggantinya."),
            _("Laporan dapat diteruskan ke kantor yang tidak ada lagi."),
            names=gone,
        )


def accounts(at: datetime) -> Iterator[Finding]:
    """Look for officers who never set up their second factor; they are counted by office."""
    day = local(at, settings.PENDOPO_ZONE).date()
    positions = Position.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day
    )
    safe = Authenticator.objects.filter(user=OuterRef("pk"), type__in=_SECOND_FACTORS)
    bare = Account.objects.filter(
        ~Exists(safe), Exists(positions.filter(person=OuterRef("person"))), is_active=True
    )
    people = bare.values("person")
    rows = positions.filter(person__in=people).values_list("office__short_name", flat=True)
    n_bare = bare.count()
    if n_bare:
        yield Finding(
            "look",
            _("%(n)s akun petugas belum memasang kode kedua.") % {"n": n_bare},
            _("Minta mereka masuk; pemasangannya diminta saat itu juga."),
            _("Sampai terpasang, petugas itu tidak dapat membuka laporan apa pun."),
            names=tuple(sorted(set(rows))),
        )


def _named(offices: Iterator[Office]) -> tuple[str, ...]:
    return tuple(office.short_name for office in offices)
