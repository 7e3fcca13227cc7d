"""The English catalogue is whole and true to its source, and pages really speak English."""

import re
from collections import Counter
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import timezone, translation
from tests.factories.commitments import make_commitment
from tests.factories.deliberation import make_deliberation
from tests.factories.people import actor_for, make_office, make_officer, sign_in
from tests.factories.voice import make_topics, make_voice

from pendopo.engines.clock import load_policies
from pendopo.engines.merkle import packing, receipt, verification
from pendopo.foundation.ledger import wording
from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import services as cases
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.types import CaseClass
from pendopo.kernel.personal import declarations
from scripts import translations

CATALOGUE = translations.ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
ENTRIES = list(polib.pofile(str(CATALOGUE)))
TAG = re.compile(r"</?[a-z][^>]*>")
HOLE = re.compile(r"%\(\w+\)[sd]|%%")
# Words that hold an Indonesian sentence together; none of them is an English word.
INDONESIAN = set(
    """
    yang dan untuk dengan tidak dari pada oleh atau ini itu adalah akan dapat bisa sudah belum telah
    juga agar supaya karena jika bila apabila saat sebelum sesudah setelah sampai hingga dalam luar
    atas bawah antara tentang kepada bagi tanpa hanya masih lagi lebih paling sangat setiap tiap semua
    beberapa banyak anda kami kita saya mereka siapa apa mana kapan bagaimana mengapa harus boleh perlu
    laporan jawaban petugas warga perangkat daerah batas waktu nomor kode hari kerja tulis pilih kirim
    masuk keluar lihat periksa simpan hapus
    """.split()
)
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# A page's title may be a citizen's; its heading says the same and is marked.
UNSEEN = {"script", "style", "title"}
SPOKEN = {"alt", "aria-label", "content", "data-left", "placeholder", "title"}
PAGES = (
    "/",
    "/tentang/",
    "/privasi/",
    "/gaya/",
    "/lapor/",
    "/lacak/",
    "/laporan/",
    "/akun/masuk/",
    "/akun/terhapus/",
    "/petugas/masuk/",
    "/petugas/sandi/lupa/",
    "/catatan/",
    "/catatan/periksa/",
    "/kinerja/",
    "/musyawarah/",
    "/komitmen/",
    "/perangkat-daerah/",
    "/tidak-ada/",
)


class Seen(HTMLParser):
    """What a page says in its own language: all text but that of elements marked Indonesian."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language = ""
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given["lang"]
        is_other = given.get("lang", self.language) != self.language
        is_silent = is_other or tag in UNSEEN or (bool(self._open) and self._open[-1][1])
        if not is_silent:
            self.said += [given[name] or "" for name in SPOKEN & set(given)]
        if tag not in VOID:
            self._open.append((tag, is_silent))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open and not self._open[-1][1]:
            self.said.append(data.strip())


def indonesian_in(page: str) -> list[str]:
    return [
        text
        for text in Seen(page).said
        if INDONESIAN & set(re.findall(r"[a-z]+", text.lower().replace("tidak-ada", "")))
    ]


@pytest.fixture
def english(client, settings):
    settings.PENDOPO_GOVERNMENT = "Contohsari"
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def verified_case(db):
    """A case that an office has to answer, under the law as it ships."""
    cases.add_policies(load_policies(settings.DATA_ROOT / "clocks" / "complaints.yaml"))
    make_topics()
    now, office = timezone.now(), make_office()
    verifier = actor_for(make_officer(Role.VERIFIER, office), now)
    sent = make_voice(at=now)
    deliver_due(at=now)
    case = Case.objects.get(voice_id=sent.voice_id)
    kind = CaseClass.COMPLAINT
    return cases.verify_case(case_id=case.id, case_class=kind, office=office, by=verifier, at=now)


def test_the_catalogue_holds_every_text_of_the_program_and_no_other():
    assert list(translations.problems_of(CATALOGUE, translations.collected())) == []


def test_every_entry_is_translated_with_both_numbers():
    assert len(ENTRIES) > 1000
    unfinished = [
        entry.msgid
        for entry in ENTRIES
        if entry.fuzzy
        or not all(text.strip() for text in entry.msgstr_plural.values() or [entry.msgstr])
        or (entry.msgid_plural and set(entry.msgstr_plural) != {0, 1})
    ]
    assert unfinished == []


@pytest.mark.parametrize("pattern", [TAG, HOLE], ids=["tags", "placeholders"])
def test_translations_keep_tags_and_placeholders(pattern):
    changed = [
        (entry.msgid, text)
        for entry in ENTRIES
        for text in entry.msgstr_plural.values() or [entry.msgstr]
        if Counter(pattern.findall(text)) != Counter(pattern.findall(entry.msgid))
    ]
    assert changed == []


def test_no_translation_is_left_in_indonesian():
    same = [
        entry.msgid
        for entry in ENTRIES
        for text in entry.msgstr_plural.values() or [entry.msgstr]
        if len(INDONESIAN & set(re.findall(r"[a-z]+", text.lower()))) > 1
    ]
    assert same == []


def test_what_the_receipt_engine_says_has_its_translation():
    said = {
        value
        for name, value in vars(verification).items()
        if name.isupper() and isinstance(value, str)
    }
    assert said == set(wording.VERDICTS)
    source = "".join(Path(module.__file__).read_text() for module in (packing, receipt))
    plain = set(re.findall(r'ReceiptMalformed\("([^"]+)"\)', source))
    assert plain - {"Tanda terima ini terlalu besar untuk dikemas sebagai teks."} == set(
        wording.FAULTS
    )


def test_what_is_kept_and_how_long_has_its_translation():
    with translation.override("en"):
        kept = {name: translation.gettext(one.retention) for name, one in declarations().items()}
    assert [name for name, one in declarations().items() if kept[name] == one.retention] == []


def test_the_reader_of_pages_finds_indonesian_and_passes_over_what_is_marked():
    page = '<html lang="en"><p title="Judul yang baik">Yes</p><p lang="id">Untuk warga<br>lama</p><p>Belum ada</p>'
    assert indonesian_in(page) == ["Judul yang baik", "Belum ada"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.usefixtures("verified_case")
def test_pages_speak_english_to_an_english_browser(english, address):
    page = english.get(address).content.decode()
    assert Seen(page).language == "en"
    assert indonesian_in(page) == []


def test_a_case_is_told_in_english(english, verified_case):
    page = english.get(f"/laporan/{verified_case.number}/").content.decode()
    assert "Passed to the responsible office" in page
    assert indonesian_in(page) == []


@pytest.mark.usefixtures("verified_case")
def test_refused_forms_say_why_in_english(english):
    for address in ("/lapor/", "/lacak/", "/akun/masuk/", "/catatan/periksa/"):
        answer = english.post(address, {"title": "x", "contact": "bukan alamat", "receipt": "x"})
        page = answer.content.decode()
        assert (address, answer.status_code, "Some fields need checking" in page) == (
            address,
            422,
            True,
        )
        assert (address, indonesian_in(page)) == (address, [])


@pytest.mark.parametrize(
    ("role", "addresses"),
    [
        (Role.VERIFIER, ("", "laporan/", "laporan/{case}/", "musyawarah/", "keamanan/")),
        (Role.OFFICER, ("", "laporan/", "laporan/{case}/")),
        (Role.HEAD, ("", "komitmen/", "komitmen/{promise}/", "hak-jawab/")),
    ],
)
def test_officers_work_in_english(english, verified_case, role, addresses):
    promise = make_commitment(verified_case.office)
    sign_in(english, make_officer(role, verified_case.office))
    for address in addresses:
        url = "/petugas/" + address.format(case=verified_case.number, promise=promise.number)
        answer = english.get(url)
        assert (url, answer.status_code) == (url, 200)
        assert (url, indonesian_in(answer.content.decode())) == (url, [])


@pytest.mark.django_db
def test_a_deliberation_and_a_commitment_are_told_in_english(english):
    now = timezone.now()
    ends = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=9)}
    deliberation, commitment = make_deliberation(at=now, **ends), make_commitment()
    for address in (
        f"/musyawarah/{deliberation.slug}/",
        f"/musyawarah/{deliberation.slug}/ikut/",
        f"/musyawarah/{deliberation.slug}/peta/",
        f"/komitmen/{commitment.number}/",
        f"/perangkat-daerah/{commitment.office.code}/",
    ):
        answer = english.get(address)
        assert (address, answer.status_code) == (address, 200)
        assert (address, indonesian_in(answer.content.decode())) == (address, [])


@pytest.mark.django_db
def test_the_language_switch_returns_to_the_same_page_without_a_script(client):
    assert 'lang="id"' in client.get("/lacak/").content.decode()
    page = client.get("/lacak/?dari=beranda").content.decode()
    form = re.search(r'<form class="languages" action="([^"]+)" method="post"', page)
    back = re.search(r'name="next" value="([^"]+)"', page)
    answer = client.post(form[1], {"language": "en", "next": back[1]})
    assert (answer.status_code, answer.url) == (302, "/lacak/?dari=beranda")
    assert '<html lang="en">' in client.get(answer.url).content.decode()
    client.post(form[1], {"language": "id", "next": "/"})
    assert '<html lang="id">' in client.get("/lacak/").content.decode()
