"""What must hold for every text."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pendopo.engines.privacy import Kind, Scanner, masked, parts_of, starred
from pendopo.engines.privacy.shipped import shipped_rules
from pendopo.engines.privacy.windows import pieces

SCANNER = Scanner(shipped_rules())
COVERS = {kind: f"[{kind.value} disamarkan]" for kind in Kind}
# Texts at random hold nothing; these are put together from what nearly or really is something.
SCRAPS = st.sampled_from(
    [
        "NIK ", "KK: ", "rek BCA ", "hp ", "nopol ", "rekam medis ", "paspor ", "transfer ", "tiket ", "Bapak Budi ",
        "3276060101909998", "3276 0641 0190 9998", "081200000000", "+62 812-0000-0000", "B 9999 ZZZ", "AB 1234 XY",
        "X0000001", "00-12-34", "01.234.567.4-999.000", "199001012015011999", "budi@contoh.id", " [at] ", "contoh.id",
        "HIV", "Jl. Mawar No. 9 ", "RT 03/RW 05 ", "Kel. Contoh", "password: ", "Rahasia123", "-6.2000001, 106.8166667",
        "3201-LT-12052018-0042", "dicabuli ", "anak ", " ", "\n", ",", ".", "-", "(", ")", "+", "0", "8", "62", "@",
        "３２", "\u200b", "[nik disamarkan]", "[phone disamarkan]", "disamarkan]", "AKIAABCDEFGHIJKLMNOP",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(SCRAPS, max_size=24).map("".join),
    st.text(alphabet="0123456789 .-()@aBZR/,\n", max_size=80),
    st.text(max_size=60),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("rek BCA 081200000000 12345678 87654321")
@example("0812[nik disamarkan]0000000")
def test_masking_twice_changes_nothing_and_leaves_nothing(text):
    covered = masked(text, SCANNER, COVERS)
    assert masked(covered, SCANNER, COVERS) == covered
    assert SCANNER.scan(covered, opaque=tuple(COVERS.values())) == []


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_findings_are_in_order_inside_the_text_and_do_not_overlap(text):
    places = [place for each in SCANNER.scan(text) for place in (each.start, each.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert all(each.start < each.end for each in SCANNER.scan(text))
    assert "".join(part.text for part in parts_of(text, SCANNER.scan(text))) == text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab\n", max_size=40), max_size=12))
def test_pieces_cover_a_text_once_and_know_where_they_lie(texts):
    whole = "".join(texts)
    found = list(pieces(texts, size=16, margin=4))
    assert "".join(piece.text[piece.first : piece.last] for piece in found) == whole
    assert [
        piece for piece in found if whole[piece.offset :][: len(piece.text)] != piece.text
    ] == []


def test_a_long_text_has_the_findings_of_its_parts():
    line = "Bapak Budi, NIK 3276060101909998, HP 081200000000, menderita HIV.\n"
    filler = "Rapat membahas anggaran tahun 2026 dan jadwal kegiatan berikutnya.\n" * 3
    text = (line + filler) * 3_000
    found = SCANNER.scan(text)
    alone = SCANNER.scan(line)
    step = len(line + filler)
    assert len(text) > 3 * (1 << 18)
    assert found == [
        each._replace(start=each.start + i * step, end=each.end + i * step)
        for i in range(3_000)
        for each in alone
    ]


@given(st.text(max_size=40))
def test_a_starred_value_is_as_long_and_shows_at_most_ten_signs(value):
    shown = starred(value)
    assert len(shown) == len(value)
    assert len(value) - shown.count("*") <= 10 or "*" in value
    assert len(value) < 2 or "*" in shown
