"""Makers of rules for tests: the shipped sets, a small sound one, and requests."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from tests.factories.people import actor_for, make_officer

from pendopo.engines.policy import Request
from pendopo.foundation.governance.loading import load_missing
from pendopo.foundation.governance.models import PolicyTerm, PolicyVersion
from pendopo.foundation.governance.services import Decree, decide, publish_version, save_draft
from pendopo.foundation.people.types import Role
from pendopo.kernel.calendars import office_calendar

AT = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)
SHIPPED = Path(__file__).parents[2] / "data" / "policies"
_serial = count(1)

SMALL = {
    "code": "contoh",
    "title": {"id": "Kebijakan contoh", "en": "Sample policy"},
    "summary": {"id": "Himpunan contoh."},
    "rules": [
        {
            "id": "CON-01",
            "effect": "allow",
            "acts": ["share"],
            "when": {"object_class": ["published"]},
            "control": "attested",
            "legal_basis": {"regulation": "Perda contoh", "article": "pasal 1"},
            "confidence": "unconfirmed",
            "source": "contoh",
            "valid_from": "2020-01-01",
            "explanation": {"id": "Yang terbit boleh dibagikan.", "en": "Published: share it."},
        },
        {
            "id": "CON-02",
            "effect": "deny",
            "when": {"working_time": ["work"]},
            "control": "detected_in_aggregate",
            "legal_basis": {"regulation": "SE contoh"},
            "confidence": "verified",
            "source": "contoh",
            "valid_from": "2020-01-01",
            "explanation": {"id": "Jam kerja untuk bekerja."},
        },
    ],
}


def make_rules(**changes):
    """A sound definition with some parts changed."""
    return deepcopy(SMALL) | changes


def make_editor(role=Role.PPID):
    """The actor of someone who edits and decides rules."""
    return actor_for(make_officer(role))


def ship_policies() -> int:
    """Load what comes with the software."""
    return load_missing(SHIPPED)


def make_draft(*, by=None, at=AT, **changes) -> PolicyVersion:
    """Keep a definition as a draft."""
    return save_draft(raw=make_rules(**changes), by=by or make_editor(), at=at)


def make_term(*, code="contoh", first=TODAY, last=None, by=None, at=AT) -> PolicyTerm:
    """Let the newest version of a set hold for a term."""
    decree = Decree(f"500/{next(_serial)}/2026", TODAY, first, last)
    return publish_version(code=code, decree=decree, by=by or make_editor(), at=at)


def make_policy(**changes) -> PolicyTerm:
    """Bring a definition into force from today."""
    draft = make_draft(**changes)
    return make_term(code=draft.policy_set_id)


def everyday(act="share", *, at=AT, **facts) -> Request:
    """A request that tells all the small set needs."""
    return Request(act, at, {"object_class": "published", **facts})


def ask(request=None, *, at=AT):
    """Decide a request and record it."""
    return decide(request=request or everyday(), calendar=office_calendar(at=at), at=at)
