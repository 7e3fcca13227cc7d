"""A history replayed in bulk leaves the same rows and facts as the same steps taken live."""

import uuid

import pytest
from tests.factories.cases import ANSWER, PROOF, make_actor, wib
from tests.factories.voice import make_submission

from pendopo.foundation.ledger.models import Delivery, FactRow
from pendopo.foundation.people.types import ANONYMOUS, SYSTEM, Contact
from pendopo.journey.cases import services
from pendopo.journey.cases.history import Action, CaseHistory, Step, import_histories
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.subscribers import open_case_of_voice
from pendopo.journey.cases.types import ArchiveReason, CaseClass, Outcome
from pendopo.journey.voice.models import Voice
from pendopo.journey.voice.services import receive_voice
from pendopo.kernel.events import revive

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
RECEIVED = wib("2026-03-10 08:00")
CONTACT = Contact(name="Siti Rahayu", phone="081234567890")
# The digest of a voice holds its tracking code, which is another for each submission.
IDS = ("id", "case_id", "voice_id", "clock_id", "message_id", "number", "policy_id", "digest")


def steps(by):
    """Verified, moved, asked, answered, contested, answered again, accepted."""
    return (
        Step(wib("2026-03-11 09:00"), Action.VERIFY, by, office="dpupr", code="complaint"),
        Step(wib("2026-03-12 09:00"), Action.ASSIGN, by, office="dishub"),
        Step(wib("2026-03-13 09:00"), Action.ASK, by, text="Di mana?"),
        Step(wib("2026-03-16 09:00"), Action.REPLY, ANONYMOUS, text="Di pasar."),
        Step(wib("2026-03-25 09:00"), Action.ANSWER, by, code="planned", text=ANSWER, proof=PROOF),
        Step(wib("2026-03-26 09:00"), Action.REOPEN, ANONYMOUS, text="Belum dikerjakan."),
        Step(wib("2026-03-27 09:00"), Action.ANSWER, by, code="done", text=ANSWER, proof=PROOF),
        Step(wib("2026-03-30 09:00"), Action.CLOSE, ANONYMOUS, code="citizen"),
    )


def take_live(case, step, offices):
    values = {"case_id": case.id, "by": step.by, "at": step.at}
    match step.action:
        case Action.VERIFY:
            office = offices[step.office]
            services.verify_case(case_class=CaseClass(step.code), office=office, **values)
        case Action.ASSIGN:
            services.assign_case(office=offices[step.office], **values)
        case Action.ASK:
            services.ask_reporter(text=step.text, **values)
        case Action.REPLY:
            services.reply_as_reporter(text=step.text, **values)
        case Action.ANSWER:
            outcome = Outcome(step.code)
            services.answer_case(outcome=outcome, text=step.text, proof=step.proof, **values)
        case Action.REOPEN:
            services.reopen_case(text=step.text, **values)
        case Action.ARCHIVE:
            services.archive_case(reason=ArchiveReason(step.code), text=step.text, **values)
        case Action.CLOSE:
            services.accept_answer(**values)


def lived(path, offices, submission):
    sent = receive_voice(submission, by=ANONYMOUS, at=RECEIVED)
    case = services.open_case(voice_id=sent.voice_id, at=RECEIVED)
    for step in path:
        take_live(case, step, offices)
    return Case.objects.get(id=case.id)


def replayed(path, offices, submission):
    history = CaseHistory(submission, RECEIVED, path, number="26-0000-0001-3")
    known = set(Case.objects.values_list("id", flat=True))
    import_histories([history], law=law_in_force(at=RECEIVED), offices=offices, at=RECEIVED)
    return Case.objects.exclude(id__in=known).get()


def traces(case):
    """Everything a case leaves behind, without the ids that are drawn anew each time."""
    facts = FactRow.objects.filter(subject_id__in=[case.id, case.voice_id]).order_by("id")
    return {
        "case": plain(Case.objects.filter(id=case.id).values().get()),
        "clocks": [plain(row) for row in case.clocks.order_by("id").values()],
        "messages": [plain(row) for row in case.messages.order_by("id").values()],
        "facts": [(row.name, row.at, row.by, plain(row.payload)) for row in facts],
    }


def plain(row):
    return {key: value for key, value in row.items() if key not in IDS}


@pytest.mark.parametrize("n_steps", range(9))
def test_replaying_leaves_what_living_left_after_every_step(n_steps, roads, lights):
    path = steps(make_actor())[:n_steps]
    offices = {"dpupr": roads, "dishub": lights}
    live = lived(path, offices, make_submission(contact=CONTACT))
    old = replayed(path, offices, make_submission(contact=CONTACT))
    assert traces(old) == traces(live)


@pytest.mark.parametrize("reason", ["not_ours", "unfit", "withdrawn"])
def test_a_replayed_archive_is_the_same_too(reason, roads):
    by = make_actor()
    path = (
        Step(wib("2026-03-11 09:00"), Action.VERIFY, by, office="dpupr", code="complaint"),
        Step(wib("2026-03-12 09:00"), Action.ARCHIVE, by, code=reason, text="Alasannya ini."),
    )
    live = lived(path, {"dpupr": roads}, make_submission())
    assert traces(replayed(path, {"dpupr": roads}, make_submission())) == traces(live)


def test_nobody_is_notified_of_the_past(roads):
    replayed(steps(SYSTEM)[:1], {"dpupr": roads}, make_submission())
    assert not Delivery.objects.exists()


def test_an_unknown_office_stores_nothing_of_its_batch(roads):
    path = steps(make_actor())
    with pytest.raises(KeyError):
        replayed(path, {"dpupr": roads}, make_submission())
    assert not Voice.objects.exists()
    assert not FactRow.objects.exists()


def test_the_same_voice_delivered_twice_opens_one_case():
    sent = receive_voice(make_submission(key=uuid.uuid4()), by=ANONYMOUS, at=RECEIVED)
    row = FactRow.objects.get(name="VoiceReceived")
    fact = revive(row.name, row.payload, at=row.at, by=row.by)
    open_case_of_voice(fact)
    n_facts = FactRow.objects.count()
    open_case_of_voice(fact)
    assert Case.objects.get().voice_id == sent.voice_id
    assert FactRow.objects.count() == n_facts
