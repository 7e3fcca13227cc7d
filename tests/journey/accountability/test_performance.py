"""How an office keeps every legal limit: figures, times, what is out, and the lists behind."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.evidence import (
    LATER,
    NOON,
    Action,
    Step,
    answer,
    import_case,
    load_limits,
    make_case,
    refresh,
)
from tests.factories.people import make_office

from pendopo.foundation.people.types import SYSTEM
from pendopo.journey.accountability import selectors
from pendopo.journey.evidence.models import IndicatorCell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _evidence(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    load_limits()


def page(client, code):
    response = client.get(f"/perangkat-daerah/{code}/batas-waktu/")
    assert response.status_code == 200
    return response.content.decode()


def cell_of(indicator, office):
    return IndicatorCell.objects.get(
        run__indicator=indicator, run__is_current=True, month="", office_code=office.code
    )


def test_three_limits_are_published_with_their_working_days():
    office = make_office()
    # Tuesday to Thursday noon: the answer took two working days.
    answer(make_case(office=office), at=NOON + timedelta(days=2))
    make_case(office=office)
    refresh()
    answered = cell_of("answered_within_limit", office)
    assert (answered.numerator, answered.denominator) == (1, 2)
    assert (answered.n_timed, answered.median_days, answered.p90_days) == (1, 2, 2)
    first = cell_of("first_answer_within_limit", office)
    assert (first.numerator, first.denominator, first.median_days) == (1, 2, 2)
    verified = IndicatorCell.objects.get(
        run__indicator="verified_within_limit", run__is_current=True, month="", office_code=""
    )
    assert (verified.numerator, verified.denominator, verified.median_days) == (2, 2, 0)


def test_the_page_shows_n_of_n_the_list_and_what_is_left_out(client):
    office = make_office()
    for _ in range(5):
        answer(make_case(office=office), at=NOON + timedelta(days=2))
    import_case(
        Step(
            NOON + timedelta(days=1),
            Action.ARCHIVE,
            SYSTEM,
            code="not_ours",
            text="Jalan provinsi.",
        ),
        office=office,
    )
    refresh()
    shown = page(client, office.code)
    assert "5 dari 5" in shown
    assert "separuhnya dalam 2 hari kerja, sembilan dari sepuluh dalam 2" in shown
    assert f"/kinerja/answered_within_limit/daftar/?perangkat={office.code}" in shown
    assert "1 tidak dihitung, dan sebabnya" in shown
    assert "Bukan wewenang: 1." in shown
    assert "Ditanggapi pertama kali dalam batas waktu" in shown
    assert "peringkat" in shown
    listed = client.get(f"/kinerja/first_answer_within_limit/daftar/?perangkat={office.code}")
    assert "Dipenuhi dalam batas waktu: 5" in listed.content.decode()


def test_too_few_are_not_timed_in_words(client):
    office = make_office()
    answer(make_case(office=office), at=NOON + timedelta(days=2))
    refresh()
    assert "terlalu sedikit untuk disebut" in page(client, office.code)


def test_an_office_without_figures_and_an_unknown_one(client):
    office = make_office()
    assert "Belum ada batas waktu yang jatuh tempo" in page(client, office.code)
    assert client.get("/perangkat-daerah/tidak-ada/batas-waktu/").status_code == 404


def test_figures_are_those_of_the_publication_not_of_the_moment(client):
    office = make_office()
    answer(make_case(office=office), at=NOON + timedelta(days=2))
    refresh()
    before = page(client, office.code)
    answer(make_case(office=office, at=LATER), at=LATER + timedelta(hours=5))
    assert page(client, office.code).count("1 dari 1") == before.count("1 dari 1") > 0


def test_queries_do_not_grow_with_months(client):
    office = make_office()

    def counted():
        refresh()
        with CaptureQueriesContext(connection) as queries:
            selectors.performance(office.code)
        return len(queries)

    make_case(office=office)
    one = counted()
    for n in range(1, 3):
        make_case(office=office, at=NOON + timedelta(days=31 * n))
    assert counted() == one == 2
