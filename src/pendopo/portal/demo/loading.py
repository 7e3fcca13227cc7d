"""Builds the demo through the same services as live work, with progress on screen."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.conf import settings
from tqdm import tqdm

from pendopo.foundation.ledger import sealing
from pendopo.journey.accountability.services import ask_about_indicators
from pendopo.journey.cases.history import import_histories
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.evidence.services import refresh_evidence
from pendopo.kernel.time import local
from pendopo.portal.demo import home
from pendopo.portal.demo.cast import players
from pendopo.portal.demo.civic import load_civic
from pendopo.portal.demo.histories import histories
from pendopo.portal.demo.institution import PASSWORD, Institution, load_institution
from pendopo.portal.demo.regency import Regency, load_regency
from pendopo.portal.demo.stories import stories

N_CASES = 20_000
SEED = 20_261
_DAYS = 730
_ASKED_BEFORE = timedelta(days=21)


def build(*, n_cases: int = N_CASES, at: datetime) -> None:
    """Build the whole demo as it stands at ``at``."""
    regency = load_regency(settings.DATA_ROOT / "demo")
    institution = load_institution(regency, at=at)
    _build_cases(regency, institution, n_cases, at)
    with _stage("Musyawarah dan komitmen"):
        load_civic(regency, institution, last=_last_day(regency, at), seed=SEED, at=at)
    with _stage("Menyegel catatan"):
        sealing.seal_all(at=at)
    with _stage("Menghitung indikator"):
        refresh_evidence(at=at)
    with _stage("Menanyai perangkat daerah"):
        # Three weeks ago, so that the time to reply has passed for some.
        ask_about_indicators(at=at - _ASKED_BEFORE)
    with _stage("Menyegel penerbitan"):
        sealing.seal_all(at=at)
    home.mark_built()


def _build_cases(regency: Regency, institution: Institution, n_cases: int, at: datetime) -> None:
    law = law_in_force(at=at)
    last = _last_day(regency, at)
    told = stories(regency, law.calendar, n_cases, SEED, last - timedelta(days=_DAYS), last)
    with tqdm(total=n_cases, desc="Laporan", unit="") as bar, _no_garbage():
        import_histories(
            histories(told, institution.actors),
            law=law,
            offices=institution.offices,
            at=at,
            on_batch=bar.update,
        )


def _last_day(regency: Regency, at: datetime) -> date:
    # Up to yesterday, so that nothing in the demo lies in the future.
    return local(at, regency.zone).date() - timedelta(days=1)


@contextmanager
def _no_garbage() -> Iterator[None]:
    # Half a million live rows make every full collection slow, and none of them is garbage.
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _stage(name: str) -> Iterator[None]:
    began = time.perf_counter()
    with tqdm(total=1, desc=name, bar_format="{desc} … {elapsed}") as bar:
        yield
        bar.set_description_str(f"{name}: {time.perf_counter() - began:.1f} detik")


def accounts_text() -> str:
    """Return who may sign in to the demo, one line a role."""
    lines = ["", f"Akun demo (kata sandi: {PASSWORD}; kode kedua dan tombol masuk ada di /demo/):"]
    lines += [f"  {player.email:<34} {player.words}" for player in players()]
    return "\n".join(lines)
