"""A person's words go when they ask for it; what the office answered stays."""

import pytest
from tests.factories.cases import ANSWER, AT, PROOF, make_actor, make_verified

from pendopo.foundation.people.selectors import everything_about
from pendopo.foundation.people.services import erase_person
from pendopo.foundation.people.types import ANONYMOUS, SYSTEM, Contact
from pendopo.journey.cases import services
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.cases.types import Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.fixture
def talked():
    """Two people with the same way through the office."""
    return [make_talk(name) for name in ("Siti Rahayu", "Budi Santoso")]


def make_talk(name):
    case = make_verified(contact=Contact(name=name), title=f"Lubang di depan rumah {name}")
    by, values = make_actor(), {"case_id": case.id, "at": AT}
    services.ask_reporter(text="Di mana?", by=by, **values)
    services.reply_as_reporter(text=f"Rumah {name}.", by=ANONYMOUS, **values)
    services.add_note(text="Dicatat.", by=by, **values)
    services.answer_case(outcome=Outcome.DONE, text=ANSWER, proof=PROOF, by=by, **values)
    services.reopen_case(text=f"Kata {name} belum.", by=ANONYMOUS, **values)
    return case


def words_of(case):
    texts = dict(Message.objects.filter(case=case).values_list("kind", "text"))
    return {"title": Case.objects.get(id=case.id).title, **texts}


def test_erasing_empties_the_persons_words_and_nobody_elses(talked):
    siti, budi = talked
    untouched = words_of(budi)
    erase_person(siti.voice.reporter_id, by=SYSTEM, at=AT)
    assert words_of(siti) == {
        "title": "",
        "question": "Di mana?",
        "reply": "",
        "note": "Dicatat.",
        "answer": ANSWER,
        "reopen": "",
    }
    assert words_of(budi) == untouched


def test_a_person_gets_their_copy_without_the_offices_notes(talked):
    siti, _budi = talked
    copy = everything_about(siti.voice.reporter_id)
    assert [row["title"] for row in copy["cases.Case"]] == ["Lubang di depan rumah Siti Rahayu"]
    assert [row["kind"] for row in copy["cases.Message"]] == [
        "question",
        "reply",
        "answer",
        "reopen",
    ]


def test_a_forgotten_name_does_not_come_to_light_in_the_offices_answer(client):
    """Pages cover the author's name where they know it; forgetting must not uncover it."""
    contact = Contact(name="Siti Rahayu", phone="081234567890")
    case = make_verified(contact=contact, is_anonymous=True)
    services.answer_case(
        case_id=case.id,
        outcome=Outcome.DONE,
        text=f"Yth. Siti Rahayu (081234567890). {ANSWER}",
        proof="Ditandatangani Siti Rahayu",
        by=make_actor(),
        at=AT,
    )
    erase_person(case.voice.reporter_id, by=SYSTEM, at=AT)

    answer = Message.objects.get(case=case, kind="answer")
    assert answer.text == f"Yth. [nama disamarkan] ([telepon disamarkan]). {ANSWER}"
    assert answer.proof == "Ditandatangani [nama disamarkan]"
    assert "Rahayu" not in client.get(f"/laporan/{case.number}/").content.decode()
