"""Escalation in the neutral words of the public timeline, and in those of an officer's list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.journey.cases.escalation.events import CaseEscalated, CaseEscalationActed
from pendopo.journey.cases.escalation.types import Act, Target
from pendopo.kernel.events import Fact

# Before whom → what the public reads. No name: the office, not the person, is reminded.
_RAISED = {
    Target.OFFICERS.value: gettext_lazy("Petugas diingatkan: batas waktu mendekat"),
    Target.HEAD.value: gettext_lazy("Dinaikkan kepada kepala perangkat daerah"),
    Target.SUPERIOR.value: gettext_lazy("Atasan PPID diingatkan: keberatan menunggu jawabannya"),
    Target.PARENT_HEAD.value: gettext_lazy("Dinaikkan kepada kepala perangkat daerah di atasnya"),
    Target.SECRETARY.value: gettext_lazy("Dinaikkan kepada Sekretaris Daerah"),
    Target.INSPECTORATE.value: gettext_lazy("Dinaikkan kepada Inspektorat"),
    Target.REGENT.value: gettext_lazy("Dinaikkan kepada kepala daerah"),
}
_ACTED = {
    Act.TAKE_OVER.value: gettext_lazy("Atasan mengambil alih penanganan"),
    Act.REMIND.value: gettext_lazy("Atasan mengingatkan perangkat daerah"),
    Act.EXPLAIN.value: gettext_lazy("Atasan mencatat penjelasan keterlambatan"),
}
# Before whom → what is expected of them.
EXPECTED = {
    Target.OFFICERS.value: gettext_lazy("Selesaikan langkah ini sebelum batasnya lewat."),
    Target.HEAD.value: gettext_lazy(
        "Pastikan laporan ini ditangani: ambil alih, ingatkan petugas, atau jelaskan hambatannya."
    ),
    Target.SUPERIOR.value: gettext_lazy(
        "Putuskan keberatan ini dengan alasannya. Bila batasnya lewat, pemohon dapat langsung ke "
        "Komisi Informasi."
    ),
    Target.PARENT_HEAD.value: gettext_lazy(
        "Minta perangkat daerah di bawah Anda bertindak, atau berikan kepada yang sanggup."
    ),
    Target.SECRETARY.value: gettext_lazy(
        "Minta perangkat daerah bertindak, berikan kepada yang sanggup, atau jelaskan hambatannya."
    ),
    Target.INSPECTORATE.value: gettext_lazy(
        "Periksa mengapa laporan ini didiamkan, dan catat penjelasannya."
    ),
    Target.REGENT.value: gettext_lazy("Ketahui kelambatan ini dan minta penjelasan."),
}


def _raised(fact: CaseEscalated) -> str:
    if not fact.office:
        return _("Batas waktu lewat, tetapi jabatan di atasnya sedang kosong")
    return str(_RAISED.get(fact.target, fact.target))


def _acted(fact: CaseEscalationActed) -> str:
    return str(_ACTED.get(fact.act, fact.act))


TITLES: dict[type[Fact], Callable[[Any], Any]] = {
    CaseEscalated: _raised,
    CaseEscalationActed: _acted,
}
