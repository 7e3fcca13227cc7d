"""What a statement may hold, who sees what next, and what a response must cover."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.journey.deliberation import rules
from pendopo.journey.deliberation.errors import AnswersMissing, StatementUnfit
from pendopo.journey.deliberation.types import Answer, ResponseOutcome

REASON = "Sudah masuk rencana penataan tahun depan."


@pytest.mark.parametrize(
    "text",
    [
        "Hubungi saya di 0812-3456-7890 untuk bukti.",
        "Hubungi saya di +62 812 3456 7890 untuk bukti.",
        "Telepon kantor (0351) 462 911 tidak pernah diangkat.",
        "NIK saya 3501 0101 0180 0001 sudah didaftarkan.",
        "NIK saya 3501010101800001 sudah didaftarkan.",
        "Kirim usul ke warga.contoh@contoh.id saja.",
    ],
)
def test_statement_with_a_way_to_reach_someone_is_refused(text):
    with pytest.raises(StatementUnfit, match="Hapus nomor telepon, NIK, atau alamat surel"):
        rules.require_fit_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anggaran Rp10.000.000.000 untuk alun-alun terlalu besar.",
        "Anggaran Rp 1.500.000.000.000 selama 2024-2026 terlalu besar.",
        "Pasar buka pukul 05.00 sampai 10.00 setiap hari.",
        "Kios nomor 062 dan 0811 kosong sejak 2023.",
    ],
)
def test_statement_with_sums_years_and_hours_is_taken(text):
    assert rules.require_fit_statement(text) == text


def test_statement_is_kept_in_one_line():
    assert rules.require_fit_statement("  Alun-alun \n perlu   lampu. ") == "Alun-alun perlu lampu."


def test_statement_may_have_240_characters_and_not_one_more():
    assert len(rules.require_fit_statement("a" * 240)) == 240
    with pytest.raises(StatementUnfit, match="Paling banyak 240 huruf"):
        rules.require_fit_statement("a" * 241)


@pytest.mark.parametrize("text", ["", "   ", "Setuju!"])
def test_statement_needs_a_whole_sentence(text):
    with pytest.raises(StatementUnfit, match="satu kalimat utuh"):
        rules.require_fit_statement(text)


@given(
    st.dictionaries(st.integers(0, 500), st.integers(0, 1_000), max_size=40), st.text(max_size=8)
)
def test_showing_order_holds_every_statement_once_and_is_the_same_each_time(n_votes, key):
    order = rules.showing_order(key, n_votes)
    assert sorted(order) == sorted(n_votes)
    assert order == rules.showing_order(key, dict(reversed(n_votes.items())))


def test_showing_order_differs_between_participants():
    orders = {
        tuple(rules.showing_order(f"orang-{n}", dict.fromkeys(range(12), 5))) for n in range(20)
    }
    assert len(orders) == 20


def test_showing_order_puts_less_answered_statements_first_by_their_odds():
    # Odds 1 against 1/10: the new one comes first for 10 of 11 people.
    first = [rules.showing_order(f"orang-{n}", {1: 0, 2: 9})[0] for n in range(2_000)]
    assert 0.89 < first.count(1) / 2_000 < 0.93


def test_showing_order_of_equal_counts_is_even_chance():
    first = [rules.showing_order(f"orang-{n}", {1: 3, 2: 3})[0] for n in range(2_000)]
    assert 0.47 < first.count(1) / 2_000 < 0.53


def answer(*numbers, reason=REASON):
    return Answer(numbers, ResponseOutcome.ACCEPTED, reason)


def test_response_that_covers_all_statements_is_whole():
    rules.require_whole_response([answer(1, 3), answer(2)], owed=[1, 2, 3])


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([answer(1)], "Belum ada jawaban untuk pernyataan nomor 2, 3"),
        ([answer(1, 2, 3), answer(2)], "nomor 2 dijawab lebih dari sekali"),
        ([answer(1, 2, 3, 9)], "Tidak ada pernyataan nomor 9"),
        ([answer(1, 2, 3, reason="Sudah.")], "Setiap jawaban memerlukan alasan"),
    ],
)
def test_response_with_a_gap_is_refused(answers, message):
    with pytest.raises(AnswersMissing, match=message):
        rules.require_whole_response(answers, owed=[1, 2, 3])
