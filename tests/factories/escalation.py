"""An institution with every rung of the ladder, and late cases in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from tests.factories.cases import AT, make_law, make_verified
from tests.factories.people import actor_for, make_office, make_officer

from pendopo.foundation.people.models import Account, Office
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases.escalation.loading import load_ladder
from pendopo.journey.cases.models import Case, Clock
from pendopo.portal.law_loader import load_numbers

ROLES = {
    "officer": ("dinas-contoh", Role.OFFICER),
    "head": ("dinas-contoh", Role.HEAD),
    "secretary": ("setda", Role.HEAD),
    "regent": ("setda", Role.REGENT),
    "inspector": ("inspektorat", Role.INSPECTOR),
    "verifier": ("diskominfo", Role.VERIFIER),
    "head_of_verifiers": ("diskominfo", Role.HEAD),
}


@dataclass
class Institution:
    """Offices by code, and the accounts that hold the rungs, by what they are called above."""

    offices: dict[str, Office]
    accounts: dict[str, Account] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        """Return somebody of the institution as they act."""
        return actor_for(self.accounts[who], AT)


def make_institution(*who: str) -> Institution:
    """Return the law, the ladder and four offices; all rungs are held unless some are named."""
    make_law()
    load_numbers(settings.DATA_ROOT / "rules")
    load_ladder(settings.DATA_ROOT / "rules" / "escalation.yaml")
    secretariat = make_office("setda", name="Sekretariat Daerah")
    Office.objects.filter(id=secretariat.id).update(kind="sekretariat")
    offices = {"setda": Office.objects.get(id=secretariat.id)}
    for code in ("inspektorat", "diskominfo", "dinas-contoh"):
        offices[code] = make_office(code, name=code.title(), parent=offices["setda"])
    hall = Institution(offices)
    for name in who or ROLES:
        code, role = ROLES[name]
        hall.accounts[name] = make_officer(role, offices[code], at=AT, email=f"{name}@contoh.go.id")
    return hall


def make_late(
    hall: Institution, *, at: datetime = AT, code: str = "dinas-contoh", **values
) -> Case:
    """Return a case whose answer an office owes, fourteen working days after ``at``, and no more.

    The first word was given at once, so that one limit alone runs.
    """
    case = make_verified(office=hall.offices[code], at=at, **values)
    others = Clock.objects.filter(case=case, stopped_at=None).exclude(kind="answer")
    others.update(stopped_at=at, stop_reason="answered")
    return case
