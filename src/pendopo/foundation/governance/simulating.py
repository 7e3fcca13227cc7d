"""The question of the simulator and its answer; nothing of it is recorded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.engines.clock import ClockError
from pendopo.engines.policy import FACTS, Decision, facts_of
from pendopo.foundation.governance import selectors
from pendopo.foundation.governance.forms import EVERYDAY, AskForm
from pendopo.foundation.governance.showing import shown_decision
from pendopo.foundation.governance.wording import code_label
from pendopo.kernel.calendars import usual_calendar
from pendopo.kernel.time import local

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pendopo.engines.policy import Request
    from pendopo.foundation.governance.models import PolicyVersion


def ask_form(request: HttpRequest, *, at: datetime) -> AskForm:
    """Return the form as asked, or filled with an everyday question."""
    if "act" in request.GET:
        return AskForm(request.GET)
    here = local(at, settings.PENDOPO_ZONE)
    now = {"day": here.date(), "time": here.time().replace(second=0, microsecond=0)}
    return AskForm(initial={**EVERYDAY, **now})


def answer_to(
    form: AskForm, *, at: datetime, version: PolicyVersion | None = None
) -> dict[str, Any]:
    """Return the answer as a page shows it; empty and the form at fault if there is none.

    Raises
    ------
    NoPolicyInForce
        No version is named, and no rules hold at the moment asked about.
    """
    asked = form.request()
    try:
        return _answer(asked, asked.at or at, version)
    except ClockError:
        form.add_error("day", _("Pilih tanggal antara tahun 2000 dan 2100."))
        return {}


def _answer(asked: Request, moment: datetime, version: PolicyVersion | None) -> dict[str, Any]:
    facts = facts_of(asked, usual_calendar(at=moment))
    ruling = version or selectors.in_force(at=moment).version
    policy = selectors.policy_of(ruling, on=selectors.day_of(moment))
    decision: Decision = policy.decide(asked.act, facts)
    time = facts.get("working_time")
    return {
        "answer": shown_decision(decision),
        "version": ruling,
        "working_time": code_label("working_time", str(time)) if time else "",
        "moment": asked.at,
        "has_unknown": any(name not in facts for name in FACTS),
    }
