import uuid
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.voice import NOON, make_submission, make_topics, make_voice, photo_file

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.models import Person
from pendopo.foundation.people.types import ANONYMOUS, Contact
from pendopo.journey.voice import photos, selectors, services
from pendopo.journey.voice.errors import VoiceNotFound
from pendopo.journey.voice.models import Photo, Voice
from pendopo.journey.voice.types import Place
from pendopo.kernel.errors import BadInput

pytestmark = pytest.mark.django_db


def test_a_voice_becomes_a_row_and_a_fact_without_its_words():
    sent = make_voice(contact=Contact(name="Siti Contoh", phone="081234567890"))
    voice = Voice.objects.get(id=sent.voice_id)
    fact = FactRow.objects.get(id=sent.fact_id)
    assert voice.text == "Sudah dua minggu lampu di depan pasar mati dan gelap."
    assert voice.reporter.phone == "+6281234567890"
    assert (fact.name, fact.subject_id, fact.by) == ("VoiceReceived", voice.id, "anonymous")
    assert fact.payload["digest"] == services.digest_of(
        voice.title, voice.text, code=sent.tracking_code
    )
    assert "Siti" not in str(fact.payload)
    assert "lampu" not in str(fact.payload)


def test_sending_twice_changes_nothing_and_answers_the_same():
    submission = make_submission(contact=Contact(name="Siti Contoh"))
    first = services.receive_voice(submission, by=ANONYMOUS, at=NOON)
    second = services.receive_voice(submission, by=ANONYMOUS, at=NOON + timedelta(minutes=1))
    assert first == second
    assert (Voice.objects.count(), Person.objects.count(), FactRow.objects.count()) == (1, 1, 1)


def test_no_topic_leaves_the_choice_to_the_verifier():
    assert Voice.objects.get(id=make_voice(topic="").voice_id).topic is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topic": "unknown"}, "topic"),
        ({"place": Place(region_code="99.99.99.2001")}, "region"),
        ({"contact": Contact(phone="12")}, "phone"),
    ],
    ids=["topic", "region", "phone"],
)
def test_a_refusal_leaves_nothing_behind(changes, field):
    make_topics()
    with pytest.raises(BadInput) as refusal:
        make_voice(**changes)
    assert refusal.value.field == field
    assert (Voice.objects.count(), Person.objects.count(), FactRow.objects.count()) == (0, 0, 0)


def test_photos_follow_the_voice_they_were_kept_for():
    key, other = uuid.uuid4(), uuid.uuid4()
    mine = keep(key)
    keep(other)
    sent = make_voice(key=key)
    assert [photo.id for photo in selectors.photos_of(sent.voice_id)] == [mine.id]
    assert FactRow.objects.get(id=sent.fact_id).payload["n_photos"] == 1


def test_photos_that_were_never_sent_are_dropped_after_a_day_with_their_files():
    old = keep(uuid.uuid4(), at=NOON - timedelta(days=1, seconds=1))
    fresh = keep(uuid.uuid4(), at=NOON)
    storage, name = old.file.storage, old.file.name
    assert storage.exists(name)
    assert photos.drop_abandoned_photos(at=NOON) == 1
    assert not storage.exists(name)
    assert [photo.id for photo in Photo.objects.all()] == [fresh.id]


def test_nobody_drops_the_photos_of_another_submission():
    photo = keep(uuid.uuid4())
    assert photos.drop_waiting_photos([photo.id], submission_key=uuid.uuid4()) == 0
    assert photos.drop_waiting_photos([photo.id], submission_key=photo.submission_key) == 1


def test_number_and_code_open_a_voice_and_errors_look_alike():
    sent, other = make_voice(), make_voice()
    digits = sent.number.replace("-", " ")
    assert selectors.tracked_voice(digits, sent.tracking_code.lower()).id == sent.voice_id
    wrong = [
        (sent.number, other.tracking_code),
        ("26-0000-0000-0", sent.tracking_code),
        (sent.number, ""),
        ("", ""),
    ]
    sentences = set()
    for number, code in wrong:
        with pytest.raises(VoiceNotFound) as refusal:
            selectors.tracked_voice(number, code)
        sentences.add(refusal.value.message)
    assert len(sentences) == 1


def keep(key, *, at=NOON):
    file = photo_file()
    return photos.keep_photo(file, size=len(file.getvalue()), submission_key=key, at=at)


def test_the_number_carries_the_year_of_the_office_and_not_of_greenwich():
    """31 December 2026, 17.30 UTC is 1 January 2027 in Jakarta."""
    voice = make_voice(at=datetime(2026, 12, 31, 17, 30, tzinfo=UTC))
    assert voice.number.startswith("27-")
