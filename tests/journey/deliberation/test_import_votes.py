"""``pendopo import-votes``: a folder goes in whole or not at all, and again without change."""

import csv
import os
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from tests.factories.deliberation import (
    comment_row,
    make_deliberation,
    vote_row,
    write_export,
)

from pendopo.engines import opinion
from pendopo.journey.deliberation import selectors
from pendopo.journey.deliberation.models import Deliberation, MapSnapshot, Statement, Vote
from pendopo.journey.deliberation.types import Moderation, State
from pendopo.journey.deliberation.votes_file import read_export

pytestmark = pytest.mark.django_db
BESIDE = Path(__file__).parents[4] / "shared" / "data" / "polis"
REAL = Path(os.environ.get("PENDOPO_POLIS_DATA", BESIDE)) / "brexit-consensus"


def run(folder, **options):
    out = StringIO()
    call_command("import_votes", str(folder), stdout=out, **options)
    return out.getvalue()


def refusals(name):
    file = settings.PENDOPO_HOME / "imports" / f"{name}-ditolak.csv"
    if not file.exists():
        return None
    with file.open(encoding="utf-8", newline="") as table:
        return [(row["berkas"], row["baris"], row["alasan"]) for row in csv.DictReader(table)]


def test_import_stores_maps_and_says_how_many(tmp_path):
    told = run(write_export(tmp_path / "alun-alun"))
    assert "Pernyataan: 3 baru, 0 diperbarui, 0 tetap, 0 baris ditolak." in told
    assert "Suara: 12 baru, 0 diperbarui, 0 tetap, 0 baris ditolak." in told
    assert "Peta: 4 orang, belum ada kelompok yang stabil. /musyawarah/alun-alun/peta/" in told
    deliberation = Deliberation.objects.get()
    assert (deliberation.slug, deliberation.state) == ("alun-alun", State.CLOSED)
    assert deliberation.question == "Bagaimana alun-alun dipakai?"
    assert selectors.latest_map(deliberation.id).n_votes == 12


def test_second_import_leaves_all_unchanged(tmp_path):
    folder = write_export(tmp_path / "alun-alun")
    run(folder)
    told = run(folder)
    assert "Pernyataan: 0 baru, 0 diperbarui, 3 tetap, 0 baris ditolak." in told
    assert "Suara: 0 baru, 0 diperbarui, 12 tetap, 0 baris ditolak." in told
    assert MapSnapshot.objects.count() == 1


def test_latest_vote_counts_whatever_the_order_and_a_tie_is_a_pass(tmp_path):
    votes = [
        vote_row(1, 0, -1, time=1_700_000_009_000),
        vote_row(1, 0, 1, time=1_700_000_001_000),
        vote_row(2, 0, 1, time=1_700_000_001_000),
        vote_row(2, 0, -1, time=1_700_000_001_000),
    ]
    run(write_export(tmp_path / "alun-alun", [comment_row(0)], votes))
    stored = dict(Vote.objects.values_list("participant__key", "value"))
    assert stored == {"1": -1, "2": 0}


def test_digest_of_the_map_is_that_of_the_engine_on_the_same_file(tmp_path):
    folder = write_export(tmp_path / "alun-alun")
    run(folder)
    ballots = opinion.read_votes(folder / "votes.csv")
    assert f"sha256:{MapSnapshot.objects.get().input_digest}" == opinion.digest(ballots)


def test_rejected_statements_are_hidden_and_long_texts_whole(tmp_path):
    long = "Alun-alun perlu " + "lampu dan " * 40 + "bangku."
    run(
        write_export(
            tmp_path / "a",
            [comment_row(0, long), comment_row(1, moderated=-1)],
            [vote_row(1, 0), vote_row(1, 1)],
        )
    )
    assert selectors.shown_statements(Deliberation.objects.get().id).get().text == long
    assert Statement.objects.get(number=1).moderation == Moderation.REJECTED
    assert MapSnapshot.objects.get().n_statements == 1


def test_bad_rows_are_set_apart_with_line_and_reason(tmp_path):
    comments = [
        comment_row(0),
        comment_row(0),
        comment_row("x"),
        comment_row(2, "  "),
        comment_row(3, moderated=7),
    ]
    votes = [
        vote_row(1, 0),
        vote_row(1, 0, 2),
        vote_row(1, 9),
        vote_row("", 0),
        vote_row(1, 0, time="kemarin"),
        vote_row(1, 0, time=1_700_000_000),
    ]
    told = run(write_export(tmp_path / "rusak", comments, votes))
    assert "Pernyataan: 1 baru, 0 diperbarui, 0 tetap, 4 baris ditolak." in told
    assert "Suara: 1 baru, 0 diperbarui, 0 tetap, 5 baris ditolak." in told
    assert "rusak-ditolak.csv" in told
    assert refusals("rusak") == [
        ("comments.csv", "3", "comment-id sudah ada di baris sebelumnya"),
        ("comments.csv", "4", "comment-id bukan bilangan"),
        ("comments.csv", "5", "teks pernyataan kosong"),
        ("comments.csv", "6", "moderated bukan 1, 0, atau -1"),
        ("votes.csv", "3", "vote bukan 1, 0, atau -1"),
        ("votes.csv", "4", "pernyataan ini tidak ada di comments.csv"),
        ("votes.csv", "5", "voter-id kosong atau terlalu panjang"),
        ("votes.csv", "6", "timestamp bukan milidetik sejak 1970"),
        ("votes.csv", "7", "timestamp bukan milidetik sejak 1970"),
    ]


def test_list_of_refused_rows_goes_away_when_the_file_was_mended(tmp_path):
    folder = write_export(tmp_path / "sembuh", votes=[vote_row(1, 0), vote_row(1, 0, 5)])
    run(folder)
    assert len(refusals("sembuh")) == 1
    run(write_export(folder))
    assert refusals("sembuh") is None


def _without(name):
    return lambda folder: (folder / name).unlink()


def _with(name, content):
    return lambda folder: (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_without("votes.csv"), "Berkas votes.csv tidak ada di folder itu."),
        (_without("comments.csv"), "Berkas comments.csv tidak ada di folder itu."),
        (_with("votes.csv", b""), "Berkas votes.csv kosong."),
        (_with("comments.csv", b"\xff\xfe\x00x"), "Berkas comments.csv bukan teks UTF-8."),
        (
            _with("votes.csv", b"a,b\n1,2\n"),
            "tidak memuat kolom timestamp, comment-id, voter-id, vote.",
        ),
        (
            _with("votes.csv", b"timestamp,comment-id,voter-id,vote\n1,0,1,9\n"),
            "Tidak ada satu pun suara yang dapat dipakai di votes.csv.",
        ),
        (
            _with("comments.csv", b"comment-id,comment-body\n"),
            "Tidak ada satu pun pernyataan yang dapat dipakai di comments.csv.",
        ),
    ],
)
def test_wrong_folder_is_refused_in_one_sentence_and_nothing_is_written(tmp_path, spoil, message):
    folder = write_export(tmp_path / "salah")
    spoil(folder)
    with pytest.raises(CommandError, match=message) as refused:
        run(folder)
    assert refused.value.returncode == 1
    assert not Deliberation.objects.exists()
    assert refusals("salah") is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"office": "tidak-ada"}, "Tidak ada perangkat daerah dengan kode tidak-ada."),
        ({"slug": "sudah-ada"}, "sudah dipakai musyawarah yang diadakan di sini"),
    ],
)
def test_wrong_option_is_refused_and_nothing_is_written(tmp_path, options, message):
    make_deliberation(slug="sudah-ada")
    with pytest.raises(CommandError, match=message):
        run(write_export(tmp_path / "alun-alun"), **options)
    assert Deliberation.objects.count() == 1
    assert not Vote.objects.exists()


def test_question_is_asked_for_when_the_folder_tells_none(tmp_path):
    folder = write_export(tmp_path / "alun-alun", topic="")
    with pytest.raises(CommandError, match="tambahkan --question"):
        run(folder)
    run(folder, question="Bagaimana alun-alun dipakai?", slug="tanya")
    assert Deliberation.objects.get().slug == "tanya"


def test_dry_run_stores_nothing(tmp_path):
    told = run(write_export(tmp_path / "alun-alun"), dry_run=True)
    assert told == (
        "3 pernyataan dan 12 suara dapat dimuat, 0 baris akan ditolak; tidak ada yang disimpan.\n"
    )
    assert not Deliberation.objects.exists()


def test_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="tidak ditemukan"):
        run(tmp_path / "entah")


@pytest.mark.skipif(
    not REAL.is_dir(),
    reason="no folder of public conversations beside this checkout or in PENDOPO_POLIS_DATA",
)
def test_real_conversation_is_imported_as_the_engine_reads_it():
    export = read_export(REAL)
    assert (len(export.statements), len(export.votes), export.refusals) == (50, 5_303, [])
    told = run(REAL)
    assert "Suara: 5303 baru, 0 diperbarui, 0 tetap, 0 baris ditolak." in told
    assert "204 orang, 2 kelompok pendapat" in told
    ballots = opinion.read_votes(REAL / "votes.csv")
    assert f"sha256:{MapSnapshot.objects.get().input_digest}" == opinion.digest(ballots)
    assert "Suara: 0 baru, 0 diperbarui, 5303 tetap" in run(REAL)
