"""Two officers at once: one answer is given, the other is refused and leaves nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from tests.factories.cases import ANSWER, AT, PROOF, make_actor, make_law, make_verified

from pendopo.foundation.ledger.models import FactRow
from pendopo.journey.cases import services
from pendopo.journey.cases.models import Case, Clock, Message, SearchDue
from pendopo.journey.cases.search.services import note_changed
from pendopo.journey.cases.services.loading import lock
from pendopo.journey.cases.types import Outcome
from pendopo.kernel.errors import IllegalTransition


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_refused():
    make_law()
    case, by, start = make_verified(), make_actor(), Barrier(2)

    def answer(number):
        start.wait(timeout=30)
        try:
            services.answer_case(
                case_id=case.id,
                outcome=Outcome.DONE,
                text=f"{ANSWER} Jawaban {number}.",
                proof=PROOF,
                by=by,
                at=AT,
            )
        except IllegalTransition:
            return "refused"
        else:
            return "answered"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(answer, range(2)))
    assert outcomes == ["answered", "refused"]
    assert Case.objects.get().status == "answered"
    assert Message.objects.count() == 1
    assert FactRow.objects.filter(name="CaseAnswered").count() == 1
    assert Clock.objects.get(kind="answer").stop_reason == "answered"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="there a writer has the database alone")
def test_what_points_at_a_case_can_be_written_while_a_step_holds_it():
    make_law()
    case = make_verified()
    SearchDue.objects.all().delete()

    def note():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '20s'")
                note_changed(case.id)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        lock(case.id)
        pool.submit(note).result()
    assert SearchDue.objects.filter(case=case).exists()
