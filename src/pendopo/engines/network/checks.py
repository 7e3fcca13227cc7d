"""What makes a plan contradict itself; each refusal is one Indonesian sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pendopo.engines.network.errors import NetworkError
from pendopo.engines.network.ranges import Range, overlap

if TYPE_CHECKING:
    from pendopo.engines.network.plan import Plan

_CODE = re.compile(r"[a-z][a-z0-9_]{0,23}")
_FOLDER = re.compile(r"(/[A-Za-z0-9._-]+)+")


def require_sound(plan: Plan) -> None:
    """Refuse a plan with a fault.

    Raises
    ------
    NetworkError
        Names the first fault found.
    """
    _require_codes("kelompok", [*plan.audiences])
    _require_codes("kategori", [category.code for category in plan.categories])
    _require_some(plan)
    _require_once("Perangkat daerah", [office.code for office in plan.offices])
    _require_once("Domain", [name for each in plan.categories for name in each.domains])
    _require_once("Penutupan", [f"{each.window} {each.category}" for each in plan.closings])
    _require_apart("Perangkat daerah", {each.code: each.ranges for each in plan.offices})
    _require_apart("Kelompok", {each.code: each.ranges for each in plan.groups})
    _require_known(plan)
    _require_written(plan)
    if plan.privacy.k < 1 or plan.privacy.round_to < 1 or not 0 < plan.privacy.most_of_one <= 1:
        message = "Batas laporan keliru: k dan pembulatan paling sedikit 1, bagian antara 0 dan 1."
        raise NetworkError(message)


def _require_codes(what: str, codes: list[str]) -> None:
    for code in codes:
        if not _CODE.fullmatch(code):
            message = f"Kode {what} '{code}' hanya boleh huruf kecil, angka, dan garis bawah."
            raise NetworkError(message)
    _require_once(what.capitalize(), codes)


def _require_some(plan: Plan) -> None:
    ranges = {each.name: each.ranges for each in plan.offices}
    ranges |= {each.name: each.ranges for each in plan.groups}
    for name, own in ranges.items():
        if not own:
            message = f"'{name}' belum punya rentang alamat."
            raise NetworkError(message)
    for category in plan.categories:
        if not category.domains:
            message = f"Kategori '{category.name}' belum punya domain."
            raise NetworkError(message)
    if not plan.offices:
        message = "Rencana jaringan belum menyebut satu perangkat daerah pun."
        raise NetworkError(message)


def _require_once(what: str, names: list[str]) -> None:
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        message = f"{what} '{min(twice)}' tertulis dua kali."
        raise NetworkError(message)


def _require_apart(what: str, owners: Mapping[str, Iterable[Range]]) -> None:
    if shared := overlap(owners):
        message = f"{what} '{shared[0]}' dan '{shared[1]}' memakai alamat yang sama."
        raise NetworkError(message)


def _require_known(plan: Plan) -> None:
    categories = {category.code for category in plan.categories}
    for closing in plan.closings:
        if closing.category not in categories:
            message = f"Kategori '{closing.category}' tidak ada dalam rencana."
            raise NetworkError(message)
        if unknown := closing.exempt - set(plan.audiences[:-1]):
            message = f"Kelompok '{min(unknown)}' tidak ada dalam rencana."
            raise NetworkError(message)


def _require_written(plan: Plan) -> None:
    """Refuse names that could break out of a comment or a path of a generated file."""
    names = [each.name for each in plan.offices]
    names += [each.name for each in plan.categories]
    names += [each.name for each in plan.groups]
    for text in (plan.name, plan.folder, *names):
        if not text.isprintable():
            message = "Nama dan folder tidak boleh memuat ganti baris atau tanda kendali."
            raise NetworkError(message)
    if not _FOLDER.fullmatch(plan.folder):
        message = f"Folder '{plan.folder}' harus mulai dengan / dan tanpa spasi."
        raise NetworkError(message)
