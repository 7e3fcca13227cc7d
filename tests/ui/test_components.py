"""Components say in words what they show in colour and shape."""

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

WORDS = {
    "on_time": "Masih dalam waktu",
    "near": "Hampir habis",
    "late": "Terlambat",
    "paused": "Dijeda",
    "stopped": "Selesai dihitung",
}


@pytest.fixture(autouse=True)
def _indonesian(settings):
    settings.PENDOPO_ZONE = "Asia/Jakarta"
    with override("id"):
        yield


def drawn(name: str, /, **context: object) -> str:
    return " ".join(render_to_string(f"components/{name}.html", context).split())


def marks(text: str) -> list[str]:
    return text.split('<path d="')[1:]


@pytest.mark.parametrize(("state", "words"), WORDS.items())
def test_clock_says_its_state(state, words):
    text = drawn("clock", name="Jawaban", state=state, due=date(2026, 3, 26), remaining=2)
    assert words in text
    assert "26 Maret 2026" in text
    assert [other for other in WORDS.values() if other in text] == [words]


def test_clock_states_differ_in_shape():
    shapes = {marks(drawn("clock", name="x", state=state))[0] for state in WORDS}
    assert len(shapes) == len(WORDS)


def test_clock_counts_days_left_and_days_passed():
    assert "<b>3</b> hari kerja lagi" in drawn("clock", name="x", state="near", remaining=3)
    assert "<b>3</b> hari kerja lewat" in drawn("clock", name="x", state="late", remaining=-3)
    assert "<b>0</b> hari kerja lagi" in drawn("clock", name="x", state="near", remaining=0)
    assert "<b>" not in drawn("clock", name="x", state="stopped", remaining=3)


def test_clock_shows_an_instant_with_its_hour():
    due = datetime(2026, 3, 16, 3, 5, tzinfo=UTC)
    assert "pukul 10.05 WIB" in drawn("clock", name="x", state="near", due=due)


def test_clock_describes_its_progress():
    text = drawn("clock", name="x", state="near", elapsed=5, length=14)
    assert '<progress value="5" max="14" aria-label="Terpakai 5 dari 14 hari kerja">' in text


def test_clock_warns_when_the_rule_is_unconfirmed():
    text = drawn("clock", name="x", state="near", unconfirmed=True)
    assert "belum dikonfirmasi" in text
    assert "periksa dasar hukum" in text


@pytest.mark.parametrize(
    ("tone", "word"),
    [
        ("info", "Keterangan:"),
        ("success", "Berhasil:"),
        ("warning", "Perhatian:"),
        ("danger", "Penting:"),
        ("error", "Penting:"),
    ],
)
def test_notice_says_its_tone(tone, word):
    assert word in drawn("notice", tone=tone, text="Isi")


def test_status_tags_differ_in_shape():
    tones = ("neutral", "info", "success", "warning", "danger")
    shapes = {marks(drawn("status_tag", label="x", tone=tone))[0] for tone in tones}
    assert len(shapes) == len(tones)


def test_components_escape_what_they_are_given():
    for name in ("notice", "card", "empty", "confirm"):
        assert "<script>" not in drawn(name, title="<script>", text="<script>", label="<script>")


def test_timeline_is_a_list_that_names_the_present():
    events = [
        {"title": "Diterima", "at": datetime(2026, 3, 16, 3, 5, tzinfo=UTC), "by": "Loket"},
        {"title": "Diperiksa", "state": "now"},
        {"title": "Dijawab", "state": "next"},
    ]
    text = drawn("timeline", events=events, label="Riwayat")
    assert text.count("<li") == 3
    assert text.count('aria-current="step"') == 1
    assert "sedang berjalan" in text
    assert "berikutnya" in text
    assert "10.05 WIB</time> · Loket" in text


def test_table_ties_cells_to_headers():
    text = drawn("table", caption="Laporan", columns=["Nama", "n"], rows=[["A", 1], ["B", 2]])
    assert text.count('scope="col"') == 2
    assert '<th scope="row">A</th><td>1</td>' in text
    assert "<caption>Laporan</caption>" in text


def test_pager_of_a_page_keeps_the_filters():
    request = RequestFactory().get("/", {"q": "jalan", "page": "2"})
    text = drawn("pager", page=Paginator(range(30), 10).page(2), request=request)
    assert 'rel="prev" class="btn btn-2" href="?q=jalan&amp;page=1"' in text
    assert 'rel="next" class="btn btn-2" href="?q=jalan&amp;page=3"' in text
    assert "Halaman 2 dari 3" in text


def test_pager_of_a_keyset_uses_the_given_queries():
    text = drawn("pager", next="?after=abc", prev="")
    assert 'href="?after=abc"' in text
    assert 'rel="prev"' not in text


def test_pager_of_a_single_page_is_nothing():
    request = RequestFactory().get("/")
    assert drawn("pager", page=Paginator([1], 10).page(1), request=request) == ""


def test_summary_list_says_what_a_link_changes():
    text = drawn("summary_list", items=[("Perihal", "Lampu", "/ubah/", "Ubah"), ("Desa", "")])
    assert 'href="/ubah/">Ubah<span class="visually-hidden">: Perihal</span>' in text
    assert "<dt>Desa</dt><dd>–</dd>" in text


def test_breadcrumbs_end_where_one_stands():
    text = drawn("breadcrumbs", items=[("Beranda", "/"), ("Gaya", "/gaya/")])
    assert '<a href="/">Beranda</a>' in text
    assert '<span aria-current="page">Gaya</span>' in text


def test_confirm_posts_with_its_token_and_hidden_values():
    text = drawn(
        "confirm",
        title="Tarik?",
        action="/tarik/",
        button="Ya",
        csrf_token="abc",
        hidden=[("id", "7")],
        confirm_label="Saya mengerti",
        cancel_url="/",
    )
    assert '<form class="confirm" method="post" action="/tarik/">' in text
    assert 'name="csrfmiddlewaretoken" value="abc"' in text
    assert 'name="id" value="7"' in text
    assert 'name="confirm" id="confirm" required' in text


def test_code_is_grouped_for_the_eye_and_whole_for_copying():
    text = drawn("copy_code", code="260316100")
    assert "<span>2603</span><span>1610</span><span>0</span>" in text
    assert 'data-copy="260316100"' in text
    assert 'type="button" hidden' in text


def test_stat_and_empty_and_card_show_their_links():
    assert 'href="/asal/"' in drawn("stat", label="Tepat", value="84%", url="/asal/")
    assert 'href="/baru/">Buat' in drawn("empty", title="Kosong", url="/baru/", action="Buat")
    assert '<h2 class="card-title"><a href="/x/">Judul</a></h2>' in drawn(
        "card", title="Judul", url="/x/", level=2
    )
