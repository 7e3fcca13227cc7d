"""A file is looked through for an office and not kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.cases import AT
from tests.factories.guarding import NIK
from tests.factories.people import make_officer, sign_in

from pendopo.foundation.people.types import Role

pytestmark = pytest.mark.django_db
URL = "/petugas/periksa-berkas/"
LIST = "nama,nik\n" + "\n".join(f"Warga,32760601019{n:05d}" for n in range(99940, 99999))
COUNTS = "Desa,TBC,HIV\nContohsari,12,2\nContoharjo,30,14\nContohrejo,25,11\n"


@pytest.fixture
def sent(client):
    sign_in(client, make_officer(Role.OFFICER, at=AT))

    def send(name, content):
        page = client.post(URL, {"file": SimpleUploadedFile(name, content.encode())})
        return page.status_code, page.content.decode()

    return send


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("surat.txt", "Jalan Melati ditambal.", "Tidak ditemukan data pribadi."),
        ("surat.txt", f"Penerima\nNIK {NIK}", "Ada data pribadi"),
        ("surat.txt", f"Penerima Bapak Sutarno NIK {NIK}", "Tahan: minta orang lain"),
        ("daftar.csv", LIST, "Jangan dibagikan"),
        ("kasus.csv", COUNTS, "sel C2"),
    ],
)
def test_the_verdict_and_the_places_are_told_and_no_value(sent, settings, name, content, words):
    status, page = sent(name, content)
    assert (status, words in page, NIK in page) == (200, True, False)
    assert not [path for path in settings.MEDIA_ROOT.glob("**/*") if path.name == name]


def test_what_cannot_be_read_is_refused_and_not_called_clean(sent):
    status, page = sent("foto.pdf", "bukan pdf")
    assert (status, "Isi berkas bukan PDF seperti namanya." in page) == (422, True)
    assert "Tidak ditemukan" not in page
