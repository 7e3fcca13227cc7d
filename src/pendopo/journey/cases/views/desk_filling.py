"""Filling in a step without sending it: a ready text put in, what identifies someone covered."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from pendopo.journey.cases import selectors
from pendopo.journey.voice.masking import masked

if TYPE_CHECKING:
    from django.http import QueryDict

    from pendopo.journey.cases.forms import StepForm
    from pendopo.journey.cases.models import Case

INSERT, MASK = "insert", "mask"
FILLING = (INSERT, MASK)
_WRITTEN = ("text", "proof")


def filled(typed: QueryDict, case: Case) -> QueryDict:
    """Return what was typed, with the ready text after it or the identifiers covered."""
    data = typed.copy()
    if typed.get("action") == INSERT:
        words = _chosen(typed.get("ready", ""), case)
        data["text"] = "\n\n".join(part for part in (typed.get("text", "").strip(), words) if part)
    elif typed.get("action") == MASK:
        for name in _WRITTEN:
            if name in typed:
                data[name] = masked(typed.get(name, ""))
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
