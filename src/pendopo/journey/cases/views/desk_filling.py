"""Filling in a step without sending it: a ready text put in; covering is the form's own work."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from pendopo.foundation.governance.guarding.forms import MASK
from pendopo.journey.cases import selectors

if TYPE_CHECKING:
    from django.http import QueryDict

    from pendopo.journey.cases.forms import StepForm
    from pendopo.journey.cases.models import Case

INSERT = "insert"
FILLING = (INSERT, MASK)


def filled(typed: QueryDict, case: Case) -> QueryDict:
    """Return what was typed, with the ready text after it."""
    data = typed.copy()
    if typed.get("action") == INSERT:
        words = _chosen(typed.get("ready", ""), case)
        data["text"] = "\n\n".join(part for part in (typed.get("text", "").strip(), words) if part)
    return data


def as_typed(form: StepForm) -> StepForm:
    """Return the form with its words and without complaints: nothing was sent yet."""
    # Django has no public way to keep what was typed and drop the complaints.
    vars(form)["_errors"] = type(form.errors)()
    return form


def _chosen(text_id: str, case: Case) -> str:
    try:
        return selectors.ready_text(uuid.UUID(text_id), case)
    except ValueError:
        return ""
