"""The machine guesses from what people verified, says why, and says when it is not sure."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from tests.factories.cases import AT, make_actor, make_case, make_verified
from tests.factories.people import make_office
from tests.factories.voice import make_topics

from pendopo.foundation.people.types import Role
from pendopo.journey.cases.routing import showing, suggesting
from pendopo.journey.voice.models import Topic

TEXTS = {
    "roads.light": "Lampu penerangan padam dan gelap, tiang nomor {n}",
    "roads.hole": "Lubang besar, aspal rusak bergelombang sepanjang {n} meter",
}
OFFICES = {"roads.light": "dishub", "roads.hole": "dpupr"}


@pytest.fixture
def home(law, settings, tmp_path):
    settings.PENDOPO_HOME = tmp_path
    make_topics()
    return tmp_path


@pytest.fixture
def history(home):
    """Fifty verified cases of each of two topics, and one that is secret."""
    for topic, text in TEXTS.items():
        office = make_office(OFFICES[topic], name=OFFICES[topic].upper())
        for n in range(50):
            make_verified(topic=topic, office=office, title="Laporan", text=text.format(n=n))
    make_verified(
        topic="roads.hole", office=office, text="Rahasiasekali jangan dibaca", is_secret=True
    )


def test_nothing_is_guessed_before_there_is_enough_to_learn_from(home):
    make_verified(topic="roads.hole")
    trained = suggesting.train_suggestions(at=AT)
    assert [(one.kind, one.n_texts) for one in trained] == [("topic", 0), ("office", 0)]
    assert suggesting.advice_for(make_case()) is None


def test_a_new_case_is_guessed_with_the_words_that_decided(history, home, capsys):
    call_command("train_suggestions")
    assert "topic: 100 laporan, 2 pilihan" in capsys.readouterr().out

    advice = suggesting.advice_for(make_case(text="Tiang di gang kami padam, gelap sekali."))
    assert (advice.topics[0].code, advice.offices[0].name) == ("roads.light", "DISHUB")
    assert {"padam", "gelap"} & set(advice.topics[0].words)
    assert (advice.is_topic_sure, advice.topics[0].percent >= 60) == (True, True)
    odd = suggesting.advice_for(make_case(title="Kartu", text="Kartu keluarga hilang."))
    assert odd is not None
    assert not odd.is_topic_sure
    # The model keeps words, so secret ones are not learnt.
    assert (
        "rahasiasekali" not in suggesting.load_model(home / "suggestions" / "topic.npz").vocabulary
    )


def test_only_the_verifier_is_shown_the_guess(history):
    suggesting.train_suggestions(at=AT + timedelta(days=1))
    case = make_case(text="Lampu padam dan gelap.")
    assert showing.panel(case, by=make_actor(), at=AT).advice is not None
    officer = make_actor(Role.OFFICER, make_office("dishub"))
    assert showing.panel(case, by=officer, at=AT).advice is None


def test_a_topic_out_of_use_and_a_broken_file_are_passed_over(history, home):
    suggesting.train_suggestions(at=AT + timedelta(days=1))
    case = make_case(text="Lampu padam dan gelap.")
    Topic.objects.filter(code="roads.light").update(label="Lampu")
    assert suggesting.advice_for(case).topics[0].name == "Lampu"
    (home / "suggestions" / "office.npz").write_bytes(b"rusak")
    assert suggesting.advice_for(case) is None
