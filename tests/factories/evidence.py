"""Cases at chosen moments and the publications made of them, through the real services."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from tests.factories.people import make_office, make_person
from tests.factories.voice import make_submission, make_voice

from pendopo.engines.clock import load_policies
from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.people.types import SYSTEM, Actor, Mandate, Role
from pendopo.journey.cases import services
from pendopo.journey.cases.history import Action, CaseHistory, Step, import_histories
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.types import CaseClass, Outcome
from pendopo.journey.evidence.services import refresh_evidence

# A Tuesday morning in Jakarta; LATER lies past every limit of a case received then.
NOON = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=150)
ANSWER = "Lubang di Jalan Melati ditambal hari Kamis oleh regu UPT Bina Marga sepanjang 12 meter."
CODE = "answered_within_limit"


def load_limits() -> None:
    """Load the clock limits as they ship."""
    services.add_policies(load_policies(settings.DATA_ROOT / "clocks" / "complaints.yaml"))


def make_actor(*roles: Role, office=None) -> Actor:
    """Return an actor of a stored person with these roles at an office."""
    office = office or make_office()
    mandates = tuple(Mandate(office.id, office.code, role) for role in roles)
    return Actor(ref=f"p:{make_person().ref}", person_id=make_person().id, mandates=mandates)


def make_case(*, at=NOON, office=None, case_class=CaseClass.COMPLAINT, **voice) -> Case:
    """Receive a voice, let the worker deliver it, and verify its case an hour later."""
    sent = make_voice(at=at, **voice)
    deliver_due(at=at)
    case = Case.objects.get(voice_id=sent.voice_id)
    return services.verify_case(
        case_id=case.id,
        case_class=case_class,
        office=office or make_office(),
        by=make_actor(Role.VERIFIER, Role.INSPECTOR),
        at=at + timedelta(hours=1),
    )


def answer(case: Case, *, at: datetime) -> Case:
    """Answer a case as an officer of its office."""
    return services.answer_case(
        case_id=case.id,
        outcome=Outcome.DONE,
        text=ANSWER,
        proof="Berita acara 620/114",
        by=make_actor(Role.OFFICER, Role.INSPECTOR, office=case.office),
        at=at,
    )


def import_case(*steps: Step, at=NOON, office=None) -> None:
    """Store a case with a past: verified an hour after it came, then ``steps``."""
    office = office or make_office()
    verified = Step(
        at + timedelta(hours=1), Action.VERIFY, SYSTEM, office.code, CaseClass.COMPLAINT.value
    )
    history = CaseHistory(make_submission(), at, (verified, *steps))
    import_histories([history], law=law_in_force(at=at), offices={office.code: office}, at=at)


def refresh(at=LATER):
    """Export and compute; returns the one publication there is."""
    (run,) = (run for run in refresh_evidence(at=at) if run.indicator == CODE)
    return run
