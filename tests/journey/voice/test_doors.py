import gzip
import re
import uuid

import pytest
from django.urls import reverse
from tests.factories.voice import (
    REGENCY,
    VILLAGE,
    form_data,
    make_regency,
    make_topics,
    photo_file,
    picture_bytes,
)

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import Person
from pendopo.journey.voice.models import Photo, Voice

pytestmark = pytest.mark.django_db
FORM = "/lapor/"
FIRST_RESPONSE = 14 * 1024


@pytest.fixture
def regency(settings):
    settings.PENDOPO_REGION = REGENCY
    make_regency()
    make_topics()


def stored():
    return Voice.objects.count(), Photo.objects.count(), Person.objects.count()


def hidden_fields(page):
    pairs = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page)
    return {name: value for name, value in pairs if name != "csrfmiddlewaretoken"}


def test_the_form_asks_for_places_under_their_districts(client, regency):
    page = client.get(FORM).content.decode()
    assert '<optgroup label="Contoharjo 1">' in page
    assert f'<option value="{VILLAGE}">Contohsari 0</option>' in page
    assert '<optgroup label="Jalan dan lampu">' in page
    assert '<option value="other">Lainnya</option>' in page


def test_without_a_territory_only_words_tell_the_place(client):
    page = client.get(FORM).content.decode()
    assert 'name="region"' not in page
    assert 'name="place_note"' in page


def test_opening_the_form_stores_nothing(client):
    client.get(FORM)
    assert "sessionid" not in client.cookies
    assert stored() == (0, 0, 0)


def test_the_form_is_light_even_with_120_villages(client, settings):
    settings.PENDOPO_REGION = REGENCY
    make_regency(n_villages=120)
    make_topics()
    page = client.get(FORM).content
    assert page.count(b"Contohsari") == 120
    assert len(gzip.compress(page, 6)) <= FIRST_RESPONSE


def test_the_form_asks_the_database_as_often_with_many_villages(
    client, settings, django_assert_num_queries
):
    settings.PENDOPO_REGION = REGENCY
    make_regency(n_villages=30)
    make_topics()
    # Whether there are regions at all, the regions, the topics, the offices, the notice.
    with django_assert_num_queries(5):
        client.get(FORM)


def test_preview_shows_what_the_public_will_see_and_stores_nothing(client, regency):
    data = form_data(
        topic="roads.light",
        region=VILLAGE,
        name="Siti Contoh",
        email="siti@contoh.id",
        latitude="-7.25",
        longitude="112.75",
    )
    page = client.post(FORM, data).content.decode()
    public, _, officers = page.partition("Hanya untuk petugas")
    assert "Pelapor: Anonim" in public
    assert "Siti Contoh" not in public
    assert "Siti Contoh" in officers
    assert "siti@contoh.id" in officers
    assert "Contohsari 0, Contoharjo 1" in public
    assert "Lampu jalan mati di depan pasar" in public
    assert "mati.<br>Tolong diperbaiki." in public
    assert stored() == (0, 0, 0)


def test_a_name_is_previewed_only_where_it_will_be_public(client):
    data = form_data(name="Siti Contoh")
    del data["is_anonymous"]
    public = client.post(FORM, data).content.decode().partition("Hanya untuk petugas")[0]
    assert "Pelapor: Siti C." in public
    public = client.post(FORM, data | {"is_secret": "on"}).content.decode()
    assert "Pelapor: Anonim" in public
    assert "Tidak ada yang ditampilkan kepada umum" in public


def test_preview_warns_of_numbers_that_had_better_not_be_public(client):
    data = form_data(text="Hubungi saya di 081234567890, NIK 3374011234560001.")
    page = client.post(FORM, data).content.decode()
    assert "Tulisan Anda tampaknya memuat NIK atau nomor KK, nomor telepon." in page
    assert '<mark title="nomor telepon">081234567890</mark>' in page
    assert '<mark title="NIK atau nomor KK">3374011234560001</mark>' in page


def test_what_was_typed_is_escaped(client):
    page = client.post(FORM, form_data(title="<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_preview_carries_everything_to_sending(client, regency):
    data = form_data(
        topic="roads.light", region=VILLAGE, name="Siti Contoh", phone="0812 3456 7890"
    )
    fields = hidden_fields(client.post(FORM, data).content.decode())
    answer = client.post(FORM, fields | {"action": "send"})
    assert answer.status_code == 302
    voice = Voice.objects.get()
    assert str(voice.submission_key) == data["key"]
    assert voice.text == "Sudah dua minggu lampu di depan pasar mati.\nTolong diperbaiki."
    assert (voice.topic_id, voice.region_id) == ("roads.light", VILLAGE)
    assert (voice.is_anonymous, voice.is_secret) == (True, False)
    assert (voice.reporter.name, voice.reporter.phone) == ("Siti Contoh", "+6281234567890")


def test_no_identity_at_all_drops_what_was_typed_about_oneself(client):
    data = form_data(no_identity="on", name="Siti Contoh", phone="081234567890", action="send")
    client.post(FORM, data)
    assert Voice.objects.get().reporter is None
    assert Person.objects.count() == 0


def test_a_double_click_sends_once(client):
    data = form_data(action="send", name="Siti Contoh")
    first, second = client.post(FORM, data), client.post(FORM, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert stored() == (1, 0, 1)
    assert FactRow.objects.filter(name="VoiceReceived").count() == 1


def test_changing_a_sent_voice_makes_a_new_one(client):
    data = form_data(action="send")
    client.post(FORM, data)
    changed = data | {"title": "Lampu jalan mati di pasar lain", "action": "preview"}
    fields = hidden_fields(client.post(FORM, changed).content.decode())
    assert fields["key"] != data["key"]
    client.post(FORM, fields | {"action": "send"})
    assert sorted(Voice.objects.values_list("title", flat=True)) == [
        "Lampu jalan mati di depan pasar",
        "Lampu jalan mati di pasar lain",
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Judul"),
        ({"kind": "gift"}, "Apa yang ingin Anda sampaikan?"),
        ({"phone": "12"}, "Nomor telepon"),
        ({"email": "bukan surel"}, "Surel"),
        ({"latitude": "-7.2"}, "Isi lintang dan bujur, atau kosongkan keduanya."),
        ({"latitude": "51.5", "longitude": "0.1"}, "Titik ini di luar Indonesia."),
        ({"latitude": "nan", "longitude": "112"}, "Lintang"),
        ({"website": "http://spam.example"}, "Kosongkan kolom ini, lalu lanjutkan."),
        ({"text": "x" * 5_001}, "Ceritakan"),
    ],
    ids=["title", "kind", "phone", "email", "half a point", "far away", "nan", "trap", "long"],
)
@pytest.mark.parametrize("action", ["preview", "send"])
def test_errors_are_summed_up_and_nothing_typed_is_lost(client, changes, sentence, action):
    answer = client.post(FORM, form_data(action=action, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    summary = page.partition('class="error-summary"')[2].partition("</div>")[0]
    assert sentence in summary
    assert "Seberang balai desa" in page
    assert "Tolong diperbaiki." in page or "text" in changes
    assert stored() == (0, 0, 0)


def test_line_breaks_count_once_as_in_the_browser(client):
    text = "\r\n".join(["x" * 49] * 100)
    assert len(text.replace("\r\n", "\n")) == 4_999
    assert client.post(FORM, form_data(text=text)).status_code == 200


def test_edit_gives_the_form_back_as_it_was(client):
    page = client.post(FORM, form_data(action="edit", name="Siti Contoh")).content.decode()
    assert 'value="Siti Contoh"' in page
    assert 'value="Lampu jalan mati di depan pasar"' in page
    assert "error-summary" not in page


def test_photos_are_kept_through_errors_and_shown_to_their_author_alone(client, client_b):
    key = str(uuid.uuid4())
    faulty = client.post(FORM, form_data(key=key, title="", photos=photo_file()))
    assert faulty.status_code == 422
    photo = Photo.objects.get()
    address = reverse("voice:draft_photo", args=[photo.id])
    assert address in faulty.content.decode()
    shown = client.get(address)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert client_b.get(address).status_code == 404
    preview = client.post(FORM, form_data(key=key))
    assert address in preview.content.decode()
    client.post(FORM, hidden_fields(preview.content.decode()) | {"action": "send"})
    assert [kept.id for kept in Voice.objects.get().photos.all()] == [photo.id]
    assert client.get(address).status_code == 404


def test_a_kept_photo_can_be_dropped_and_a_fifth_is_refused(client):
    key = str(uuid.uuid4())
    client.post(FORM, form_data(key=key, photos=[photo_file() for _ in range(4)]))
    assert Photo.objects.count() == 4
    fifth = client.post(FORM, form_data(key=key, photos=photo_file("kelima.jpg")))
    assert fifth.status_code == 422
    assert "kelima.jpg: Paling banyak 4 foto." in fifth.content.decode()
    dropped = str(Photo.objects.first().id)
    answer = client.post(FORM, form_data(key=key, drop=dropped, photos=photo_file()))
    assert answer.status_code == 200
    assert Photo.objects.count() == 4
    assert not Photo.objects.filter(id=dropped).exists()


def test_five_photos_at_once_are_refused_without_keeping_any(client):
    answer = client.post(FORM, form_data(photos=[photo_file() for _ in range(5)]))
    assert answer.status_code == 422
    assert "Paling banyak empat foto." in answer.content.decode()
    assert Photo.objects.count() == 0


def test_a_file_that_is_no_photo_gets_a_clear_sentence(client, settings):
    file = photo_file("surat.jpg")
    file.seek(0)
    file.write(b"%PDF-1.7 ")
    file.seek(0)
    page = client.post(FORM, form_data(photos=file)).content.decode()
    assert "surat.jpg: Berkas ini bukan foto JPEG, PNG, atau WebP yang dapat dibaca." in page
    settings.MAX_PHOTO_BYTES = 100
    page = client.post(FORM, form_data(photos=photo_file("besar.jpg"))).content.decode()
    assert "besar.jpg: Foto lebih dari 12 MB. Kecilkan dulu atau kirim foto lain." in page
    assert Photo.objects.count() == 0


def test_the_eleventh_send_in_ten_minutes_is_asked_to_wait(client):
    answers = [client.post(FORM, form_data(action="send")).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]
    assert Voice.objects.count() == 10
    elsewhere = client.post(FORM, form_data(action="send"), REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302


def test_a_form_from_another_site_is_refused(client_with_csrf):
    assert client_with_csrf.post(FORM, form_data(action="send")).status_code == 403
    assert Voice.objects.count() == 0


def test_thumbnails_are_small(client):
    client.post(FORM, form_data(photos=photo_file(size=(2400, 1800))))
    small = client.get(reverse("voice:draft_photo", args=[Photo.objects.get().id]))
    assert len(small.content) < len(picture_bytes(size=(2400, 1800)))
    assert small["Cache-Control"] == "private, max-age=3600"
