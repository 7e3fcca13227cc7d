"""``pendopo import-votes FOLDER``: load an export of statements and votes, and map it."""

from __future__ import annotations

import csv
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.text import slugify
from tqdm import tqdm

from pendopo.foundation.people.selectors import office_by_code
from pendopo.foundation.people.types import SYSTEM
from pendopo.journey.deliberation import loading, mapping
from pendopo.journey.deliberation.types import Imported, Level, Mandate
from pendopo.journey.deliberation.votes_file import Export, Refusal, read_export
from pendopo.kernel.errors import PendopoError


class Command(BaseCommand):
    help = "Memuat suara dan pernyataan dari folder berisi votes.csv dan comments.csv, lalu memetakannya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the folder, and what the folder does not tell."""
        parser.add_argument("folder", type=Path, help="folder berisi votes.csv dan comments.csv")
        parser.add_argument("--slug", default="", help="alamat musyawarah; bawaan: nama folder")
        parser.add_argument(
            "--question", default="", help="pertanyaan; bawaan: topic di summary.csv"
        )
        parser.add_argument("--office", default="", help="kode perangkat daerah yang menjawab")
        parser.add_argument("--dry-run", action="store_true", help="periksa saja, tanpa menyimpan")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everything first, so that a wrong folder leaves nothing behind."""
        try:
            export = read_export(options["folder"], watch=_progress)
            mandate = _mandate(options, export)
            if options["dry_run"]:
                self._tell_dry(export)
                return
            done = loading.import_deliberation(
                mandate, export.statements, export.votes, by=SYSTEM, at=timezone.now()
            )
            snapshot = mapping.compute_map(deliberation_id=done.deliberation_id, at=timezone.now())
        except PendopoError as error:
            raise CommandError(error.message) from error
        self._tell(done, export, _write_refusals(_name(options["folder"]), export.refusals))
        if snapshot is not None:
            chosen = snapshot.result["groups"]["chosen"]
            groups = f"{chosen} kelompok pendapat" if chosen else "belum ada kelompok yang stabil"
            self.stdout.write(
                f"Peta: {snapshot.n_people} orang, {groups}. /musyawarah/{done.slug}/peta/"
            )

    def _tell(self, done: Imported, export: Export, file: Path | None) -> None:
        n_refused = {"pernyataan": 0, "suara": 0}
        for refusal in export.refusals:
            n_refused["suara" if refusal.file == "votes.csv" else "pernyataan"] += 1
        for name, tally in (("pernyataan", done.statements), ("suara", done.votes)):
            self.stdout.write(
                f"{name.capitalize()}: {tally.created} baru, {tally.updated} diperbarui, "
                f"{tally.unchanged} tetap, {n_refused[name]} baris ditolak."
            )
        if file is not None:
            self.stdout.write(f"Baris yang ditolak beserta alasannya: {file}")

    def _tell_dry(self, export: Export) -> None:
        self.stdout.write(
            f"{len(export.statements)} pernyataan dan {len(export.votes)} suara dapat dimuat, "
            f"{len(export.refusals)} baris akan ditolak; tidak ada yang disimpan."
        )


def _name(folder: Path) -> str:
    return folder.resolve().name


def _mandate(options: dict[str, Any], export: Export) -> Mandate:
    slug = slugify(options["slug"] or _name(options["folder"]).replace(".", "-"))[:80]
    if not slug:
        raise CommandError("Nama folder tidak dapat menjadi alamat; tambahkan --slug.")
    question = options["question"].strip() or export.topic
    if not question:
        raise CommandError("Pertanyaannya belum ada; tambahkan --question.")
    office = office_by_code(options["office"]) if options["office"] else None
    if options["office"] and office is None:
        raise CommandError(f"Tidak ada perangkat daerah dengan kode {options['office']}.")
    times = [vote.at for vote in export.votes]
    return Mandate(
        slug=slug,
        question=question[:300],
        background="",
        is_open_for="",
        is_closed_for="",
        level=Level.CONSULT,
        opens_at=min(times),
        # A single moment is no span of time; it ends a moment later.
        closes_at=max(times).replace(microsecond=999_999),
        office_id=office.id if office else None,
    )


def _write_refusals(name: str, refusals: list[Refusal]) -> Path | None:
    file = Path(settings.PENDOPO_HOME) / "imports" / f"{name}-ditolak.csv"
    if not refusals:
        # A list from an earlier try would be taken for this one's.
        file.unlink(missing_ok=True)
        return None
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["berkas", "baris", "alasan", "isi"])
        writer.writerows([each.file, each.line, each.reason, each.row] for each in refusals)
    return file


def _progress(rows: Iterable[dict[str, str]], name: str) -> Iterable[dict[str, str]]:
    # None: shown on a terminal only.
    return tqdm(rows, desc=name, unit=" baris", disable=None, file=sys.stderr, leave=False)
