"""Builds the demo through the same services as live work, with progress on screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from tqdm import tqdm

from pendopo.foundation.ledger import sealing
from pendopo.journey.accountability.services import ask_about_indicators
from pendopo.journey.cases.history import import_histories
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.procedures.selectors import kinds_with_form, running_versions
from pendopo.kernel.shards import run_shares
from pendopo.kernel.time import local
from pendopo.portal.demo import home
from pendopo.portal.demo.applications import applications
from pendopo.portal.demo.cast import players
from pendopo.portal.demo.civic import load_civic
from pendopo.portal.demo.claims import load_claims
from pendopo.portal.demo.finishing import finish
from pendopo.portal.demo.institution import PASSWORD, Institution, load_institution
from pendopo.portal.demo.regency import Regency, load_regency, load_words
from pendopo.portal.demo.shards import Load, load_in_processes

N_CASES = 20_000
SEED = 20_261
_SPAN = timedelta(days=730)
_ASKED_BEFORE = timedelta(days=21)


def build(*, n_cases: int = N_CASES, at: datetime, n_processes: int = 1) -> None:
    """Build the whole demo as it stands at ``at``."""
    regency = load_regency(settings.DATA_ROOT / "demo")
    institution = load_institution(regency, at=at)
    last = _last_day(regency, at)
    _build_cases(Load(n_cases, SEED, last - _SPAN, last, at), institution, n_processes)
    with _stage("Permohonan layanan dan informasi"):
        n_cases += _load_applications(regency, institution, last, at)
    with _stage("Musyawarah dan komitmen"):
        load_civic(regency, institution, last=last, seed=SEED, at=at)
    with _stage("Kabar yang beredar"):
        load_claims(institution, last=last)
    with _stage("Mengisi pencarian, menyegel catatan, menghitung indikator"):
        run_shares(partial(finish, n_cases, at), n_processes=n_processes, on_batch=lambda _n: None)
    with _stage("Menanyai perangkat daerah"):
        # Three weeks ago, so that the time to reply has passed for some.
        ask_about_indicators(at=at - _ASKED_BEFORE)
    with _stage("Menyegel penerbitan"):
        sealing.seal_all(at=at)
    home.mark_built()


def _build_cases(load: Load, institution: Institution, n_processes: int) -> None:
    with tqdm(total=load.n_cases, desc="Laporan", unit="") as bar:
        load_in_processes(load, institution, n_processes, bar.update)


def _load_applications(regency: Regency, institution: Institution, last: date, at: datetime) -> int:
    law, kinds = law_in_force(at=at), kinds_with_form()
    versions = [one for one in running_versions() if one.course and one.course.kind in kinds]
    words = load_words(settings.DATA_ROOT / "demo")
    told = applications(regency, words, institution.actors, versions, law.calendar, last, SEED)
    return import_histories(told, law=law, offices=institution.offices, at=at)


def _last_day(regency: Regency, at: datetime) -> date:
    # Up to yesterday, so that nothing in the demo lies in the future.
    return local(at, regency.zone).date() - timedelta(days=1)


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
